package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Junk that a job writes into its files harms no other job's answer. */
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

  /**
   * Junk in a file of the job.
   *
   * @param path from the installation's root; %s is the job
   * @param command of the service user's shell that leaves it there; %s is the path
   */
  private record Junk(String job, String path, String command) {

    String place(Installation pc) {
      return pc.root().resolve(path.formatted(job)).toString();
    }
  }

  private static Junk junk(String job, String path, String command) {
    return new Junk(job, path, command);
  }

  private static final String HISTORY = "state/%s/history.jsonl";
  private static final String LOCK = "run/%s.lock";
  private static final String TRIGGER = "state/.triggers/%s.";

  /** A job each, as several kinds of junk at one place hide each other. */
  private static final List<Junk> ALL =
      List.of(
          junk("long", HISTORY, "yes '{\"a\":1}' | head -c 70M >%s"),
          junk("zeros", HISTORY, "head -c 70M /dev/zero >%s"),
          junk("deep", HISTORY, "yes '[[[[' | tr -d '\\n' | head -c 3M >%s; echo >>%<s"),
          junk("words", HISTORY, "echo nonsense >%s"),
          junk("pipe", HISTORY, "rm %s; mkfifo %<s"),
          junk("folder", HISTORY, "rm %s; mkdir %<s"),
          junk("lock-pipe", LOCK, "rm %s; mkfifo %<s"),
          junk("lock-folder", LOCK, "rm %s; mkdir %<s"),
          junk("keep", "run/%s.keep", "mkfifo %s"),
          junk("turn", "run/%s.turn", "mkdir %s"),
          junk("restart", "run/%s.restart", "ln -s /nowhere %s"),
          junk("trigger-folder", TRIGGER, "mkdir %s1"),
          junk("trigger-pipe", TRIGGER, "mkfifo %snew"),
          junk("trigger-large", TRIGGER, "truncate -s 900M %snew"),
          junk("trigger-lines", TRIGGER, "yes '{\"time\":1}' | head -c 9M >%s1"),
          junk(
              "trigger-many",
              TRIGGER,
              "i=0; while [ $i -lt 400 ]; do echo >%s$i-1-1; i=$((i + 1)); done"),
          junk("incident-folder", "state/%s/incident", "mkdir %s"),
          junk("incident-pipe", "state/%s/incident", "mkfifo %s"),
          junk("incident-words", "state/%s/incident", "echo junk >%s"));

  @Test
  void junk_is_a_warning_about_its_job_and_harms_no_other(Installation pc) {
    history(pc);
    String record = Tree.read(pc.historyFile("bad"));
    List<String> commands = new ArrayList<>(List.of("mkdir -p " + pc.states() + "/.triggers"));
    for (Junk junk : ALL) {
      String keys =
          junk.path().endsWith("incident")
              ? "failmail: {from_address: a@example.org, to_address: [b@example.org]}"
              : "";
      pc.shellJob(junk.job(), keys, "echo fine");
      Path history = pc.historyFile(junk.job());
      Tree.write(history, record.replace("bad", junk.job()));
      ServiceUser.own(history.getParent());
      ServiceUser.own(history);
      Path lock = Tree.write(pc.locks().resolve(junk.job() + ".lock"), "");
      ServiceUser.own(lock);
      commands.add("{ " + junk.command().formatted(junk.place(pc)) + "; }");
    }
    asServiceUser(commands.toArray(new String[0]));

    Finished status = pc.run("--status");
    assertThat(status.exitCode()).isZero();
    assertThat(status.stdout()).containsPattern("good - Job good\n    last run: success");
    Commands.Result check = check(pc);
    assertThat(check.exitCode()).isEqualTo(1);
    for (Junk junk : ALL) {
      String place = junk.place(pc);
      assertThat(status.stdout())
          .as(junk.job())
          .containsPattern(
              junk.job() + " - Job " + junk.job() + "\n    warning: .*" + Pattern.quote(place));
      assertThat(check.output()).as(junk.job()).contains("WARNING: " + junk.job() + ": ");
    }
    for (String action : new String[] {"--stats", "--metrics"}) {
      Finished read = pc.run(action);
      assertThat(read.exitCode()).as(action).isZero();
      assertThat(read.stdout()).as(action).contains("good");
      for (Junk junk : ALL) {
        assertThat(read.stderr()).as(action).contains("run-job: warning: ", junk.place(pc));
      }
    }
    pc.run("good").assertSilentSuccess();
    pc.run("--pending").assertSilentSuccess();
    pc.run("trigger-large").assertSilentSuccess();
    assertHistory(pc, "words", 125);
    assertHistory(pc, "lock-folder", 0);
    for (String job : new String[] {"lock-pipe", "lock-folder"}) {
      pc.run(job).assertFailure(125, pc.locks().resolve(job + ".lock").toString());
    }
  }

  private static void assertHistory(Installation pc, String job, int exitCode) {
    Finished history = pc.run("--history", job);
    assertThat(history.exitCode()).as(job).isEqualTo(exitCode);
    assertThat(history.stderr()).startsWith("run-job: warning: ");
    assertThat(history.stdout()).doesNotContain("no records yet");
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

  @Test
  void hold_that_cannot_be_read_is_one_and_harms_no_other_job(Installation pc) {
    history(pc);
    String[] commands = {
      "mkdir %s", "mkfifo %s", "ln -s /nowhere %s", "truncate -s 900M %s", "touch %s; chmod 0 %<s"
    };
    for (int i = 0; i < commands.length; i++) {
      pc.shellJob("held" + i, "echo fine");
      Path hold = pc.states().resolve("held" + i + "/hold");
      asServiceUser("mkdir " + hold.getParent(), commands[i].formatted(hold));
    }
    Finished status = pc.run("--status");
    assertThat(status.exitCode()).isZero();
    assertThat(status.stdout()).containsPattern("good - Job good\n    last run: success");
    Commands.Result check = check(pc);
    assertThat(check.exitCode()).isEqualTo(1);
    for (int i = 0; i < commands.length; i++) {
      String hold = pc.states().resolve("held" + i + "/hold").toString();
      assertThat(status.stdout()).containsPattern("on hold since .*" + hold);
      assertThat(check.output()).containsPattern("WARNING: held" + i + ": on hold: .*" + hold);
      assertThat(pc.run("held" + i).exitCode()).isEqualTo(75);
    }
    for (String action : new String[] {"--stats", "--metrics", "--audit", "--pending"}) {
      assertThat(pc.run(action).exitCode()).as(action).isZero();
    }
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
