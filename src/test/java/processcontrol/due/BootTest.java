package processcontrol.due;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import processcontrol.config.Jobs;
import processcontrol.history.Hold;
import processcontrol.history.RunTrace;
import processcontrol.job.Job;
import processcontrol.job.UtcTime;
import processcontrol.job.Zone;
import processcontrol.posix.Boot;

/** A job that starts once after each boot, on this machine. */
class BootTest {

  private static final long HOUR = 3_600_000;

  private final long booted = Boot.moment();
  private final long now = System.currentTimeMillis();

  private Decision decide(Job job, long fileChanged, Hold hold, RunTrace... newestFirst) {
    DueCheck check = new DueCheck(job, "host", Zone.UTC, "/nowhere", fileChanged);
    PastRuns past = PastRuns.of(List.of(newestFirst), now, check.wanted(hold));
    return check.decide(past, now, hold);
  }

  private static RunTrace ran(long started, String boot) {
    UtcTime moment = new UtcTime(started);
    return new RunTrace("run", moment, moment, true, moment, "sha", null, boot);
  }

  private static Job job() {
    return Jobs.fromYaml("job", "schedule: '@reboot'");
  }

  @Test
  void the_boot_has_a_name_and_a_moment() {
    assertThat(Boot.id()).hasSize(36);
    assertThat(booted).isBetween(1L, now);
  }

  @Test
  void a_job_that_was_there_before_the_boot_is_due_once() {
    assertThat(decide(job(), booted - HOUR, null).slot()).isBetween(booted - 2000, booted + 2000);
    assertThat(decide(job(), booted - HOUR, null, ran(booted - HOUR, "another")).isDue()).isTrue();
    assertThat(decide(job(), booted - HOUR, null, ran(now, Boot.id())).isDue()).isFalse();
    // Whatever the clock was then.
    assertThat(decide(job(), booted - HOUR, null, ran(now + HOUR, Boot.id())).isDue()).isFalse();
  }

  @Test
  void a_job_that_came_after_the_boot_is_not_due() {
    assertThat(decide(job(), now, null).isDue()).isFalse();
    RunTrace before = ran(booted - HOUR, "another");
    assertThat(decide(job(), now, null, before).isDue()).as("merely touched").isTrue();
  }

  @Test
  void a_boot_that_is_skipped_says_why() {
    Hold hold = new Hold("move", new UtcTime(booted - HOUR), null);
    assertThat(decide(job(), booted - HOUR, hold).skip().reason()).contains("on hold");
  }

  @Test
  void a_boot_is_too_late_after_the_deadline() {
    Job job = Jobs.fromYaml("schedule: '@reboot'\nstart_deadline: 1s");
    assertThat(decide(job, booted - HOUR, null).isDue()).isFalse();
  }

  @Test
  void other_schedules_of_the_job_go_on() {
    Job job = Jobs.fromYaml("schedule: {'@reboot': boot, '* * * * *': minute}");
    RunTrace before = ran(booted - HOUR, "another");
    DueCheck check = new DueCheck(job, "host", Zone.UTC, "/nowhere", booted - HOUR);
    Decision first = check.decide(PastRuns.of(List.of(before), now, check.wanted(null)), now, null);
    Decision then = decide(job, booted - HOUR, null, ran(booted, Boot.id()), before);

    assertThat(check.argumentsAt(first.slot())).isEqualTo(List.of("boot"));
    assertThat(then.slot()).isEqualTo(now - now % 60_000);
    assertThat(CronLines.of(job, "host")).containsExactly(CronLine.EVERY_MINUTE);
  }
}
