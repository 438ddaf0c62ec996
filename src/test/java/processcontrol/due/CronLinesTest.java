package processcontrol.due;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import processcontrol.CrontabManual;
import processcontrol.ScheduleCorpus;
import processcontrol.VixieCron;
import processcontrol.config.Jobs;
import processcontrol.job.CronMask;
import processcontrol.job.Job;
import processcontrol.job.Schedule;
import processcontrol.job.Slug;
import processcontrol.job.Zone;

/** Schedules that cron can express become plain lines. */
class CronLinesTest {

  private static final long MINUTE = 60_000;

  private static String lines(Job job, String host) {
    StringBuilder text = new StringBuilder();
    for (CronLine line : CronLines.of(job, host)) {
      text.append(text.length() == 0 ? "" : " | ").append(line.schedule());
      text.append(line.entry() == 0 ? "" : " #" + line.entry());
      text.append(line.dueCheck() ? " ?" : "");
    }
    return text.toString();
  }

  /** A machine on which a job has a certain offset. */
  private static String hostWith(long offset, long range) {
    for (int i = 0; ; i++) {
      if (Splay.minutes("host" + i, new Slug("job"), range) == offset) {
        return "host" + i;
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1m|* * * * *",
        "10m|*/10 * * * *",
        "15m|*/15 * * * *",
        "30m|0,30 * * * *",
        "1h|0 * * * *",
        "2h|0 */2 * * *",
        "12h|0 0,12 * * *",
        "1d|0 0 * * *",
        "7m|* * * * * ?",
        "36h|* * * * * ?",
        "2d|* * * * * ?"
      })
  void every_is_counted_from_midnight(String every, String line) {
    assertThat(lines(Jobs.fromYaml("every: " + every), "any")).isEqualTo(line);
  }

  @Test
  void every_ninety_minutes_is_two_lines() {
    assertThat(lines(Jobs.fromYaml("every: 90m"), "any"))
        .isEqualTo("0 */3 * * * | 30 1-23/3 * * *");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10m|7|7-59/10 * * * *",
        "1h|41|41 * * * *",
        "2h|75|15 1-23/2 * * *",
        "1d|1439|59 23 * * *",
        "1d|0|0 0 * * *"
      })
  void splay_shifts_every(String every, int offset, String line) {
    Job job = Jobs.fromYaml("every: " + every + "\nsplay: " + every);
    long range = job.timing().every().millis() / MINUTE;

    assertThat(lines(job, hostWith(offset, range))).isEqualTo(line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 3 * * *|14|14 3 * * *",
        "50 3 * * 1-5|14|4 4 * * 1-5",
        "50 23 * * *|14|4 0 * * *",
        "50 23 * * mon|14|* * * * * ?",
        "50 23 * * mon|9|59 23 * * mon",
        "*/20 * * * *|14|14-59/20 * * * *",
        "0,50 * * * *|14|4,14 * * * *",
        "0,50 8-9 1 * *|14|14 8 1 * * # 4,14 9 1 * * # 4 10 1 * *",
        "0 0 * * *|0|0 0 * * *"
      })
  void splay_shifts_a_schedule_where_the_days_stay(String schedule, int offset, String lines) {
    Job job = Jobs.fromYaml("schedule: '" + schedule + "'\nsplay: 15m");

    assertThat(lines(job, hostWith(offset, 15)).split(" \\| ", -1))
        .containsExactlyInAnyOrder(lines.split(" # ", -1));
  }

  @Test
  void shifted_lines_start_when_the_schedule_does_but_later() {
    Random random = new Random(3);
    long from = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
    long until = Instant.parse("2026-03-12T00:00:00Z").toEpochMilli();
    int plain = 0;
    for (int i = 0; i < 400; i++) {
      String schedule = ScheduleCorpus.wellFormed(random);
      int range = 2 + random.nextInt(i % 3 == 0 ? 2000 : 50);
      if (!new Schedule(schedule).canFire()) {
        continue;
      }
      Job job = Jobs.fromYaml("schedule: '" + schedule + "'\nsplay: " + range + "m");
      String host = "host" + i;
      long shift = Splay.minutes(host, job.slug(), range) * MINUTE;
      Slots base = new CronSlots(new Schedule(schedule).mask(), Zone.UTC);
      plain += CronLines.needsDueCheck(job, host) ? 0 : 1;

      List<Long> expected = base.between(from - shift, until - shift, 20_000);
      expected.replaceAll(slot -> slot + shift);
      assertThat(new JobSlots(job, host, Zone.UTC).between(from, until, 20_000))
          .as("%s by %s", schedule, shift / MINUTE)
          .isEqualTo(expected);
    }
    assertThat(plain).as("plain lines").isGreaterThan(100);
  }

  @Test
  void what_a_line_cannot_say_is_asked_every_minute() {
    String plain = "schedule: '0 3 * * *'\n";
    String limits = "not_before: 2030-01-01\nstart_deadline: 5m\n";
    assertThat(lines(Jobs.fromYaml(plain), "any")).isEqualTo("0 3 * * *");
    assertThat(lines(Jobs.fromYaml(plain + limits), "any")).isEqualTo("0 3 * * *");
    assertThat(lines(Jobs.fromYaml("schedule: '0 3 * * *'\ntime_zone: Asia/Tokyo"), "any"))
        .isEqualTo("* * * * * ?");
    assertThat(lines(Jobs.fromYaml("schedule: '0 3 * * *'\ncatch_up: once"), "any"))
        .isEqualTo("* * * * * ?");
    assertThat(lines(Jobs.fromYaml("period: 1h"), "any")).isEqualTo("* * * * * ?");
    assertThat(lines(Jobs.fromYaml("pause: 1h"), "any")).isEqualTo("* * * * * ?");
    assertThat(lines(Jobs.fromYaml("repeat: R/2026-01-01T00:00:00Z/P1D"), "any"))
        .isEqualTo("* * * * * ?");
  }

  @Test
  void schedules_are_numbered_where_it_makes_a_difference() {
    assertThat(lines(Jobs.fromYaml("schedule: ['5 * * * *', '35 * * * *']"), "any"))
        .isEqualTo("5 * * * * | 35 * * * *");
    assertThat(lines(Jobs.fromYaml("schedule: ['*/5 * * * *', '35 * * * *']"), "any"))
        .isEqualTo("*/5 * * * * #1 | 35 * * * * #2");
    assertThat(lines(Jobs.fromYaml("schedule: {'5 * * * *': '\"--x; rm\"'}"), "any"))
        .isEqualTo("5 * * * * #1");
  }

  @Test
  void arguments_of_schedules_that_coincide_come_together() {
    Job job = Jobs.fromYaml("schedule: {'*/5 * * * *': a b, '0 * * * *': c}");
    JobSlots slots = new JobSlots(job, "any", Zone.UTC);
    long hour = Instant.parse("2026-03-01T10:00:00Z").toEpochMilli();

    assertThat(slots.argumentsAt(hour)).containsExactly("a", "b", "c");
    assertThat(slots.argumentsAt(hour + 5 * MINUTE)).containsExactly("a", "b");
    assertThat(slots.entriesAt(hour + MINUTE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void terms_are_written_as_cron_reads_them(int seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      long sparse = random.nextLong();
      long minutes = random.nextLong() & sparse & CronMask.EVERY_MINUTE;
      int step = 1 + random.nextInt(30);
      for (int minute = random.nextInt(30); i % 2 == 0 && minute < 60; minute += step) {
        minutes = minute < step ? 1L << minute : minutes | 1L << minute;
      }
      if (minutes == 0) {
        continue;
      }
      String text = CronText.minutes(minutes);
      assertThat(CrontabManual.read(text + " * * * *")).as(text).isNotNull();
      assertThat(VixieCron.read(text + " * * * * x").bits().get(0)).as(text).isEqualTo(minutes);
      assertThat(new Schedule(text + " * * * *").mask().minutes()).isEqualTo(minutes);
    }
  }
}
