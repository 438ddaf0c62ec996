package processcontrol.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.history.Result;
import processcontrol.job.Event;
import processcontrol.job.MailTransport;

@Timeout(60)
class CommandNotifierTest {

  @TempDir Path directory;

  private List<String> tell(String command, String timeout) {
    Notification notification =
        Fixture.notification(
            Event.FAILURE, Fixture.record("yak-1", Result.FAILURE, "x\n y", "/log"));
    return NotifierDispatch.send(
        List.of(Fixture.command(command, timeout)),
        notification,
        Fixture.context(MailTransport.LOCAL));
  }

  @Test
  void command_gets_json_and_variables_and_no_shell() throws Exception {
    Path out = directory.resolve("out");
    assertThat(tell("sh -c 'cat >\"$0\"; env >>\"$0\"' '" + out + "'", "10s")).isEmpty();

    assertThat(Files.readString(out))
        .startsWith("{\"event\":\"failure\"")
        .contains("\nCOLOUR=brown\n", "\nPC_JOB=yak\n", "\nPC_RUN=yak-1\n", "\nPC_EVENT=failure\n")
        .contains("\nPC_RESULT=failure\n", "\nPC_REASON=x\n y\n", "\nPC_EXIT_CODE=3\n")
        .contains("\nPC_LOG=/log\n", "\nPC_FAILURES=2\n")
        .contains(
            ",\"owner\":\"the barbers <cut@here>\",\"runbook\":\"https://wiki/yak\\nCall <Ann>")
        .contains(
            "\nPC_OWNER=the barbers <cut@here>\n", "\nPC_RUNBOOK=https://wiki/yak\nCall <Ann>");
    assertThat(tell("test $HOME = '$HOME'", "10s")).isEmpty();
  }

  @Test
  void unknown_owner_is_an_empty_variable_and_an_endless_runbook_a_cut_one() {
    String script = "sh -uc 'test -z \"$PC_OWNER\" && echo ${#PC_RUNBOOK} && exit 9'";
    Notification notification =
        Fixture.notification(
            Event.SUCCESS,
            Fixture.record("yak-1", Result.SUCCESS, "x"),
            null,
            "\u20ac".repeat(80_000) + "\0");

    assertThat(
            NotifierDispatch.send(
                List.of(Fixture.command(script, "10s")),
                notification,
                Fixture.context(MailTransport.LOCAL)))
        .singleElement()
        .asString()
        .containsPattern("exit code 9: (32003|96003)$");
  }

  @Test
  void failure_of_a_command_is_told_with_what_it_printed() {
    assertThat(tell("sh -c 'echo oh no >&2; exit 9'", "10s"))
        .containsExactly(
            "notifier hook (failure): command sh -c 'echo oh no >&2; exit 9': exit code 9: oh no");
    assertThat(tell("/does/not/exist", "10s"))
        .singleElement()
        .asString()
        .contains("cannot execute /does/not/exist: No such file or directory");
  }

  @Test
  void command_that_hangs_is_killed_with_its_group() {
    assertThat(tell("sh -c 'trap \"\" TERM; sleep 1000 & wait'", "300ms"))
        .singleElement()
        .asString()
        .contains("did not end within 1 s and was killed");
  }

  @Test
  void command_that_reads_nothing_and_prints_much_does_no_harm() {
    assertThat(tell("sh -c 'exec <&-; yes | head -c 3000000'", "30s")).isEmpty();
  }

  @Test
  void command_that_leaves_a_child_behind_is_not_waited_for() {
    long start = System.nanoTime();
    assertThat(tell("sh -c 'sleep 30 & exit 0'", "20s")).isEmpty();
    assertThat(System.nanoTime() - start).isLessThan(15_000_000_000L);
  }
}
