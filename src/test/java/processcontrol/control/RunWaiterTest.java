package processcontrol.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.history.History;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.history.Trigger;
import processcontrol.job.RunId;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;
import processcontrol.lock.JobLock;

@Timeout(30)
class RunWaiterTest {

  private static final Slug YAK = new Slug("yak");
  private static final UtcTime STARTED = UtcTime.parse("2026-11-20T12:00:00.000Z");
  private static final String RUN = "yak-20261120-120000";

  @TempDir Path directory;

  private static RunRecord record(String run, Result result) {
    return RunRecord.builder(YAK, result, "x", Trigger.MANUAL, STARTED)
        .run(run)
        .status(0)
        .ended(STARTED)
        .attempts(1)
        .jobSha256("abc")
        .build();
  }

  private void append(RunRecord record) {
    try (History history = History.open(directory.toString(), YAK)) {
      history.append(record.toLine());
    }
  }

  private RunRecord await(String run) {
    return RunWaiter.await(RunId.parse(run), directory.toString(), directory.toString());
  }

  @Test
  void a_run_that_has_ended_is_told_by_its_record_at_once() {
    append(record(RUN, Result.FAILURE));
    append(record(RUN + ".2", Result.SUCCESS));
    append(record(null, Result.SKIPPED));

    assertThat(await(RUN).result()).isEqualTo(Result.FAILURE);
    assertThat(await(RUN + ".2").result()).isEqualTo(Result.SUCCESS);
  }

  @Test
  void there_is_no_run_that_nobody_knows() {
    assertThat(await(RUN)).isNull();
    append(record(RUN + ".2", Result.SUCCESS));
    assertThat(await(RUN)).isNull();
    assertThat(await(RUN + ".3")).isNull();
  }

  @Test
  void a_lost_run_is_found_in_its_lock_file() {
    try (JobLock lock = JobLock.tryAcquire(directory.toString(), YAK)) {
      lock.write(RUN, 0, STARTED, "", record(RUN, Result.LOST).toLine());
    }

    assertThat(await(RUN).result()).isEqualTo(Result.LOST);
    assertThat(await(RUN + ".2")).isNull();
  }

  @Test
  void a_run_that_holds_the_lock_is_waited_for_and_no_other() throws Exception {
    byte[] lost = "{}\n".getBytes(StandardCharsets.UTF_8);
    append(record(RUN, Result.SUCCESS));
    CompletableFuture<RunRecord> end;
    try (JobLock lock = JobLock.tryAcquire(directory.toString(), YAK)) {
      lock.write(RUN + ".2", 0, STARTED, "", lost);
      assertThat(await(RUN).result()).isEqualTo(Result.SUCCESS);
      append(record(RUN + ".2", Result.TIMEOUT));
      end = CompletableFuture.supplyAsync(() -> await(RUN + ".2"));
      assertThat(end.isDone()).isFalse();
      lock.clear();
    }
    assertThat(end.get().result()).isEqualTo(Result.TIMEOUT);
  }
}
