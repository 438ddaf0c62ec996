package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** One job never runs twice at a time, whoever dies. */
@EndToEnd
@ResourceLock("fifty processes")
class LockIT {

  private static final int MANY = 50;

  /** Waits in a job until the test makes the file {@code go}. */
  private static final String WAIT = "while [ ! -e go ]; do sleep 0.1; done\n";

  @Test
  void fifty_simultaneous_starts_never_overlap(Installation pc) {
    pc.shellJob(
        "one",
        """
        mkdir inside || echo overlap >>overlaps
        echo $$ >>runs
        sleep 0.3
        rmdir inside || echo overlap >>overlaps
        """);

    List<Finished> all = startAll(pc, Collections.nCopies(MANY, "one"));

    assertThat(all).extracting(Finished::exitCode).containsOnly(0, 75);
    List<Finished> succeeded = all.stream().filter(each -> each.exitCode() == 0).toList();
    List<Finished> refused = all.stream().filter(each -> each.exitCode() == 75).toList();
    assertThat(succeeded).isNotEmpty().allSatisfy(Finished::assertSilentSuccess);
    assertThat(refused).allSatisfy(each -> each.assertFailure(75, "one: already running"));
    assertThat(pc.work().resolve("overlaps")).doesNotExist();
    assertThat(Tree.read(pc.work().resolve("runs")).lines()).hasSameSizeAs(succeeded);
    assertThat(pc.results("one")).hasSameSizeAs(succeeded).containsOnly("success");
    assertThat(pc.logs("one")).hasSameSizeAs(succeeded);
  }

  @Test
  void fifty_simultaneous_starts_with_allow_overtime_leave_fifty_records(Installation pc) {
    pc.shellJob("one", "allow_overtime: true", "echo $$ >>runs\n" + WAIT);

    List<Running> started = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      started.add(pc.start("one"));
    }
    Await.until(
        "all but one are over", () -> started.stream().filter(Running::isOver).count() == MANY - 1);
    Tree.write(pc.work().resolve("go"), "");

    assertThat(started.stream().map(Running::await).toList())
        .allSatisfy(Finished::assertSilentSuccess);
    List<String> expected = new ArrayList<>(Collections.nCopies(MANY - 1, "skipped"));
    expected.add("success");
    assertThat(pc.results("one")).isEqualTo(expected);
    assertThat(Tree.read(pc.work().resolve("runs")).lines()).hasSize(1);
    assertThat(pc.logs("one")).hasSize(1);
  }

  @Test
  void fifty_simultaneous_starts_of_different_jobs_all_succeed(Installation pc) {
    List<String> slugs = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      slugs.add("job-" + i);
      pc.shellJob("job-" + i, "echo this is $PC_JOB");
    }

    assertThat(startAll(pc, slugs)).allSatisfy(Finished::assertSilentSuccess);

    for (String slug : slugs) {
      assertThat(pc.log(slug).stdoutText()).isEqualTo("this is " + slug);
      assertThat(pc.results(slug)).isEqualTo(List.of("success"));
    }
  }

  private static List<Finished> startAll(Installation pc, List<String> slugs) {
    List<Running> started = slugs.stream().map(pc::start).toList();
    return started.stream().map(Running::await).toList();
  }

  @Test
  void second_run_is_refused_while_the_orphaned_child_holds_the_lock(Installation pc) {
    pc.shellJob("orphan", "echo ready\n" + WAIT + "echo $PC_RUN >>ended");
    Running first = pc.startUntilReady("orphan");
    Installation.Holder holder = pc.holder("orphan");
    assertThat(holder.supervisor()).isEqualTo(first.pid());

    first.signal("KILL");
    assertThat(first.await().exitCode()).isEqualTo(137);
    assertThat(Processes.isAlive(holder.child())).isTrue();

    String orphan = "already running (pid " + holder.child() + ", without its supervisor, since ";
    pc.run("orphan").assertFailure(75, "orphan: " + orphan);
    assertThat(pc.history("orphan")).isEmpty();

    Tree.write(pc.work().resolve("go"), "");
    Await.until("the orphan ends", () -> Processes.withMarker(pc.marker()).isEmpty());
    assertThat(Tree.read(pc.work().resolve("ended"))).isEqualTo(holder.runId() + "\n");

    pc.run("orphan").assertSilentSuccess();
    assertThat(pc.results("orphan")).isEqualTo(List.of("lost", "success"));
    assertThat(pc.history("orphan").get(0).get("run")).isEqualTo(holder.runId());
    assertThat(pc.history("orphan").get(0).get("ended")).isNull();

    pc.run("orphan").assertSilentSuccess();
    assertThat(pc.results("orphan")).isEqualTo(List.of("lost", "success", "success"));
  }

  @Test
  void the_run_after_a_loss_records_it_even_if_it_fails_itself(Installation pc) {
    pc.shellJob("lost", "echo ready\n" + WAIT + "exit 3");
    Running first = pc.startUntilReady("lost");
    Installation.Holder holder = pc.holder("lost");
    first.signal("KILL");
    first.await();
    Commands.run("kill", "-s", "KILL", "--", "-" + holder.child());
    Await.until("the orphan ends", () -> Processes.withMarker(pc.marker()).isEmpty());
    Tree.write(pc.work().resolve("go"), "");

    pc.run("lost").assertFailure(3, "lost: exit code 3");

    assertThat(pc.results("lost")).isEqualTo(List.of("lost", "failure"));
  }

  @Test
  void the_lock_file_stays_and_is_empty_after_a_run(Installation pc) {
    pc.shellJob("one", "exit 0");
    pc.run("one").assertSilentSuccess();

    assertThat(pc.locks().resolve("one.lock")).isEmptyFile();
  }

  @Test
  void successive_runs_have_a_log_each(Installation pc) {
    pc.shellJob("quick", "echo $PC_RUN");
    for (int i = 0; i < 3; i++) {
      pc.run("quick").assertSilentSuccess();
    }

    assertThat(pc.logs("quick")).hasSize(3);
    assertThat(pc.history("quick"))
        .hasSize(3)
        .allSatisfy(
            record -> {
              RunLogFile log = new RunLogFile(Path.of((String) record.get("log")));
              assertThat(log.stdoutText()).isEqualTo(record.get("run"));
            });
  }

  @Test
  void a_run_id_that_is_taken_gets_the_next_free_suffix(Installation pc) throws Exception {
    pc.shellJob("quick", "echo $PC_RUN");
    Path directory = Tree.directory(pc.logs().resolve("quick"));
    DateTimeFormatter stamp =
        DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    // The second is not known in advance, so all possible ones are taken.
    Instant begin = Instant.now();
    for (int i = 0; i < 60; i++) {
      String runId = "quick-" + stamp.format(begin.plusSeconds(i));
      Tree.write(directory.resolve(runId + ".log"), "");
      Tree.write(directory.resolve(runId + ".2.log"), "");
    }
    ServiceUser.own(directory);

    pc.run("quick").assertSilentSuccess();

    String runId = (String) pc.record("quick").get("run");
    assertThat(runId).matches("quick-\\d{8}-\\d{6}\\.3");
    assertThat(new RunLogFile(directory.resolve(runId + ".log")).stdoutText()).isEqualTo(runId);
    for (Path taken : Tree.list(directory)) {
      if (!taken.endsWith(runId + ".log")) {
        assertThat(Files.size(taken)).as(taken.toString()).isZero();
      }
    }
  }
}
