package processcontrol.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UtcTimeTest {

  private static final DateTimeFormatter FULL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static void check(long millis) {
    Instant instant = Instant.ofEpochMilli(millis);
    UtcTime time = new UtcTime(millis);
    String expected = FULL.format(instant);
    if (!time.toString().equals(expected) || !time.stamp().equals(STAMP.format(instant))) {
      assertThat(time).as("%d ms", millis).hasToString(expected);
      assertThat(time.stamp()).as("%d ms", millis).isEqualTo(STAMP.format(instant));
    }
  }

  @Test
  void the_epoch_and_a_known_moment_are_right() {
    assertThat(new UtcTime(0)).hasToString("1970-01-01T00:00:00.000Z");
    assertThat(new UtcTime(1_795_176_000_123L)).hasToString("2026-11-20T12:00:00.123Z");
    assertThat(new UtcTime(1_795_176_000_123L).stamp()).isEqualTo("20261120-120000");
  }

  @Test
  void random_moments_agree_with_java_time() {
    long end = LocalDate.of(2500, 1, 1).toEpochDay() * 86_400_000L;
    Random random = new Random(42);
    for (int i = 0; i < 100_000; i++) {
      check(random.nextLong(end));
    }
  }

  @Test
  void both_ends_of_every_day_agree_with_java_time() {
    long last = LocalDate.of(2500, 1, 1).toEpochDay();
    for (long day = 0; day <= last; day++) {
      check(day * 86_400_000L);
      check(day * 86_400_000L + 86_399_999L);
    }
  }

  @Test
  void leap_days_are_where_they_belong() {
    assertThat(ofDay(2000, 2, 29)).hasToString("2000-02-29T00:00:00.000Z");
    assertThat(ofDay(2400, 2, 29)).hasToString("2400-02-29T00:00:00.000Z");
    assertThat(new UtcTime(ofDay(2100, 2, 28).epochMillis() + 86_400_000L))
        .hasToString("2100-03-01T00:00:00.000Z");
    assertThat(new UtcTime(ofDay(2028, 2, 28).epochMillis() + 86_400_000L))
        .hasToString("2028-02-29T00:00:00.000Z");
  }

  @Test
  void moments_before_the_epoch_are_right_as_well() {
    assertThat(new UtcTime(-1)).hasToString("1969-12-31T23:59:59.999Z");
  }

  @Test
  void the_bytes_are_put_where_they_are_wanted_and_nowhere_else() {
    byte[] target = "#".repeat(30).getBytes(StandardCharsets.US_ASCII);
    new UtcTime(0).put(target, 3);

    assertThat(new String(target, StandardCharsets.US_ASCII))
        .isEqualTo("###1970-01-01T00:00:00.000Z###");
  }

  @Test
  void now_is_now() {
    long before = System.currentTimeMillis();
    long now = UtcTime.now().epochMillis();

    assertThat(now).isBetween(before, System.currentTimeMillis());
  }

  private static UtcTime ofDay(int year, int month, int day) {
    return new UtcTime(LocalDate.of(year, month, day).toEpochDay() * 86_400_000L);
  }
}
