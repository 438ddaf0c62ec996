package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** wait: what a run waits for before its commands. */
@EndToEnd
class WaitIT {

  /** So long that a run which does not wait for it was woken by inotify. */
  private static final String NEVER_POLLED = "poll_interval: 1h";

  private static void job(Installation pc, String wait, String... keys) {
    String more = String.join("\n", keys);
    pc.shellJob("job", more + "\nwait: {" + wait + "}", "echo ran");
  }

  private static Running startWaiting(Installation pc) {
    Running running = pc.start("job");
    Path lock = pc.locks().resolve("job.lock");
    Await.until(
        "the job waits",
        () ->
            running.isOver()
                || (Files.exists(lock)
                    && Tree.read(lock).matches("(?s)\\S+ \\d+ - \\S+ waiting\n.*")));
    assertThat(running.isOver()).as("the run ended too early").isFalse();
    // The wait is watched once it is in the log and the first look is over.
    Await.until("the log says so", () -> pc.output("job").contains("waiting for"));
    return running;
  }

  private static double duration(Installation pc) {
    return ((Number) pc.record("job").get("duration")).doubleValue();
  }

  /** Makes a file of the service user's as a whole, by a rename. */
  private static void appear(Installation pc, String name) {
    Path made = Tree.write(pc.root().resolve("made"), "content");
    ServiceUser.own(made);
    Commands.run("mv", made.toString(), pc.work().resolve(name).toString());
  }

  @Test
  void a_span_is_waited(Installation pc) {
    job(pc, "for: 1s");

    pc.run("job").assertSilentSuccess();

    assertThat(duration(pc)).isBetween(1.0, 30.0);
    assertThat(pc.output("job"))
        .containsSubsequence(
            "\tINFO\trun-job: waiting for 1s to pass\n",
            "\tINFO\trun-job: met: 1s to pass\n",
            "\tINFO\trun-job: waited ",
            "===========\n",
            "\tran\n");
  }

  @Test
  void a_moment_is_waited_for_and_one_that_is_past_is_met(Installation pc) {
    ZonedDateTime soon = ZonedDateTime.now(ZoneId.of("UTC")).plusSeconds(4);
    job(pc, "until: '" + soon.truncatedTo(ChronoUnit.SECONDS).toOffsetDateTime() + "'");
    pc.run("job").assertSilentSuccess();
    assertThat(Duration.between(ZonedDateTime.now(ZoneId.of("UTC")), soon).toMillis())
        .isLessThan(1000);

    job(pc, "until: '00:00'");
    pc.run("job").assertSilentSuccess();
    assertThat(pc.results("job")).containsExactly("success", "success");
  }

  @Test
  void a_file_that_appears_is_noticed_at_once(Installation pc) {
    job(
        pc,
        "files: [" + pc.work().resolve("a") + ", " + pc.work().resolve("b") + "], " + NEVER_POLLED);
    Running running = startWaiting(pc);
    appear(pc, "a");
    Await.until("the first is met", () -> pc.output("job").contains("met: file "));
    assertThat(running.isOver()).isFalse();

    Tree.write(pc.work().resolve("b"), "");

    running.await().assertSilentSuccess();
    assertThat(pc.output("job")).contains("\tran\n");
  }

  @Test
  void a_file_is_found_by_polling_where_its_directory_did_not_exist(Installation pc) {
    job(pc, "files: [" + pc.work().resolve("later/file") + "], poll_interval: 200ms");
    Running running = startWaiting(pc);

    Tree.write(Tree.directory(pc.work().resolve("later")).resolve("file"), "");

    running.await().assertSilentSuccess();
  }

  @Test
  void a_file_that_a_writer_has_open_is_met_once_it_is_closed(Installation pc) throws Exception {
    Path file = pc.work().resolve("incoming");
    job(pc, "closed_files: [" + file + "], " + NEVER_POLLED);
    Running running = startWaiting(pc);
    try (var out = Files.newOutputStream(file)) {
      ServiceUser.own(file);
      out.write(1);
      // A change that the run looks at, and sees that the file is open.
      Commands.run("chmod", "640", file.toString());
      assertThat(pc.output("job")).doesNotContain("met:");
      assertThat(running.isOver()).isFalse();
    }

    running.await().assertSilentSuccess();
  }

  @Test
  void a_file_that_a_reader_has_open_is_met_by_polling(Installation pc) throws Exception {
    appear(pc, "incoming");
    Path file = pc.work().resolve("incoming");
    job(pc, "closed_files: [" + file + "], poll_interval: 200ms");
    Running running;
    try (var in = Files.newInputStream(file)) {
      running = startWaiting(pc);
      assertThat(in.read()).isPositive();
      assertThat(pc.output("job")).doesNotContain("met:");
    }
    running.await().assertSilentSuccess();
  }

  @Test
  void a_file_of_somebody_else_must_stay_as_it_is_for_an_interval(Installation pc) {
    Path file = Tree.write(pc.work().resolve("incoming"), "root's");
    job(pc, "closed_files: [" + file + "], poll_interval: 1s");

    pc.run("job").assertSilentSuccess();

    assertThat(duration(pc)).isGreaterThan(1.0);
  }

  @Test
  void commands_are_asked_again_and_again_and_their_output_is_dropped(Installation pc) {
    job(
        pc,
        "commands: [\"sh -c 'echo noise; echo >>asked; test $(wc -l <asked) -ge 3'\"],"
            + " poll_interval: 100ms");

    pc.run("job").assertSilentSuccess();

    assertThat(Tree.read(pc.work().resolve("asked"))).isEqualTo("\n\n\n");
    assertThat(pc.output("job")).doesNotContain("\tnoise\n").contains("\tran\n");
  }

  @Test
  void one_condition_is_enough_under_any(Installation pc) {
    String files = "files: [" + pc.work().resolve("a") + "], commands: [test -e b]";
    job(pc, files + ", for: 1h, any: true, " + NEVER_POLLED);
    Running running = startWaiting(pc);

    appear(pc, "a");

    running.await().assertSilentSuccess();
    assertThat(pc.output("job"))
        .contains("waiting for 1h to pass or file ", "/a or command test -e b\n");
  }

  @Test
  void an_extra_delay_comes_after_the_conditions(Installation pc) {
    appear(pc, "a");
    job(pc, "files: [" + pc.work().resolve("a") + "], extra_delay: 1s");

    pc.run("job").assertSilentSuccess();

    assertThat(duration(pc)).isGreaterThan(1.0);
  }

  @Test
  void a_run_is_given_up_and_says_what_is_missing(Installation pc) {
    appear(pc, "a");
    String wait =
        "files: [%s, %s], give_up_at: ".formatted(pc.work().resolve("a"), pc.work().resolve("b"));
    job(pc, wait + "1s");

    String missing = "gave up waiting for file " + pc.work().resolve("b");
    pc.run("job").assertFailure(124, "job: " + missing + " after 1s; log: ");
    assertThat(pc.record("job").get("result")).isEqualTo("timeout");
    assertThat(pc.record("job").get("reason")).isEqualTo(missing + " after 1s");
    assertThat(pc.record("job").get("attempts")).isEqualTo(0);
    assertThat(pc.output("job")).contains("\tINFO\trun-job: " + missing).doesNotContain("===");

    job(pc, wait + "2026-01-01");
    pc.run("job").assertFailure(124, missing + " at 2026-01-01; log: ");
  }

  @Test
  void a_command_that_hangs_does_not_keep_a_run_from_giving_up(Installation pc) {
    job(pc, "commands: [sleep 300], give_up_at: 1s");

    pc.run("job").assertFailure(124, "gave up waiting for command sleep 300 after 1s");

    assertThat(Processes.withMarker(pc.marker())).isEmpty();
  }

  @Test
  void the_job_s_time_goes_on_while_it_waits(Installation pc) {
    job(pc, "for: 1h", "timeout: 1s", "warn_after: 100ms");

    pc.run("job").assertFailure(124, "job: timed out after 1s, waiting for 1h to pass");

    assertThat(pc.record("job").get("warnings").toString()).contains("warn_after");
  }

  @Test
  void a_waiting_job_is_locked_shown_and_killed_at_once(Installation pc) {
    job(pc, "for: 1h, " + NEVER_POLLED);
    Running running = startWaiting(pc);

    pc.run("job").assertFailure(75, "already running (pid " + running.pid());
    assertThat(pc.run("--status", "job").stdout())
        .contains("{pid: " + running.pid() + ", status: waiting}");
    assertThat(pc.run("--status", "--json", "job").stdout()).contains("\"waiting\"");
    Finished kill = pc.run("--kill-job", "job");

    assertThat(kill.stdout()).isEqualTo("job was killed\n");
    running.await().assertFailure(143, "job: stopped by SIGTERM");
    assertThat(pc.record("job").get("result")).isEqualTo("killed");
    assertThat(pc.output("job")).contains("stopped by SIGTERM").doesNotContain("ran");
  }

  @Test
  void a_supervisor_that_is_killed_while_it_waits_loses_its_run(Installation pc) {
    job(pc, "files: [" + pc.work().resolve("a") + "]");
    Running running = startWaiting(pc);
    running.signal("KILL");
    running.await();
    appear(pc, "a");

    pc.run("job").assertSilentSuccess();

    assertThat(pc.results("job")).containsExactly("lost", "success");
  }

  @Test
  void files_are_polled_where_inotify_has_no_instance_left(Installation pc) throws Exception {
    String hog = "$| = 1; while (syscall(%d, 0) >= 0) {} print qq(full\\n); sleep 300";
    int inotifyInit1 = System.getProperty("os.arch").equals("aarch64") ? 26 : 294;
    Process full =
        new ProcessBuilder(
                "setpriv",
                "--reuid",
                ServiceUser.NAME,
                "--clear-groups",
                "perl",
                "-e",
                hog.formatted(inotifyInit1))
            .start();
    try {
      assertThat(full.inputReader().readLine()).isEqualTo("full");
      job(pc, "files: [" + pc.work().resolve("a") + "], poll_interval: 200ms");
      Running running = startWaiting(pc);
      appear(pc, "a");

      running.await().assertSilentSuccess();
    } finally {
      full.destroy();
    }
  }

  @Test
  void the_last_delay_is_given_up_as_well(Installation pc) {
    job(pc, "for: 1ms, extra_delay: 5m, give_up_at: 1s");

    pc.run("job").assertFailure(124, "job: gave up in extra_delay after 1s");

    assertThat(pc.output("job")).doesNotContain("ran");
  }

  @Test
  void moments_are_those_of_the_time_zone_of_the_job(Installation pc) {
    String hourAgo =
        ZonedDateTime.now(ZoneId.of("Asia/Tokyo")).minusHours(1).toLocalDateTime() + "";
    String wait = "until: '" + hourAgo + "', give_up_at: 2s";
    job(pc, wait, "time_zone: Asia/Tokyo");
    pc.run("job").assertSilentSuccess();

    job(pc, wait, "time_zone: America/Los_Angeles");
    pc.run("job").assertFailure(124, "gave up waiting for the moment ");

    job(pc, "files: [/nowhere/x], give_up_at: '" + hourAgo + "'", "time_zone: Asia/Tokyo");
    pc.run("job").assertFailure(124, "gave up waiting for file /nowhere/x at ");
  }
}
