package processcontrol.crontab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import processcontrol.Tool;
import processcontrol.config.GlobalConfig;
import processcontrol.config.JobLoader;
import processcontrol.due.CronLines;
import processcontrol.due.JobSlots;
import processcontrol.job.Job;
import processcontrol.job.Schedule;
import processcontrol.job.Slug;
import processcontrol.job.Zone;
import processcontrol.zone.Zones;

class SystemdUnitsTest {

  /** When the clock is set in the year to come, by the earliest and the latest zone. */
  private static final Instant FROM = Instant.parse("2026-12-01T00:00:00Z");

  private static final Duration WINDOW = Duration.ofHours(6);

  private static final Pattern ELAPSE =
      Pattern.compile("(?:elapse|#\\d+|in UTC\\)): \\w+ (\\S+ \\S+) UTC");

  private static final List<String> SCHEDULES =
      List.of(
          "* * * * *",
          "*/5 * * * *",
          "30 * * * *",
          "30 2 * * *",
          "0 2 * * *",
          "0 3 * * *",
          "45 1 * * *",
          "0 1,2,3 * * *",
          "10-50/20 0-4 * * *",
          "5 */2 * * *",
          "*/7 2 * * *",
          "30 1-3 * * sun",
          "0,30 2 * 3,10 0",
          "0 0 13 * 5",
          "15 2 1-7 * 0");

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "* * * * *, *-*-* *:*:00 UTC",
    "*/20 3 * * *, '*-*-* 03:00,20,40:00'",
    "0 22 * * 1-3, 'Mon,Tue,Wed *-*-* 22:00:00'",
    "5 4 1 6 *, *-06-01 04:05:00",
    "0 0 13 * 5, '*-*-13 00:00:00|Fri *-*-* 00:00:00'",
    "0 0 */2 1 0, 'Sun *-01-01,03,05,07,09,11,13,15,17,19,21,23,25,27,29,31 00:00:00'",
  })
  void a_schedule_is_written_as_calendar_events(String schedule, String events) {
    assertThat(SystemdUnits.calendar(new Schedule(schedule).mask()))
        .isEqualTo(List.of(events.split("\\|", -1)));
  }

  private Job job(String schedule) throws Exception {
    Files.createDirectories(directory.resolve("jobs"));
    Path config = directory.resolve("config.yaml");
    Files.writeString(config, "job_directory: " + directory.resolve("jobs") + "\n");
    String text = "name: A\ncommand: /bin/true\nschedule: '" + schedule + "'\n";
    Files.writeString(directory.resolve("jobs/a.yaml"), text);
    return new JobLoader(GlobalConfig.loadFrom(config.toString())).load(new Slug("a"));
  }

  private static List<String> events(Job job, Zone zone) {
    SystemdUnits units = new SystemdUnits("run-job", zone, FROM.toEpochMilli());
    units.add(job, CronLines.of(job, "host"));
    return units
        .units()
        .get("process-control-a.timer")
        .lines()
        .filter(line -> line.startsWith("OnCalendar="))
        .map(line -> line.substring("OnCalendar=".length()))
        .toList();
  }

  /** When systemd would start something in the hours after a moment. */
  private static SortedSet<Instant> elapses(String zone, List<String> events, Instant from)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("systemd-analyze", "calendar"));
    command.add("--base-time=@" + from.getEpochSecond());
    command.add("--iterations=400");
    command.addAll(events);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("TZ", zone);
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    DateTimeFormatter format =
        DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    SortedSet<Instant> elapses = new TreeSet<>();
    Matcher matcher = ELAPSE.matcher(output);
    while (matcher.find()) {
      Instant elapse = format.parse(matcher.group(1), Instant::from);
      if (elapse.isBefore(from.plus(WINDOW))) {
        elapses.add(elapse);
      }
    }
    return elapses;
  }

  private static SortedSet<Instant> slots(Job job, Zone zone, Instant from) {
    SortedSet<Instant> slots = new TreeSet<>();
    JobSlots all = new JobSlots(job, "host", zone);
    long end = from.plus(WINDOW).toEpochMilli();
    for (long slot = all.next(from.toEpochMilli()); slot < end; slot = all.next(slot)) {
      slots.add(Instant.ofEpochMilli(slot));
    }
    return slots;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/St_Johns"})
  void no_start_is_left_out_when_the_clock_is_set(String name) throws Exception {
    Tool.require("systemd-analyze");
    Zone zone = Zones.of(name);
    for (String schedule : SCHEDULES) {
      Job job = job(schedule);
      List<String> events = events(job, zone);
      Zone.Change change = zone.nextChange(FROM.getEpochSecond());
      for (int i = 0; i < 2; i++) {
        Instant from =
            Instant.ofEpochSecond(change.at()).minus(Duration.ofHours(3)).minusSeconds(1);
        assertThat(elapses(name, events, from))
            .as("%s in %s at %s: %s", schedule, name, from, events)
            .containsAll(slots(job, zone, from));
        change = zone.nextChange(change.at());
      }
    }
  }

  @Test
  void systemd_starts_what_is_due_and_nothing_else_where_the_clock_is_not_set() throws Exception {
    Tool.require("systemd-analyze");
    for (String schedule : SCHEDULES) {
      Job job = job(schedule);
      for (int day = 1; day <= 14; day++) {
        Instant from = Instant.parse("2027-03-01T00:00:00Z").plus(Duration.ofDays(day));
        assertThat(elapses("UTC", events(job, Zone.UTC), from.minusSeconds(1)))
            .as(schedule)
            .isEqualTo(slots(job, Zone.UTC, from.minusSeconds(1)));
      }
    }
  }
}
