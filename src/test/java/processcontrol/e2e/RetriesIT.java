package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attempts of a run: how many, when, after what, and their traces. */
@EndToEnd
@Order(1)
class RetriesIT {

  /** Fails, after it has left a line for each attempt in the file {@code tries}. */
  private static final String FAIL = "echo try $PC_ATTEMPT; echo $PC_ATTEMPT >>tries; exit 3";

  private static List<String> tries(Installation pc) {
    Path file = pc.work().resolve("tries");
    return file.toFile().exists() ? Tree.read(file).lines().toList() : List.of();
  }

  private static void retried(Installation pc, String retries, String script) {
    pc.shellJob("job", "retries: {" + retries + "}", script);
  }

  @Test
  void a_job_is_tried_until_it_succeeds(Installation pc) {
    retried(
        pc, "attempts: 5", "echo $PC_ATTEMPT >>tries; echo out $PC_ATTEMPT; [ $PC_ATTEMPT = 3 ]");

    pc.run("job").assertSilentSuccess();

    assertThat(tries(pc)).containsExactly("1", "2", "3");
    Map<?, ?> record = pc.record("job");
    assertThat(record.get("result")).isEqualTo("success");
    assertThat(record.get("attempts")).isEqualTo(3);
    assertThat(record.get("failed_attempts")).isEqualTo(List.of("exit code 1", "exit code 1"));
    assertThat(pc.output("job"))
        .contains("=========== attempt 1 of 5\n", "=========== attempt 3 of 5\n", "INFO\tout 3\n")
        .contains("INFO\trun-job: attempt 2 failed: exit code 1\n")
        .doesNotContain("attempt 4", "attempt 3 failed");
  }

  @Test
  void the_last_attempt_decides_and_tells_how_many_there_were(Installation pc) {
    retried(pc, "attempts: 3", FAIL);

    pc.run("job").assertFailure(3, "job: exit code 3 (after 3 attempts); log: ");

    assertThat(tries(pc)).containsExactly("1", "2", "3");
    assertThat(pc.record("job").get("exit_code")).isEqualTo(3);
    assertThat(pc.record("job").get("attempts")).isEqualTo(3);
    assertThat(pc.record("job").get("failed_attempts"))
        .isEqualTo(List.of("exit code 3", "exit code 3"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "attempts: 4, stop_codes: [3]                | exit 3            | 3   | 1",
        "attempts: 4, stop_codes: [4]                | exit 3            | 3   | 4",
        "attempts: 4, retry_codes: [4, 5]            | exit 3            | 3   | 1",
        "attempts: 4, retry_codes: [3]               | exit 3            | 3   | 4",
        "attempts: 3                                 | kill -s KILL $$   | 137 | 1",
        "attempts: 3, on_signal: true                | kill -s KILL $$   | 137 | 3",
        "failures: 2                                 | exit 3            | 3   | 2",
        "attempts: 5, successes: 3                   | true              | 0   | 3",
        "until: 2020-01-01, attempts: 3              | true              | 124 | 0",
        "until: 0, delay: 1h                         | exit 3            | 3   | 1",
        "until: 1ms, successes: 3                    | true              | 65  | 1",
        "attempts: 3, successes: 0                   | true              | 0   | 3",
        "attempts: 9, successes: 0, failures: 2      | exit $((PC_ATTEMPT % 2)) | 1 | 3",
        "attempts: 9, until: 0.5s, delay: 1h         | exit 3            | 3   | 1",
      })
  void what_is_tried_again(
      String retries, String script, int exitCode, int attempts, Installation pc) {
    retried(pc, retries, "echo $PC_ATTEMPT >>tries; " + script);

    assertThat(pc.run("job").exitCode()).isEqualTo(exitCode);

    assertThat(tries(pc)).hasSize(attempts);
    assertThat(pc.record("job").get("attempts")).isEqualTo(attempts);
    assertThat(pc.locks().resolve("job.lock")).isEmptyFile();
  }

  @ParameterizedTest
  @CsvSource({"false, 1", "true, 3"})
  void what_cannot_be_started_is_tried_again_where_asked(
      boolean onStartFailure, int attempts, Installation pc) {
    pc.job(
        "job",
        "name: x\ncommand: /nowhere/to/be/found\nretries: {attempts: 3, on_start_failure: "
            + onStartFailure
            + "}\n");

    pc.run("job").assertFailure(127, "/nowhere/to/be/found");

    assertThat(pc.record("job").get("attempts")).isEqualTo(attempts);
  }

  @ParameterizedTest
  @CsvSource({"false, 1", "true, 2"})
  void an_attempt_that_times_out_is_tried_again_where_asked(
      boolean onTimeout, int attempts, Installation pc) {
    pc.shellJob(
        "job",
        "attempt_timeout: 1s\nkill_after: 1s\nretries: {attempts: 2, on_timeout: "
            + onTimeout
            + "}",
        "trap '' TERM; echo $PC_ATTEMPT >>tries; (trap '' TERM; setsid sleep 300) & sleep 300");

    pc.run("job").assertFailure(124, "timed out after 1s (attempt_timeout)");

    assertThat(tries(pc)).hasSize(attempts);
    assertThat(Processes.withMarker(pc.marker())).isEmpty();
    assertThat(pc.record("job").get("result")).isEqualTo("timeout");
  }

  @Test
  void the_timeout_of_the_run_covers_all_attempts_and_is_not_tried_again(Installation pc) {
    pc.shellJob(
        "job",
        "timeout: 3s\nattempt_timeout: 3s\nretries: {attempts: 100, on_timeout: true}",
        "echo $PC_ATTEMPT >>tries; [ $PC_ATTEMPT = 1 ] && exit 3; sleep 300");

    pc.run("job").assertFailure(124, "job: timed out after 3s (after 2 attempts)");

    assertThat(tries(pc)).containsExactly("1", "2");
    assertThat(Processes.withMarker(pc.marker())).isEmpty();
    assertThat(pc.record("job").get("failed_attempts")).isEqualTo(List.of("exit code 3"));
  }

  @Test
  void the_timeout_of_the_run_covers_delays(Installation pc) {
    pc.shellJob("job", "timeout: 2s\nretries: {attempts: 2, delay: 1h}", FAIL);

    Finished run = pc.run("job").assertFailure(124, "job: timed out after 2s");

    assertThat(run.duration()).isLessThan(Duration.ofSeconds(30));
    assertThat(tries(pc)).containsExactly("1");
    assertThat(pc.output("job")).endsWith("INFO\trun-job: timed out after 2s\n");
  }

  @Test
  void delays_are_kept(Installation pc) {
    retried(pc, "attempts: 3, delay: 1s, backoff: 2, max_delay: 1.5s", FAIL);

    Finished run = pc.run("job").assertFailure(3);

    assertThat(run.duration()).isGreaterThan(Duration.ofMillis(2500));
    assertThat(pc.output("job"))
        .contains("attempt 1 failed: exit code 3; the next one begins in 1s\n")
        .contains("attempt 2 failed: exit code 3; the next one begins in 1.500s\n");
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130", "HUP, 129"})
  void a_signal_during_a_delay_ends_the_run_at_once(String signal, int exitCode, Installation pc) {
    retried(pc, "attempts: 2, delay: 1h", FAIL);
    Running running = pc.start("job");
    awaitDelay(pc);
    assertThat(pc.run("--status", "job").stdout()).contains("retrying");
    pc.run("job").assertFailure(75, "already running");

    running.signal(signal);

    running.await().assertFailure(exitCode, "job: stopped by SIG" + signal);
    Map<?, ?> record = pc.record("job");
    assertThat(record.get("result")).isEqualTo("killed");
    assertThat(record.get("attempts")).isEqualTo(1);
    assertThat(record.get("failed_attempts")).isEqualTo(List.of("exit code 3"));
    assertThat(pc.locks().resolve("job.lock")).isEmptyFile();
  }

  private static void awaitDelay(Installation pc) {
    Path lock = pc.locks().resolve("job.lock");
    Await.until(
        "the delay has begun",
        () -> lock.toFile().exists() && Tree.read(lock).contains(" retrying\n"));
  }

  @Test
  void kill_job_ends_a_delay(Installation pc) {
    retried(pc, "attempts: 2, delay: 1h", FAIL);
    Running running = pc.start("job");
    awaitDelay(pc);

    assertThat(pc.run("--kill-job", "job").exitCode()).isZero();

    assertThat(running.await().exitCode()).isEqualTo(143);
  }

  @Test
  void a_supervisor_killed_during_a_delay_leaves_a_lost_run_and_a_free_lock(Installation pc) {
    retried(pc, "attempts: 2, delay: 1h", "[ -e good ] || exit 3");
    Running running = pc.start("job");
    awaitDelay(pc);
    running.signal("KILL");
    running.await();
    assertThat(pc.history("job")).isEmpty();
    Tree.write(pc.work().resolve("good"), "");

    pc.run("job").assertSilentSuccess();

    assertThat(pc.results("job")).containsExactly("lost", "success");
  }

  @Test
  void a_supervisor_killed_during_the_second_attempt_leaves_the_lock_to_it(Installation pc) {
    retried(
        pc,
        "attempts: 2",
        """
        echo $PC_ATTEMPT >>tries
        [ $PC_ATTEMPT = 2 ] || [ -e go ] || exit 3
        echo ready
        while [ ! -e go ]; do sleep 0.1; done
        """);
    Running running = pc.startUntilReady("job");
    running.signal("KILL");
    running.await();

    pc.run("job").assertFailure(75, "already running", "without its supervisor");
    Tree.write(pc.work().resolve("go"), "");
    Await.until("the orphan ends", () -> Processes.withMarker(pc.marker()).isEmpty());

    pc.run("job").assertSilentSuccess();
    assertThat(pc.results("job")).containsExactly("lost", "success");
    assertThat(tries(pc)).containsExactly("1", "2", "1");
  }

  @Test
  void a_signal_during_an_attempt_is_not_tried_again(Installation pc) {
    pc.shellJob(
        "job",
        "attempt_timeout: 1h\nretries: {attempts: 9, on_signal: true, on_timeout: true}",
        "echo ready; sleep 300");
    Running running = pc.startUntilReady("job");

    running.signal("TERM");

    running.await().assertFailure(143, "job: stopped by SIGTERM; log: ");
    assertThat(pc.record("job").get("attempts")).isEqualTo(1);
    assertThat(Processes.withMarker(pc.marker())).isEmpty();
  }

  @Test
  void a_signal_while_an_attempt_is_stopped_for_its_timeout_ends_the_run(Installation pc) {
    pc.shellJob(
        "job",
        "attempt_timeout: 2s\nkill_after: 5m\nretries: {attempts: 9, on_timeout: true}",
        "trap 'echo stopping' TERM; echo ready; while :; do sleep 1; done");
    Running running = pc.startUntilReady("job");
    Await.until("it is stopped", () -> pc.output("job").contains("\tstopping\n"));

    running.signal("TERM");

    assertThat(running.await().exitCode()).isIn(143, 124);
    assertThat(pc.output("job").lines().filter(line -> line.endsWith("\tready"))).hasSize(1);
  }

  @Test
  void each_attempt_runs_all_commands_with_their_arguments(Installation pc) {
    pc.job(
        "job",
        """
        name: x
        directory: %s
        shell: true
        command: exit 9
        slow_start_command:
          - echo first $PC_ATTEMPT >>tries
          - echo second "$@" >>tries; exit $((2 - PC_ATTEMPT))
        retries: {attempts: 3}
        """
            .formatted(pc.work()));

    pc.run("--job", "job", "--slow-start", "--", "a b").assertSilentSuccess();

    assertThat(tries(pc)).containsExactly("first 1", "second a b", "first 2", "second a b");
    assertThat(pc.record("job").get("failed_attempts"))
        .isEqualTo(List.of("command 2 of 2: exit code 1"));
  }

  @Test
  void what_an_attempt_leaves_running_holds_up_neither_the_next_nor_the_lock(Installation pc) {
    retried(pc, "attempts: 2", "setsid sleep 300 & exit 3");

    Finished run = pc.run("job").assertFailure(3);

    assertThat(run.duration()).isLessThan(Duration.ofSeconds(60));
    // One that is being executed has no environment for a moment.
    Await.until("both sleep", () -> Processes.withMarker(pc.marker()).size() == 2);
    pc.run("job").assertFailure(3);
  }

  @Test
  void attempts_without_end_stay_within_bounds(Installation pc) {
    pc.job(
        "job", "name: x\ncommand: /bin/false\nretries: {attempts: 0, delay: 1ms, jitter: 1ms}\n");
    Running running = pc.start("job");
    Await.until("it is tried", () -> pc.output("job").contains("=========== attempt 100\n"));
    List<Long> memory = new ArrayList<>();
    List<Integer> descriptors = new ArrayList<>();
    for (int more : new int[] {500, 2000}) {
      Await.until(
          "it is tried on", () -> pc.output("job").contains("=========== attempt " + more + "\n"));
      memory.add(
          Long.parseLong(Processes.status(running.pid()).get("VmRSS").replace(" kB", "").strip()));
      descriptors.add(Tree.list(Path.of("/proc/" + running.pid() + "/fd")).size());
    }

    running.signal("TERM");

    running.await().assertFailure(143);
    assertThat(memory.get(1) - memory.get(0)).as("kB: " + memory).isLessThan(25_000);
    assertThat(Math.abs(descriptors.get(1) - descriptors.get(0))).isLessThanOrEqualTo(5);
    assertThat((List<?>) pc.record("job").get("failed_attempts")).hasSizeBetween(19, 20);
    assertThat((Integer) pc.record("job").get("attempts")).isGreaterThanOrEqualTo(2000);
    assertThat(Tree.read(pc.historyFile("job"))).hasSizeLessThan(2000);
  }

  @Test
  void no_attempt_begins_when_the_wait_took_too_long(Installation pc) {
    pc.shellJob("job", "wait: {for: 1500ms}\nretries: {until: 1s}", "touch tried");

    pc.run("job").assertFailure(124, "job: no attempt: it is after retries.until, 1s (20");

    assertThat(pc.work().resolve("tried")).doesNotExist();
    assertThat(pc.record("job").get("result")).isEqualTo("timeout");
    assertThat(pc.record("job").get("attempts")).isEqualTo(0);
    assertThat(pc.output("job")).contains("\tINFO\trun-job: no attempt: ");
  }

  @Test
  void until_is_a_moment_of_the_time_zone_of_the_job(Installation pc) {
    // Half an hour ago by the one clock, hours from now by the other.
    String past =
        ZonedDateTime.now(ZoneId.of("Asia/Tokyo")).minusMinutes(30).toLocalDateTime() + "";
    pc.shellJob("job", "time_zone: Asia/Tokyo\nretries: {until: '" + past + "'}", "true");
    pc.run("job").assertFailure(124, "no attempt");
    pc.shellJob("job", "time_zone: America/Los_Angeles\nretries: {until: '" + past + "'}", "true");
    pc.run("job").assertSilentSuccess();
  }
}
