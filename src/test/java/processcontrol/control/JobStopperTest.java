package processcontrol.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.history.Result;
import processcontrol.job.Signal;
import processcontrol.job.Slug;
import processcontrol.job.TimeSpan;
import processcontrol.lock.JobLock;
import processcontrol.lock.RunningJob;

/** Runs as others see them in the lock file, and the end of what a supervisor left behind. */
class JobStopperTest {

  private static final Slug JOB = new Slug("job");
  private static final String FACTS = "job-20261120-120000 2147483646 - 2026-11-20T12:00:00.000Z\n";

  @TempDir Path directory;
  private Process orphan;

  @AfterEach
  void end() {
    if (orphan != null) {
      orphan.destroyForcibly();
    }
  }

  private Path lock(String content) throws IOException {
    return Files.writeString(directory.resolve("job.lock"), content);
  }

  /** Starts a process that holds the lock, as a command does whose supervisor was killed. */
  private void startOrphan(String script) throws Exception {
    orphan =
        new ProcessBuilder(
                "/usr/bin/env",
                "--default-signal",
                "bash",
                "-c",
                "exec 9<>\"$1\" && flock -n 9 && " + script,
                "orphan",
                directory.resolve("job.lock").toString())
            .redirectErrorStream(true)
            .start();
    assertThat(orphan.getInputStream().read()).isEqualTo('.');
  }

  private JobStopper.Result stop(String killAfter) {
    return new JobStopper(directory.toString()).stop(JOB, Signal.TERM, TimeSpan.parse(killAfter));
  }

  @Test
  void job_without_a_lock_file_or_with_a_free_lock_is_not_running() throws IOException {
    assertThat(RunningJob.find(directory.toString(), JOB)).isNull();
    assertThat(stop("1s")).isEqualTo(JobStopper.Result.NOT_RUNNING);
    lock(FACTS);
    assertThat(RunningJob.find(directory.toString(), JOB)).isNull();
    assertThat(stop("1s")).isEqualTo(JobStopper.Result.NOT_RUNNING);
  }

  @Test
  void orphan_is_told_by_its_lock_and_stopped_by_the_signal() throws Exception {
    lock(FACTS);
    startOrphan("echo . && exec sleep 300");
    RunningJob running = RunningJob.find(directory.toString(), JOB);
    assertThat(running.run()).isEqualTo("job-20261120-120000");
    assertThat(running.isSupervised()).isFalse();

    assertThat(stop("10m")).isEqualTo(JobStopper.Result.STOPPED);

    assertThat(orphan.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(orphan.exitValue()).isEqualTo(143);
    assertThat(RunningJob.find(directory.toString(), JOB)).isNull();
  }

  @Test
  void orphan_that_ignores_the_signal_is_killed() throws Exception {
    lock(FACTS);
    startOrphan("trap '' TERM && echo . && while :; do sleep 0.1; done");

    assertThat(stop("300ms")).isEqualTo(JobStopper.Result.STOPPED);

    assertThat(orphan.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(orphan.exitValue()).isEqualTo(137);
  }

  @Test
  void lock_file_with_strange_content_is_a_run_without_a_name() throws Exception {
    lock("a b c d\n");
    startOrphan("echo . && exec sleep 300");

    assertThat(RunningJob.find(directory.toString(), JOB))
        .isEqualTo(new RunningJob(JOB, "", 0, 0, null, ""));
  }

  @Test
  void lost_run_is_found_where_its_record_is_whole() throws Exception {
    assertThat(JobLock.findLost(directory.toString(), JOB)).isNull();
    lock("");
    assertThat(JobLock.findLost(directory.toString(), JOB)).isNull();
    lock(FACTS + "{\"run\":\"job-");
    assertThat(JobLock.findLost(directory.toString(), JOB)).isNull();
    lock(FACTS);
    assertThat(JobLock.findLost(directory.toString(), JOB)).isNull();
    lock(
        FACTS
            + "{\"run\":\"r\",\"job\":\"job\",\"result\":\"lost\",\"reason\":\"x\","
            + "\"started\":\"2026-11-20T12:00:00.000Z\",\"attempts\":1,\"trigger\":\"cron\","
            + "\"args\":[]}\n");
    assertThat(JobLock.findLost(directory.toString(), JOB).result()).isEqualTo(Result.LOST);
    startOrphan("echo . && exec sleep 300");
    assertThat(JobLock.findLost(directory.toString(), JOB)).isNull();
  }
}
