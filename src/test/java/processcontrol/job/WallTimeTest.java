package processcontrol.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WallTimeTest {

  private static String javas(String text) {
    try {
      if (text.length() > 10) {
        return text.endsWith("Z") || text.indexOf('+') > 0 || text.lastIndexOf('-') > 10
            ? "" + OffsetDateTime.parse(text).toInstant().toEpochMilli()
            : LocalDateTime.parse(text).toString();
      }
      return text.indexOf(':') > 0
          ? LocalTime.parse(text).toString()
          : LocalDate.parse(text).atStartOfDay().toString();
    } catch (DateTimeException e) {
      return "no time";
    }
  }

  private static String ours(String text) {
    try {
      WallTime time = WallTime.parse(text);
      if (time.day() == WallTime.ANY_DAY) {
        return LocalTime.ofNanoOfDay(time.millis() * 1_000_000L).toString();
      }
      if (time.offset() != WallTime.OF_ZONE) {
        return "" + (time.day() * 86_400_000 + time.millis() - time.offset() * 1000L);
      }
      LocalTime clock = LocalTime.ofNanoOfDay(time.millis() * 1_000_000L);
      return LocalDate.ofEpochDay(time.day()).atTime(clock).toString();
    } catch (DateTimeException e) {
      return "no time";
    }
  }

  @Test
  void it_is_read_as_java_reads_it() {
    Random random = new Random(6);
    String[] offsets = {"", "", "Z", "+01:00", "-07:00", "+18:00", "+18:01", "+05:60", "+0100"};
    int valid = 0;
    for (int i = 0; i < 20_000; i++) {
      String date =
          two(random, 25) + two(random, 99) + "-" + two(random, 13) + "-" + two(random, 32);
      String time = two(random, 24) + ":" + two(random, 60);
      time += random.nextBoolean() ? ":" + two(random, 60) : "";
      String offset = offsets[random.nextInt(offsets.length)];
      String whole = date + "T" + time + offset;
      // A slip of the finger in one of four.
      if (random.nextInt(4) == 0) {
        int at = random.nextInt(whole.length());
        whole =
            whole.substring(0, at) + "x-:T9Z".charAt(random.nextInt(6)) + whole.substring(at + 1);
      }
      for (String text : new String[] {date, time, whole}) {
        String expected = text.indexOf('T') == 10 || text.length() <= 10 ? javas(text) : "no time";
        assertThat(ours(text)).as(text).isEqualTo(expected);
        valid += expected.equals("no time") ? 0 : 1;
      }
    }
    assertThat(valid).isGreaterThan(20_000);
  }

  private static String two(Random random, int most) {
    int number = random.nextInt(most + 1);
    return "" + number / 10 + number % 10;
  }
}
