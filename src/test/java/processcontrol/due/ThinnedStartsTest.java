package processcontrol.due;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.config.Jobs;
import processcontrol.history.Hold;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.history.Skip;
import processcontrol.history.Trigger;
import processcontrol.job.Job;
import processcontrol.job.UtcTime;

/** The scheduled starts that a failing job makes. */
class ThinnedStartsTest {

  private static final long HOUR = 3_600_000;

  @TempDir Path state;

  private final List<String> lines = new ArrayList<>();
  private long now = System.currentTimeMillis() - 1000 * HOUR;

  private static Job job(int afterFailures, double factor, String max) {
    return Jobs.fromYaml(
        """
        schedule: '0 * * * *'
        slow_start_command: /bin/false
        slow_start: first
        retry_later: {after_failures: %d, factor: %s, max: %s}
        """
            .formatted(afterFailures, factor, max));
  }

  private void record(Job job, Result result, String reason) throws Exception {
    UtcTime moment = new UtcTime(now);
    RunRecord record =
        RunRecord.builder(job.slug(), result, reason, Trigger.CRON, moment)
            .run(result == Result.SKIPPED ? null : "job-" + now)
            .status(0)
            .ended(moment)
            .attempts(1)
            .jobSha256("sha")
            .slot(moment)
            .build();
    lines.add(new String(record.toLine(), StandardCharsets.UTF_8));
    Path file = Files.createDirectories(state.resolve("job")).resolve("history.jsonl");
    Files.writeString(file, String.join("", lines));
  }

  /** Starts that fail, once an hour; returns an x for each run and a dot for each other start. */
  private String starts(Job job, int count) throws Exception {
    StringBuilder starts = new StringBuilder();
    for (int i = 0; i < count; i++) {
      now += HOUR;
      Skip skip = ThinnedStarts.skip(job, state.toString(), now);
      record(
          job,
          skip == null ? Result.FAILURE : Result.SKIPPED,
          skip == null ? "bad" : skip.reason());
      starts.append(skip == null ? 'x' : '.');
    }
    return starts.toString();
  }

  @Test
  void starts_become_fewer_with_every_failure() throws Exception {
    assertThat(starts(job(3, 2, "30d"), 20)).isEqualTo("xxx.x...x.......x...");
  }

  @Test
  void the_longest_time_bounds_them() throws Exception {
    assertThat(starts(job(1, 3, "5h"), 20)).isEqualTo("x..x....x....x....x.");
  }

  @Test
  void a_small_factor_takes_a_while() throws Exception {
    assertThat(starts(job(1, 1.5, "30d"), 12)).isEqualTo("xx.x..x....x");
  }

  @Test
  void a_success_or_a_release_ends_it() throws Exception {
    Job job = job(2, 2, "30d");
    assertThat(starts(job, 3)).isEqualTo("xx.");
    now += HOUR;
    record(job, Result.SUCCESS, "succeeded");
    assertThat(starts(job, 3)).isEqualTo("xx.");
    now += HOUR;
    new Hold("look", new UtcTime(now), null).set(state.toString(), job.slug());
    Hold.release(state.toString(), job.slug(), new Hold("", new UtcTime(now), null));
    assertThat(starts(job, 3)).isEqualTo("xx.");
  }

  @Test
  void other_skips_and_kills_do_not_count() throws Exception {
    Job job = job(2, 2, "30d");
    record(job, Result.FAILURE, "bad");
    record(job, Result.KILLED, "stopped");
    record(job, Result.FAILURE, "bad");
    record(job, Result.SKIPPED, "in the blackout");
    assertThat(starts(job, 2)).isEqualTo(".x");
  }

  @Test
  void a_slow_start_is_due_until_one_has_succeeded_and_again_after_a_release() throws Exception {
    Job job = job(100, 2, "1d");
    assertThat(ThinnedStarts.isSlow(job, state.toString())).isTrue();
    record(job, Result.FAILURE, "bad");
    assertThat(ThinnedStarts.isSlow(job, state.toString())).isTrue();
    record(job, Result.SUCCESS, "succeeded");
    record(job, Result.FAILURE, "bad");
    assertThat(ThinnedStarts.isSlow(job, state.toString())).isFalse();
    assertThat(
            ThinnedStarts.isSlow(Jobs.fromYaml("job", "schedule: '* * * * *'"), state.toString()))
        .isFalse();
    now += HOUR;
    new Hold("look", new UtcTime(now), null).set(state.toString(), job.slug());
    Hold.release(state.toString(), job.slug(), new Hold("", new UtcTime(now), null));
    assertThat(ThinnedStarts.isSlow(job, state.toString())).isTrue();
    now += HOUR;
    record(job, Result.SUCCESS, "succeeded");
    assertThat(ThinnedStarts.isSlow(job, state.toString())).isFalse();
  }
}
