package processcontrol.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import processcontrol.posix.FakeClock;

class PartialOutputTest {

  private static final int LIMIT = 10;

  /** The reported output, each part with its number before it. */
  private final List<String> told = new ArrayList<>();

  private final FakeClock clock = new FakeClock(0);
  private boolean takes = true;

  private PartialOutput output(long every) {
    return new PartialOutput(
        (bytes, part) -> takes && told.add(part + ":" + text(bytes)), every, LIMIT, clock);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void print(PartialOutput output, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    output.append(bytes, bytes.length);
  }

  /** Notices once it is time. */
  private void tick(PartialOutput output) {
    clock.pass(Math.max(0, output.nextAt() - clock.monotonic()));
    output.notice();
  }

  @Test
  void each_line_is_told_once_and_in_order_and_the_rest_is_left() {
    PartialOutput output = output(1);
    tick(output);
    print(output, "a\nb\n");
    tick(output);
    tick(output);
    print(output, "c\n");
    tick(output);
    print(output, "d\n");

    assertThat(told).containsExactly("1:a\nb\n", "2:c\n");
    assertThat(text(output.rest())).isEqualTo("d\n");
    assertThat(output.parts()).isEqualTo(2);
  }

  @Test
  void nothing_is_told_before_its_time() {
    PartialOutput output = output(3_600_000);
    long nextAt = output.nextAt();
    print(output, "a\n");
    output.notice();

    assertThat(nextAt).isGreaterThan(clock.monotonic() + 3_000_000);
    assertThat(output.nextAt()).isEqualTo(nextAt);
    assertThat(told).isEmpty();
    assertThat(text(output.rest())).isEqualTo("a\n");
  }

  @Test
  void the_next_time_is_always_to_come() {
    PartialOutput output = output(1);
    for (int i = 0; i < 100; i++) {
      long before = clock.monotonic();
      tick(output);
      assertThat(output.nextAt()).isGreaterThan(before);
    }
  }

  @Test
  void a_line_that_is_not_at_its_end_comes_whole_with_the_next() {
    PartialOutput output = output(1);
    print(output, "a\nb");
    tick(output);
    print(output, "c\n");
    tick(output);

    assertThat(told).containsExactly("1:a\n", "2:bc\n");
    assertThat(output.rest()).isEmpty();
  }

  @Test
  void what_has_no_line_or_an_endless_one_is_told_as_it_is() {
    PartialOutput output = output(1);
    print(output, "a prompt");
    tick(output);
    print(output, "\n" + "x".repeat(LIMIT));
    tick(output);

    assertThat(told).containsExactly("1:a prompt", "2:\n" + "x".repeat(LIMIT));
    assertThat(output.rest()).isEmpty();
  }

  @Test
  void what_nobody_can_take_over_comes_with_the_next() {
    PartialOutput output = output(1);
    takes = false;
    print(output, "a\n");
    tick(output);
    assertThat(output.parts()).isZero();
    takes = true;
    print(output, "b\n");
    tick(output);

    assertThat(told).containsExactly("1:a\nb\n");
  }

  @Test
  void of_a_flood_its_beginning_and_its_end_are_told_and_the_next_one_begins_anew() {
    PartialOutput output = output(1);
    print(output, "1234567890abc1234567890123456789\n");
    tick(output);
    print(output, "x\n");
    tick(output);

    assertThat(told)
        .containsExactly("1:1234567890\n[... 13 bytes are left out ...]\n123456789\n", "2:x\n");
  }
}
