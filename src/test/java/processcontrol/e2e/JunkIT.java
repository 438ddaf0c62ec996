package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a job leaves in the files that it can write harms no other job's answer. */
@EndToEnd
class JunkIT {

  private static Path history(Installation pc) {
    pc.shellJob("good", "echo fine");
    pc.run("good").assertSilentSuccess();
    pc.shellJob("bad", "echo fine");
    pc.run("bad").assertSilentSuccess();
    return pc.states().resolve("bad/history.jsonl");
  }

  private static Commands.Result check(Installation pc) {
    Path check = pc.launcher().resolveSibling("check-jobs-icinga");
    return Commands.tryRun(check.toString(), "--config", pc.config().toString());
  }

  private static void asServiceUser(String... commands) {
    String all = String.join(" && ", commands);
    Commands.run("setpriv", "--reuid=" + ServiceUser.NAME, "--clear-groups", "sh", "-c", all);
  }

  private static void assertOthersAreAnswered(Installation pc, String reason) {
    Finished status = pc.run("--status");
    assertThat(status.exitCode()).isZero();
    assertThat(status.stdout())
        .contains("bad - Job bad\n    warning: ", reason)
        .containsPattern("good - Job good\n    last run: success");
    for (String action : new String[] {"--stats", "--metrics"}) {
      Finished read = pc.run(action);
      assertThat(read.exitCode()).as(action).isZero();
      assertThat(read.stderr()).as(action).startsWith("run-job: warning: ").contains(reason);
      assertThat(read.stdout()).as(action).contains("good");
    }
    boolean isHistory = reason.endsWith("/history.jsonl");
    if (isHistory || reason.endsWith(".lock")) {
      Finished history = pc.run("--history", "bad");
      assertThat(history.exitCode()).isEqualTo(isHistory ? 125 : 0);
      assertThat(history.stderr()).startsWith("run-job: warning: ").contains(reason);
      assertThat(history.stdout()).doesNotContain("no records yet");
    }
    Commands.Result result = check(pc);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.output()).contains("WARNING: bad: ", reason);
    pc.run("good").assertSilentSuccess();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yes '{\"a\":1}' | head -c 70M >%s",
        "head -c 70M /dev/zero >%s",
        "yes '[[[[' | tr -d '\\n' | head -c 3M >%s; echo >>%<s",
        "echo nonsense >%s"
      })
  void history_of_junk_is_a_warning_about_that_job(String command, Installation pc) {
    Path history = history(pc);
    Commands.run("sh", "-c", command.formatted(history));
    ServiceUser.own(history);
    assertOthersAreAnswered(pc, history.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mkfifo", "mkdir"})
  void history_that_is_no_file_is_a_warning_about_that_job(String command, Installation pc) {
    Path history = history(pc);
    Tree.delete(history);
    Commands.run(command, history.toString());
    ServiceUser.own(history);
    assertOthersAreAnswered(pc, history.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mkfifo", "mkdir"})
  void lock_that_is_no_file_is_named_as_what_it_is(String command, Installation pc) {
    Path lock = pc.locks().resolve("bad.lock");
    history(pc);
    Tree.delete(lock);
    Commands.run(command, lock.toString());
    ServiceUser.own(lock);
    assertOthersAreAnswered(pc, lock.toString());
    Finished run = pc.run("bad");
    assertThat(run.exitCode()).isEqualTo(125);
    assertThat(run.stderr()).contains(lock.toString()).hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mkfifo %s.keep", "mkdir %s.turn", "ln -s /nowhere %s.restart"})
  void files_of_the_run_directory_that_are_none_are_named(String command, Installation pc) {
    history(pc);
    asServiceUser(command.formatted(pc.locks().resolve("bad")));
    assertOthersAreAnswered(pc, pc.locks().resolve("bad").toString() + ".");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mkdir %s/bad.1",
        "mkfifo %s/bad.new",
        "truncate -s 900M %s/bad.new",
        "yes '{\"time\":1}' | head -c 9M >%s/bad.1",
        "i=0; while [ $i -lt 400 ]; do echo >%s/bad.$i-1-1; i=$((i + 1)); done"
      })
  void triggers_of_junk_are_a_warning_about_that_job(String command, Installation pc) {
    history(pc);
    Path triggers = pc.states().resolve(".triggers");
    asServiceUser("mkdir " + triggers + "; " + command.formatted(triggers));
    assertOthersAreAnswered(pc, triggers + "/bad.");
    pc.run("bad").assertSilentSuccess();
    pc.run("--pending").assertSilentSuccess();
  }

  @Test
  void thousands_of_files_among_the_triggers_are_a_warning_and_hide_no_trigger(Installation pc) {
    history(pc);
    Path triggers = pc.states().resolve(".triggers");
    asServiceUser("mkdir " + triggers + " && cd " + triggers + " && seq 20000 | xargs touch");
    String reason = "warning: " + triggers + ": more than 10000 files, not read further";
    assertThat(pc.run("--status").stderr()).contains(reason);
    assertThat(pc.run("--status", "--json").stdout()).contains("\"trigger_fault\" : \"" + triggers);
    Commands.Result check = check(pc);
    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.output()).contains("WARNING: triggers of all jobs: " + triggers);

    assertThat(pc.run("--hold", "good", "--reason", "test").exitCode()).isZero();
    pc.run("--trigger", "good");
    assertThat(pc.run("--release", "good").exitCode()).isZero();
    pc.run("--pending").assertSilentSuccess();
    Await.until("the trigger is taken", () -> pc.history("good").size() == 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mkdir %s",
        "mkfifo %s",
        "ln -s /nowhere %s",
        "truncate -s 900M %s",
        "touch %s; chmod 0 %<s"
      })
  void hold_that_cannot_be_read_is_one_and_harms_no_other_job(String command, Installation pc) {
    Path hold = history(pc).resolveSibling("hold");
    asServiceUser(command.formatted(hold));
    Finished status = pc.run("--status");
    assertThat(status.exitCode()).isZero();
    assertThat(status.stdout())
        .containsPattern("good - Job good\n    last run: success")
        .containsPattern("on hold since .*" + hold);
    Commands.Result check = check(pc);
    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.output()).containsPattern("WARNING: bad: on hold: .*" + hold);
    for (String action : new String[] {"--stats", "--metrics", "--audit", "--pending"}) {
      assertThat(pc.run(action).exitCode()).as(action).isZero();
    }
    assertThat(pc.run("bad").exitCode()).isEqualTo(75);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mkdir %s", "mkfifo %s", "echo junk >%s"})
  void incident_that_cannot_be_read_is_a_warning_about_that_job(String command, Installation pc) {
    Path incident = history(pc).resolveSibling("incident");
    pc.shellJob(
        "bad", "failmail: {from_address: a@example.org, to_address: [b@example.org]}", "echo fine");
    asServiceUser(command.formatted(incident));
    assertOthersAreAnswered(pc, incident.toString());
  }

  /** As if it had been killed in the moment between the two. */
  @Test
  void log_of_a_supervisor_that_was_killed_before_its_run_had_a_name_is_removed(Installation pc) {
    history(pc);
    Path logs = pc.logs().resolve("bad");
    asServiceUser(
        "echo '- 999999 - 2026-11-21T10:24:27.219Z' >" + pc.locks().resolve("bad.lock"),
        "touch " + logs.resolve("bad-20261121-102427.log"),
        "echo x >" + logs.resolve("bad-20261121-102427.2.log"),
        "touch " + logs.resolve("bad-20261121-102427.3.log"),
        "touch " + logs.resolve("bad-20261121-102428.log"));
    pc.run("bad").assertSilentSuccess();
    assertThat(logs.resolve("bad-20261121-102427.log")).doesNotExist();
    assertThat(logs.resolve("bad-20261121-102427.2.log")).exists();
    assertThat(logs.resolve("bad-20261121-102427.3.log")).doesNotExist();
    assertThat(logs.resolve("bad-20261121-102428.log")).exists();
  }

  @Test
  void history_that_cannot_be_read_is_told_by_whoever_decides_by_it(Installation pc) {
    Path history = history(pc);
    Tree.delete(history);
    Commands.run("mkfifo", history.toString());
    ServiceUser.own(history);
    String fault = "cannot read " + history + ": it is a FIFO";
    pc.shellJob("bad", "schedule: '* * * * *'\nafter: good", "true");
    pc.shellJob("child", "after: bad", "true");
    pc.run("good").assertSilentSuccess();

    Finished audit = pc.run("--audit", "bad");
    assertThat(audit.exitCode()).isEqualTo(1);
    assertThat(audit.stdout()).contains("bad: cannot be audited: " + fault);
    Finished pending = pc.run("--pending", "bad", "child");
    assertThat(pending.stderr()).contains("bad: ", fault).hasLineCount(2);
    assertThat(pc.run("--status", "bad", "child").stdout()).doesNotContain("pending:");
  }

  @Test
  void older_history_that_cannot_be_read_and_torn_lines_are_told(Installation pc) {
    Path history = history(pc);
    Path older = history.resolveSibling("history.jsonl.1");
    Commands.run("mkdir", older.toString());
    String fault = "cannot read " + older + ": it is a directory";

    assertThat(pc.run("--status", "bad").stdout()).contains("warning: " + fault);
    assertThat(pc.run("--history", "bad").stderr()).contains(fault);
    assertThat(Operator.check(pc).stdout()).contains("WARNING: bad: " + fault);
    Commands.run("rmdir", older.toString());
    Tree.write(history, Tree.read(history) + "{\"run\":\"ba\n{\"x\n");
    String torn = history + ": 2 lines are damaged";
    assertThat(pc.run("--status", "bad").stdout()).contains("warning: " + torn);
    assertThat(pc.run("--history", "bad").stderr()).contains(torn);
    assertThat(pc.run("--audit").stderr()).isEmpty();
    assertThat(Operator.check(pc).stdout()).contains("WARNING: bad: " + torn);
  }

  @Test
  void files_for_a_jvm_in_the_working_directory_are_not_read(Installation pc) {
    history(pc);
    Tree.write(pc.work().resolve(".hotspotrc"), "+PrintFlagsFinal\n");
    Tree.write(pc.work().resolve(".hotspot_compiler"), "nonsense\n");
    String call = "cd " + pc.work() + " && " + pc.launcher() + " --config " + pc.config() + " good";
    Commands.Result result = Commands.tryRun("sh", "-c", call);
    assertThat(result.output()).isEmpty();
    assertThat(result.exitCode()).isZero();
  }
}
