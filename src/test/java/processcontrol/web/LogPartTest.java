package processcontrol.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogPartTest {

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void while_more_may_come_a_part_ends_with_a_line() {
    assertThat(LogPart.end(bytes("one\ntw"), false, true)).isEqualTo(4);
    assertThat(LogPart.end(bytes("tw"), false, true)).isZero();
    assertThat(LogPart.end(bytes("one\ntw"), true, false)).isEqualTo(4);
    assertThat(LogPart.end(bytes("one\ntw"), false, false)).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"xé", "xé€", "x\ud83d\ude00", "\ud83d\ude00\ud83d\ude00é€x"})
  void a_long_line_is_never_cut_within_a_character(String text) {
    byte[] whole = bytes(text);
    StringBuilder shown = new StringBuilder();
    for (int size = 4; size <= 7; size++) {
      shown.setLength(0);
      for (int from = 0; from < whole.length; ) {
        byte[] read = Arrays.copyOfRange(whole, from, Math.min(whole.length, from + size));
        int end = LogPart.end(read, read.length == size, false);
        assertThat(end).isPositive();
        shown.append(new String(read, 0, end, StandardCharsets.UTF_8));
        from += end;
      }
      assertThat(shown).hasToString(text);
    }
  }

  @Test
  void bytes_that_are_no_characters_are_passed_on() {
    byte[] junk = new byte[8];
    Arrays.fill(junk, (byte) 0x80);
    assertThat(LogPart.end(junk, true, true)).isEqualTo(8);
    Arrays.fill(junk, (byte) 0xff);
    assertThat(LogPart.end(junk, true, true)).isPositive();
    assertThat(LogPart.end(new byte[] {(byte) 0xf0}, true, true)).isEqualTo(1);
  }

  @Test
  void a_part_from_the_middle_begins_with_a_line_or_a_character() {
    assertThat(LogPart.begin(bytes("ne\ntwo"))).isEqualTo(3);
    assertThat(LogPart.begin(Arrays.copyOfRange(bytes("€uro"), 1, 6))).isEqualTo(2);
    assertThat(LogPart.begin(bytes("two"))).isZero();
  }
}
