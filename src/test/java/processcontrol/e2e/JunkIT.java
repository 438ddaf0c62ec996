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
    Finished history = pc.run("--history", "bad");
    boolean isHistory = reason.endsWith("/history.jsonl");
    assertThat(history.exitCode()).isEqualTo(isHistory ? 125 : 0);
    assertThat(history.stderr()).startsWith("run-job: warning: ").contains(reason);
    assertThat(history.stdout()).doesNotContain("no records yet");
    Path check = pc.launcher().resolveSibling("check-jobs-icinga");
    Commands.Result result = Commands.tryRun(check.toString(), "--config", pc.config().toString());
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
