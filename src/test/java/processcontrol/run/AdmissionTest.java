package processcontrol.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.history.Hold;
import processcontrol.history.RunRecord;
import processcontrol.history.Skip;
import processcontrol.history.SkipCause;
import processcontrol.job.Job;
import processcontrol.job.Pool;
import processcontrol.lock.JobLock;
import processcontrol.lock.PoolSlot;

/** Whether a start comes to a run, and how long it waits for that. */
@Timeout(60)
class AdmissionTest {

  private static final String QUEUE = "when_running: queue\nstart_deadline: 2s\n";

  @TempDir Path directory;
  private SmallSite site;
  private int sleeps;

  @BeforeEach
  void open() {
    site = new SmallSite(directory);
  }

  @AfterEach
  void close() {
    site.close();
  }

  private long slept() {
    return site.clock().sleeps().stream().mapToLong(Long::longValue).sum();
  }

  private JobLock lock() {
    return JobLock.tryAcquire(site.runDirectory(), SmallSite.YAK);
  }

  /** Does something in the third tick of a wait. */
  private void inThirdTick(Runnable action) {
    site.clock()
        .onSleep(
            () -> {
              if (++sleeps == 3) {
                action.run();
              }
            });
  }

  private void hold() {
    new Hold("enough", site.context(site.scheduled(site.job("", "true"), null, null)).now(), "root")
        .set(site.stateDirectory(), SmallSite.YAK);
  }

  private RunRecord only() {
    assertThat(site.records()).hasSize(1);
    return site.records().get(0);
  }

  @Test
  void a_start_in_the_queue_gives_up_at_its_deadline_and_that_is_recorded() {
    Job job = site.job(QUEUE, "true");
    RunReport report;
    try (JobLock held = lock()) {
      assertThat(held).isNotNull();
      report = site.run(job);
    }

    assertThat(report.obstacle()).isEqualTo(Obstacle.RUNNING);
    assertThat(report.outcome().isSuccess()).isTrue();
    assertThat(only().cause()).isEqualTo(SkipCause.TOO_LATE);
    assertThat(only().reason()).endsWith("; start_deadline is 2s");
    assertThat(slept()).isEqualTo(2000);
  }

  @Test
  void a_start_in_the_queue_gets_the_lock_once_it_is_free() {
    Job job = site.job(QUEUE, "true");
    JobLock held = lock();
    inThirdTick(held::close);

    RunReport report = site.run(job);

    assertThat(report.obstacle()).isNull();
    assertThat(report.outcome().isSuccess()).isTrue();
    assertThat(slept()).isEqualTo(150);
  }

  @Test
  void a_hold_that_came_while_the_start_waited_is_seen_under_the_lock() {
    Job job = site.job(QUEUE, "true");
    JobLock held = lock();
    inThirdTick(
        () -> {
          hold();
          held.close();
        });

    RunReport report = site.run(job);

    assertThat(report.obstacle()).isEqualTo(Obstacle.HELD);
    assertThat(only().cause()).isEqualTo(SkipCause.HELD);
    assertThat(report.logPath()).isNull();
  }

  @Test
  void what_another_process_has_started_is_not_due_any_more_and_leaves_no_record() {
    Job job = site.job("", "true");

    RunReport report =
        JobRunner.run(
            site.scheduled(job, null, () -> false),
            site.settings(),
            Console.none(),
            null,
            null,
            site.resources());

    assertThat(report.obstacle()).isEqualTo(Obstacle.NOT_DUE);
    assertThat(report.record()).isNull();
    assertThat(site.records()).isEmpty();
    try (JobLock free = lock()) {
      assertThat(free).as("the lock is given up").isNotNull();
    }
  }

  @Test
  void a_start_that_its_schedule_is_against_needs_no_lock() {
    Job job = site.job("", "true");
    RunReport report;
    try (JobLock held = lock()) {
      assertThat(held).isNotNull();
      Skip skip = new Skip(SkipCause.NOT_DUE, "in the blackout of the test");
      report =
          JobRunner.run(
              site.scheduled(job, skip, null),
              site.settings(),
              Console.none(),
              null,
              null,
              site.resources());
    }

    assertThat(report.obstacle()).isEqualTo(Obstacle.SCHEDULE);
    assertThat(only().reason()).isEqualTo("in the blackout of the test");
  }

  @Test
  void a_run_waits_for_its_pool_as_long_as_pool_wait_says() {
    Job job = site.job("pool: {name: db, limit: 1}\npool_wait: 20s", "true");
    RunReport report;
    try (PoolSlot held = PoolSlot.tryTake(site.runDirectory(), new Pool("db", 1, null))) {
      assertThat(held).isNotNull();
      report = site.run(job);
    }

    assertThat(report.obstacle()).isEqualTo(Obstacle.POOL);
    assertThat(report.outcome().status()).isEqualTo(ExitCode.ALREADY_RUNNING.status());
    assertThat(report.outcome().reason()).isEqualTo("the pool db stayed full for 20s: 1 job runs");
    assertThat(report.logPath()).as("the wait is in the log").isNotNull();
    assertThat(slept()).isEqualTo(20_000);
  }

  @Test
  void what_a_run_waits_for_its_pool_is_none_of_its_time() {
    Job job =
        site.job(
            "timeout: 60s\npool: {name: db, limit: 1}\npool_wait: 60s\nwait: {for: 59s}", "true");
    PoolSlot held = PoolSlot.tryTake(site.runDirectory(), new Pool("db", 1, null));
    inThirdTick(
        () -> {
          site.clock().pass(30_000);
          held.close();
        });

    RunReport report = site.run(job);

    assertThat(report.outcome().isSuccess()).isTrue();
    assertThat(slept()).isEqualTo(150 + 59_000);
  }
}
