package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Jobs that make others run. */
@EndToEnd
class TriggerIT {

  /** A job that notes the arguments of each of its runs on a line. */
  private static void noting(Installation pc, String slug, String keys) {
    pc.shellJob(
        slug, keys, "printf '<%s>' \"$@\" >>%s.args; echo >>%s.args".formatted("%s", slug, slug));
  }

  private static String noted(Installation pc, String slug) {
    Path file = pc.work().resolve(slug + ".args");
    return Files.exists(file) ? Tree.read(file) : "";
  }

  private static void awaitRuns(Installation pc, String slug, int count) {
    Await.until(slug + " ran " + count + " times", () -> pc.history(slug).size() >= count);
  }

  private static Path spool(Installation pc) {
    return pc.states().resolve(".triggers");
  }

  @Test
  void success_triggers_with_arguments_that_no_shell_reads_again(Installation pc) {
    noting(pc, "load", "");
    noting(pc, "always", "");
    noting(pc, "never", "");
    pc.shellJob(
        "extract",
        """
        triggers:
          success:
            - load: [--from, "a b; $(id) 'c'", ""]
          end: always
          failure: [never]
        """,
        "true");

    pc.run("extract").assertSilentSuccess();
    awaitRuns(pc, "load", 1);
    awaitRuns(pc, "always", 1);

    assertThat(noted(pc, "load")).isEqualTo("<--from><a b; $(id) 'c'><>\n");
    Map<?, ?> record = pc.record("load");
    assertThat(record.get("trigger")).isEqualTo("triggered");
    assertThat(record.get("result")).isEqualTo("success");
    assertThat(record.get("args")).isEqualTo(List.of("--from", "a b; $(id) 'c'", ""));
    assertThat(pc.output("load")).contains("triggered by " + pc.record("extract").get("run"));
    assertThat(pc.history("never")).isEmpty();
    assertThat(Tree.list(spool(pc))).isEmpty();
  }

  @Test
  void failure_triggers_other_jobs_than_success(Installation pc) {
    noting(pc, "good", "");
    noting(pc, "bad", "");
    pc.shellJob("job", "triggers: {success: good, failure: {bad: [1, two]}}", "exit 3");

    assertThat(pc.run("job").exitCode()).isEqualTo(3);
    awaitRuns(pc, "bad", 1);

    assertThat(noted(pc, "bad")).isEqualTo("<1><two>\n");
    assertThat(pc.history("good")).isEmpty();
  }

  @Test
  void triggers_that_arrive_during_a_run_are_collected_into_the_next_one(Installation pc) {
    pc.shellJob(
        "job",
        "echo ready; printf '<%s>' \"$@\" >>job.args; echo >>job.args; while [ ! -e go ]; do sleep .1; done");
    Running first = pc.startUntilReady("job");
    for (String arg : List.of("a", "b", "c", "b")) {
      assertThat(pc.run("--trigger", "job", "--", arg).stdout()).isEqualTo("job is triggered\n");
    }
    pc.run("--trigger", "job", "-q").assertSilentSuccess();
    String status = pc.run("--status", "job").stdout();
    assertThat(status).contains("    pending: 5 triggers since ", ": a b c b\n");
    assertThat(pc.run("--status", "job", "--json").stdout()).contains("\"count\" : 5");

    Tree.write(pc.work().resolve("go"), "");
    assertThat(first.await().exitCode()).isZero();
    awaitRuns(pc, "job", 2);

    assertThat(noted(pc, "job")).isEqualTo("<>\n<a><b><c><b>\n");
    assertThat(pc.run("--status", "job").stdout()).doesNotContain("pending");
  }

  @Test
  void idle_is_a_window_from_the_first_trigger_that_others_join_and_none_extends(Installation pc) {
    long idle = secondsFor(pc, 3);
    noting(pc, "job", "idle: " + idle + "s");
    Instant first = Instant.now();
    Instant middle = first.plusMillis(idle * 500);
    pc.run("--trigger", "job", "--", "a");
    pc.run("--trigger", "job", "--", "b");
    Await.until("half of it is over", () -> Instant.now().isAfter(middle));
    pc.run("--trigger", "job", "--", "c");
    assertThat(pc.history("job")).isEmpty();
    awaitRuns(pc, "job", 1);

    assertThat(noted(pc, "job")).isEqualTo("<a><b><c>\n");
    Instant started = Instant.parse((String) pc.record("job").get("started"));
    // Had the last one extended it, it would have lasted until then.
    assertThat(started).isBetween(first.plusSeconds(idle), middle.plusSeconds(idle));

    pc.run("--trigger", "job", "--", "d");
    awaitRuns(pc, "job", 2);
    Instant ended = Instant.parse((String) pc.history("job").get(0).get("ended"));
    Instant next = Instant.parse((String) pc.history("job").get(1).get("started"));
    assertThat(Duration.between(ended, next)).isGreaterThanOrEqualTo(Duration.ofSeconds(idle));
  }

  /** In so many seconds so many calls come about with ease, on this machine, as busy as it is. */
  private static long secondsFor(Installation pc, int calls) {
    return Math.max(4, calls * pc.run("--list-jobs").duration().toMillis() * 3 / 1000 + 1);
  }

  @Test
  void run_by_hand_takes_what_waits_along(Installation pc) {
    noting(pc, "job", "idle: " + secondsFor(pc, 2) + "s");
    pc.run("--trigger", "job", "--", "a");
    pc.run("job", "--", "own").assertSilentSuccess();

    assertThat(noted(pc, "job")).isEqualTo("<a><own>\n");
    assertThat(Tree.list(spool(pc))).isEmpty();
    Await.until("the process that waited has ended", () -> serving(pc) == 0);
    assertThat(pc.history("job")).hasSize(1);
  }

  @Test
  void triggers_of_a_held_job_wait_until_it_is_released(Installation pc) {
    noting(pc, "job", "disabled: true");
    pc.run("--hold", "job", "--reason", "x");
    assertThat(pc.run("--trigger", "job", "--", "a").stdout())
        .isEqualTo("job is triggered; it is on hold until released\n");
    pc.run("--scheduled", "--pending").assertSilentSuccess();
    pc.run("job", "--force", "--", "by hand");
    assertThat(noted(pc, "job")).isEqualTo("<by hand>\n");

    pc.run("--release", "job");
    awaitRuns(pc, "job", 2);
    assertThat(noted(pc, "job")).isEqualTo("<by hand>\n<a>\n");
  }

  @Test
  void job_without_a_command_fans_out(Installation pc) {
    noting(pc, "one", "");
    noting(pc, "two", "");
    pc.job("all", "name: All\nschedule: '0 5 * * *'\ntriggers:\n  success: [one, two: [x]]\n");
    assertThat(pc.run("--validate").stdout()).isEqualTo("3 jobs are valid\n");

    pc.run("all").assertSilentSuccess();
    awaitRuns(pc, "one", 1);
    awaitRuns(pc, "two", 1);

    assertThat(noted(pc, "one")).isEqualTo("<>\n");
    assertThat(noted(pc, "two")).isEqualTo("<x>\n");
    assertThat(pc.record("all").get("result")).isEqualTo("success");
  }

  @Test
  void circles_are_refused_with_their_path(Installation pc) {
    pc.job("a", "name: A\ncommand: 'true'\ntriggers:\n  success: b\n");
    pc.job("b", "name: B\ncommand: 'true'\ntriggers: {end: [c]}\n");
    pc.job("c", "name: C\ncommand: 'true'\nafter: [a, lone]\n");
    pc.job("d", "name: D\ncommand: 'true'\nschedule: '0 1 * * *'\n");
    pc.job("lone", "name: L\ncommand: 'true'\n");
    assertThat(pc.run("--validate").stdout()).isEqualTo("5 jobs are valid\n");
    String crontab = Operator.cronGenerate(pc, "--output", "console").stdout();
    assertThat(crontab)
        .contains(
            "* * * * * %s /usr/bin/run-job --config %s --scheduled --pending c\n"
                .formatted(ServiceUser.NAME, pc.config()));

    pc.job("c", "name: C\ncommand: 'true'\nafter: a\ntriggers: {failure: a}\n");

    String path =
        "a.yaml:4:12: triggers.success: the jobs make each other run in a circle: a -> b -> c -> a";
    pc.run("--validate", "-q").assertFailure(78, path);
    pc.run("--validate", "-q", "b").assertFailure(78, path);
    assertThat(pc.run("--validate", "d").stdout()).isEqualTo("1 job is valid\n");
    Finished refused = Operator.cronGenerate(pc);
    assertThat(refused.exitCode()).isEqualTo(78);
    assertThat(refused.stderr()).contains(path);
    assertThat(refused.errors()).hasSize(1);
  }

  @Test
  void circle_that_came_about_meanwhile_comes_to_rest(Installation pc) {
    pc.job("a", "name: A\ntriggers: {success: a}\n");

    pc.run("a").assertSilentSuccess();
    awaitRuns(pc, "a", 101);

    Await.until("nothing runs", () -> serving(pc) == 0);
    assertThat(pc.history("a")).hasSize(101);
    assertThat(pc.history("a").get(100).get("warnings").toString()).contains("100 runs");
    assertThat(pc.run("--status", "a").stdout()).doesNotContain("pending");
  }

  @Test
  void unknown_targets_are_faults_at_their_places(Installation pc) {
    noting(pc, "target", "");
    pc.job(
        "job", "name: J\ncommand: 'true'\ntriggers:\n  success: [targt]\nafter: {any: [nobody]}\n");

    Finished validated = pc.run("--validate");
    assertThat(validated.exitCode()).isEqualTo(78);
    assertThat(validated.errors())
        .containsExactly(
            "run-job: "
                + pc.jobs()
                + "/job.yaml:4:13: triggers.success: there is no job 'targt'; did you mean target?",
            "run-job: " + pc.jobs() + "/job.yaml:5:15: after.any: there is no job 'nobody'");
    pc.run("job").assertFailure(78, "after.any: there is no job 'nobody'");

    // A job that starts nothing that is there is of use all the same.
    pc.job("job", "name: J\ncommand: 'true'\ntriggers:\n  success: [targt]\n");
    Finished ran = pc.run("job");
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.stderr()).contains("job: cannot trigger targt: there is no job targt");
    pc.run("--trigger", "nobody").assertFailure(78, "there is no job nobody");
  }

  @Test
  void what_a_killed_starter_left_is_started_by_the_line_of_the_crontab(Installation pc) {
    noting(pc, "job", "idle: 60s");
    assertThat(Operator.cronGenerate(pc, "--output", "console").stdout())
        .endsWith(" --scheduled --pending\n");
    pc.run("--trigger", "job", "--", "a");
    Await.until("it waits", () -> serving(pc) != 0);
    Commands.run("kill", "-KILL", Long.toString(serving(pc)));
    Await.until("it is gone", () -> serving(pc) == 0);
    noting(pc, "job", "");

    pc.run("--scheduled", "--pending").assertSilentSuccess();
    awaitRuns(pc, "job", 1);
    assertThat(noted(pc, "job")).isEqualTo("<a>\n");
  }

  private static long serving(Installation pc) {
    Commands.Result found =
        Commands.tryRun("pgrep", "-o", "-f", "--", "--serve --config " + pc.config());
    return found.exitCode() == 0 ? Long.parseLong(found.output().strip()) : 0;
  }

  @Test
  void job_that_a_stopped_run_has_triggered_goes_on(Installation pc) {
    pc.shellJob("child", "echo ready; sleep 3; echo done >child.done");
    pc.configure("no_new_privs: false\n");
    pc.shellJob(
        "parent",
        "timeout: 20s",
        "%s --config %s --trigger child; echo ready; sleep 60"
            .formatted(pc.launcher(), pc.config()));
    Running parent = pc.startUntilReady("parent");
    Await.until("child runs", () -> pc.output("child").contains("\tready\n"));

    assertThat(pc.run("--kill-job", "parent").exitCode()).isZero();
    parent.await();
    awaitRuns(pc, "child", 1);

    assertThat(pc.record("child").get("result")).isEqualTo("success");
    assertThat(pc.work().resolve("child.done")).exists();
  }

  private static boolean isNewerThanRun(Installation pc, String slug, Path file) {
    Instant ended = Instant.parse((String) pc.record(slug).get("ended"));
    return file.toFile().lastModified() > ended.toEpochMilli();
  }

  @Test
  void child_runs_once_after_all_its_parents_have_succeeded(Installation pc) {
    pc.shellJob("one", "test ! -e fail");
    pc.shellJob("two", "true");
    pc.run("one").assertSilentSuccess();
    // The clock that files get their times from may be some milliseconds slow.
    Path file = pc.work().resolve("time");
    Await.until("time has passed", () -> isNewerThanRun(pc, "one", Tree.write(file, "")));
    noting(pc, "child", "after: [one, two]");
    noting(pc, "either", "after: {any: [one, two]}");
    String[] line = {"--scheduled", "--pending", "child", "either"};
    pc.run(line).assertSilentSuccess();
    assertThat(Tree.list(spool(pc))).as("one succeeded before there was a child").isEmpty();

    pc.run("two").assertSilentSuccess();
    pc.run(line).assertSilentSuccess();
    awaitRuns(pc, "either", 1);
    assertThat(pc.history("child")).isEmpty();
    assertThat(pc.record("either").get("trigger")).isEqualTo("triggered");

    pc.run("one").assertSilentSuccess();
    pc.run(line).assertSilentSuccess();
    awaitRuns(pc, "child", 1);
    awaitRuns(pc, "either", 2);
    pc.run(line).assertSilentSuccess();
    assertThat(Tree.list(spool(pc))).isEmpty();

    Tree.write(pc.work().resolve("fail"), "");
    pc.run("two").assertSilentSuccess();
    assertThat(pc.run("one").exitCode()).isEqualTo(1);
    pc.run(line).assertSilentSuccess();
    awaitRuns(pc, "either", 3);
    assertThat(pc.history("child")).as("one failed").hasSize(1);
  }

  @Test
  void graph_is_shown_as_a_tree_and_for_graphviz(Installation pc) {
    pc.job("a", "name: A\ncommand: 'true'\ntriggers: {success: [b, c: [x y]], failure: d}\n");
    pc.job("b", "name: B\ncommand: 'true'\ntriggers: {end: d}\n");
    pc.job("c", "name: C\ncommand: 'true'\n");
    pc.job("d", "name: D\ncommand: 'true'\n");
    pc.job("e", "name: E\ncommand: 'true'\nafter: b\n");

    assertThat(pc.run("--graph").stdout())
        .isEqualTo(
            """
            a
            |-- success: b
            |   |-- end: d
            |   `-- after: e
            |-- success: c 'x y'
            `-- failure: d
            """);
    assertThat(pc.launch("--graph", "b", "--dot").asUser("nobody").run().stdout())
        .isEqualTo(
            """
            digraph jobs {
              rankdir=LR;
              node [shape=box];
              "b";
              "d";
              "e";
              "b" -> "d" [label="end"];
              "b" -> "e" [label="after", style=dashed];
            }
            """);
  }
}
