package processcontrol.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class OutputExcerptTest {

  /** Returns the expected excerpt of the whole. */
  private static byte[] model(byte[] whole, int limit) {
    if (whole.length <= 2 * limit) {
      return whole;
    }
    ByteArrayOutputStream excerpt = new ByteArrayOutputStream();
    excerpt.write(whole, 0, limit);
    String note = "\n[... " + (whole.length - 2 * limit) + " bytes are left out ...]\n";
    excerpt.writeBytes(note.getBytes(StandardCharsets.UTF_8));
    excerpt.write(whole, whole.length - limit, limit);
    return excerpt.toByteArray();
  }

  @RepeatedTest(300)
  void random_chunks_come_out_as_from_one_piece(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int limit = 1 + random.nextInt(40);
    int longest = 1 + random.nextInt(5 * limit);
    OutputExcerpt excerpt = new OutputExcerpt(limit);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();

    for (int chunks = random.nextInt(30); chunks > 0; chunks--) {
      byte[] chunk = new byte[longest];
      random.nextBytes(chunk);
      int length = random.nextInt(longest + 1);
      excerpt.append(chunk, length);
      whole.write(chunk, 0, length);
      assertThat(excerpt.toBytes()).isEqualTo(model(whole.toByteArray(), limit));
    }
  }

  @Test
  void nothing_is_left_out_at_the_very_bound() {
    byte[] bytes = "0123456789".getBytes(StandardCharsets.UTF_8);
    OutputExcerpt excerpt = new OutputExcerpt(5);
    excerpt.append(bytes, 10);

    assertThat(excerpt.toBytes()).isEqualTo(bytes);
    excerpt.append(bytes, 1);
    assertThat(new String(excerpt.toBytes(), StandardCharsets.UTF_8))
        .isEqualTo("01234\n[... 1 bytes are left out ...]\n67890");
  }

  @Test
  void an_excerpt_of_nothing_is_empty() {
    assertThat(new OutputExcerpt(5).toBytes()).isEmpty();
  }

  @Test
  void a_gigabyte_takes_no_more_memory_than_two_bounds() {
    byte[] chunk = new byte[65_536];
    Arrays.fill(chunk, (byte) 'x');
    OutputExcerpt excerpt = new OutputExcerpt(1000);
    for (int i = 0; i < 16_384; i++) {
      excerpt.append(chunk, chunk.length);
    }

    assertThat(excerpt.toBytes()).hasSizeLessThan(2100);
    assertThat(new String(excerpt.toBytes(), StandardCharsets.UTF_8))
        .contains("[... 1073739824 bytes are left out ...]");
  }
}
