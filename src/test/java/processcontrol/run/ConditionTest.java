package processcontrol.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.job.Moment;
import processcontrol.job.TimeSpan;
import processcontrol.job.UtcTime;
import processcontrol.job.Zone;
import processcontrol.posix.Clock;

/** The conditions that a run waits for, but for commands. */
@Timeout(30)
class ConditionTest {

  private static final TimeSpan LONG = TimeSpan.parse("1h");

  @TempDir Path directory;

  private FileCondition file(String name, boolean closed, String settle) {
    String path = directory.resolve(name).toString();
    return new FileCondition(path, closed, TimeSpan.parse(settle), Clock.SYSTEM);
  }

  @Test
  void a_moment_is_met_once_it_has_come() {
    UtcTime start = UtcTime.now();
    TimeCondition past =
        TimeCondition.until(
            new Moment("2026-01-01"),
            UtcTime.parse("2026-01-01T09:00:00.000Z"),
            Zone.UTC,
            Clock.SYSTEM);
    assertThat(past.check()).isTrue();
    assertThat(past.nextLook()).isEqualTo(Condition.NEVER);
    assertThat(past).hasToString("the moment 2026-01-01");

    TimeCondition later = TimeCondition.until(new Moment("1h"), start, Zone.UTC, Clock.SYSTEM);
    assertThat(later.check()).isFalse();
    assertThat(later.nextLook() - Clock.SYSTEM.monotonic()).isBetween(3_500_000L, 3_600_001L);
  }

  @Test
  void a_time_of_day_that_is_past_today_is_met() {
    UtcTime evening = UtcTime.parse("2026-11-20T20:00:00.000Z");

    assertThat(TimeCondition.until(new Moment("06:00"), evening, Zone.UTC, Clock.SYSTEM).check())
        .isTrue();
  }

  @Test
  void a_span_begins_when_the_wait_does() {
    assertThat(TimeCondition.after(TimeSpan.ZERO, Clock.SYSTEM).check()).isTrue();
    TimeCondition hour = TimeCondition.after(LONG, Clock.SYSTEM);
    assertThat(hour.check()).isFalse();
    assertThat(hour).hasToString("1h to pass");
  }

  @Test
  void a_file_is_met_while_it_exists() throws Exception {
    FileCondition condition = file("file", false, "1h");
    assertThat(condition.check()).isFalse();
    Path file = Files.createFile(directory.resolve("file"));
    try (OutputStream out = new FileOutputStream(file.toFile())) {
      out.write(1);
      assertThat(condition.check()).isTrue();
    }
    Files.delete(file);
    assertThat(condition.check()).isFalse();
    Files.createSymbolicLink(file, directory.resolve("nowhere"));
    assertThat(condition.check()).isFalse();
  }

  @Test
  void a_closed_file_is_met_while_nobody_has_it_open() throws Exception {
    FileCondition condition = file("file", true, "1h");
    assertThat(condition.check()).isFalse();
    Path file = directory.resolve("file");
    try (OutputStream out = new FileOutputStream(file.toFile())) {
      out.write(1);
      assertThat(condition.nextLook()).isEqualTo(Condition.NEVER);
      assertThat(condition.check()).isFalse();
      long again = condition.nextLook();
      assertThat(again - Clock.SYSTEM.monotonic())
          .as("it may be just closing")
          .isBetween(-5000L, 100L);
      awaitClock(again);
      assertThat(condition.check()).isFalse();
      assertThat(condition.nextLook()).as("it is not").isEqualTo(Condition.NEVER);
    }
    assertThat(condition.check()).isTrue();
    assertThat(condition.nextLook()).isEqualTo(Condition.NEVER);
  }

  @Test
  void where_nobody_knows_whether_it_is_open_it_must_stay_as_it_is() throws Exception {
    Path entry = Files.createDirectory(directory.resolve("directory")); // It has no leases.
    assertThat(file("directory", true, "1h").check()).isFalse();
    FileCondition condition = file("directory", true, "30ms");

    assertThat(condition.check()).isFalse();
    long settled = condition.nextLook();
    assertThat(settled - Clock.SYSTEM.monotonic()).isLessThanOrEqualTo(30);
    Files.setLastModifiedTime(entry, FileTime.fromMillis(1000));
    awaitClock(settled);
    assertThat(condition.check()).as("changed meanwhile").isFalse();
    awaitClock(condition.nextLook());
    assertThat(condition.check()).isTrue();
  }

  @Test
  void a_file_that_may_not_be_read_is_watched_from_outside() throws Exception {
    assumeTrue(!System.getProperty("user.name").equals("root"), "root may read every file");
    Path file = Files.createFile(directory.resolve("file"));
    assertThat(file.toFile().setReadable(false)).isTrue();
    FileCondition condition = file("file", true, "30ms");

    assertThat(condition.check()).isFalse();
    awaitClock(condition.nextLook());
    assertThat(condition.check()).isTrue();
  }

  private static void awaitClock(long time) {
    while (Clock.SYSTEM.monotonic() < time) {
      Thread.onSpinWait();
    }
  }

  @Test
  void a_file_is_told_by_its_directory_and_its_name() {
    FileCondition condition = new FileCondition("/a/b\u0007/c/", false, LONG, Clock.SYSTEM);
    assertThat(condition.directory()).isEqualTo("/a/b\u0007");
    assertThat(condition.entry()).isEqualTo("c");
    assertThat(condition).hasToString("file /a/b\\x07/c/");
    assertThat(new FileCondition("/c", true, LONG, Clock.SYSTEM).directory()).isEqualTo("/");
    assertThat(new FileCondition("/c", true, LONG, Clock.SYSTEM)).hasToString("closed file /c");
    assertThat(new FileCondition("/", false, LONG, Clock.SYSTEM).directory()).isEqualTo("/");
  }

  @Test
  void it_is_news_once_that_a_condition_is_met() {
    TimeCondition met = TimeCondition.after(TimeSpan.ZERO, Clock.SYSTEM);
    assertThat(met.isNews()).isFalse();
    met.check();
    assertThat(met.isNews()).isTrue();
    assertThat(met.isNews()).isFalse();
    assertThat(met.isMet()).isTrue();
    met.skip();
    assertThat(met.isMet()).isFalse();
    met.check();
    assertThat(met.isNews()).isFalse();
  }
}
