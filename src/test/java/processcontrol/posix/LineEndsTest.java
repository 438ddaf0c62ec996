package processcontrol.posix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LineEndsTest {

  private static LineEnds of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return LineEnds.of(bytes, bytes.length);
  }

  @Test
  void each_newline_is_found_from_any_offset_on() {
    LineEnds ends = of("\nab\0\n\u00e4\n\nc");

    int[] found = new int[10];
    for (int from = 0; from < found.length; from++) {
      found[from] = from > 9 ? -1 : ends.next(from);
    }

    assertThat(found).containsExactly(0, 4, 4, 4, 4, 6, 6, 7, -1, -1);
  }

  @Test
  void what_stands_behind_the_bytes_that_were_read_is_not_looked_at() {
    of("a longer text\nwith\nlines\n");
    byte[] bytes = "ab\ncd\n".getBytes(StandardCharsets.US_ASCII);

    LineEnds ends = LineEnds.of(bytes, 2);

    assertThat(ends.next(0)).isEqualTo(-1);
    assertThat(ends.next(2)).isEqualTo(-1);
    assertThat(LineEnds.of(bytes, 0).next(0)).isEqualTo(-1);
  }

  @Test
  void more_bytes_than_ever_before_find_room() {
    byte[] bytes = new byte[3 * Fd.CHUNK];
    Arrays.fill(bytes, (byte) 'x');
    bytes[bytes.length - 1] = '\n';

    assertThat(LineEnds.of(bytes, bytes.length).next(1)).isEqualTo(bytes.length - 1);
    assertThat(LineEnds.of(bytes, Fd.CHUNK).next(0)).isEqualTo(-1);
  }
}
