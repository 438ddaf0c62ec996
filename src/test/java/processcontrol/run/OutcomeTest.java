package processcontrol.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import processcontrol.history.Result;
import processcontrol.history.SkipCause;
import processcontrol.job.SuccessCriteria;
import processcontrol.posix.Termination;

class OutcomeTest {

  private static final Termination EXIT_7 = new Termination(7, 0);
  private static final Termination KILLED_BY_9 = new Termination(-1, 9);

  @Test
  void success_is_status_0() {
    Outcome success = Outcome.of(new Termination(0, 0), SuccessCriteria.DEFAULT);

    assertThat(success).isEqualTo(new Outcome(Result.SUCCESS, "succeeded", 0, 0, null));
    assertThat(success.isSuccess()).isTrue();
  }

  @Test
  void criteria_decide_about_exit_codes() {
    SuccessCriteria criteria =
        new SuccessCriteria(List.of(), List.of(0, 7), true, false, List.of(9), null);

    assertThat(Outcome.of(EXIT_7, criteria))
        .isEqualTo(new Outcome(Result.FAILURE, "exit code 7", 7, 7, null));
    assertThat(Outcome.of(new Termination(0, 0), criteria))
        .isEqualTo(new Outcome(Result.FAILURE, "exit code 0", 65, 0, null));
    assertThat(Outcome.of(new Termination(1, 0), criteria))
        .isEqualTo(new Outcome(Result.SUCCESS, "exit code 1, a success", 0, 1, null));
    assertThat(Outcome.of(new Termination(9, 0), criteria).status()).isEqualTo(9);
  }

  @Test
  void the_command_s_own_exit_code_passes_through() {
    assertThat(Outcome.of(EXIT_7, SuccessCriteria.DEFAULT))
        .isEqualTo(new Outcome(Result.FAILURE, "exit code 7", 7, 7, null));
    assertThat(Outcome.of(EXIT_7, SuccessCriteria.DEFAULT).isSuccess()).isFalse();
  }

  @Test
  void a_command_that_died_of_a_signal_is_128_more() {
    assertThat(Outcome.of(KILLED_BY_9, SuccessCriteria.DEFAULT))
        .isEqualTo(new Outcome(Result.FAILURE, "killed by SIGKILL", 137, null, 9));
    assertThat(Outcome.of(new Termination(-1, 40), SuccessCriteria.DEFAULT).reason())
        .isEqualTo("killed by signal 40");
  }

  @Test
  void a_timeout_is_124_whatever_the_command_made_of_it() {
    String time = "timed out after 90s";

    assertThat(Outcome.timeout(time, EXIT_7))
        .isEqualTo(new Outcome(Result.TIMEOUT, "timed out after 90s", 124, 7, null));
    assertThat(Outcome.timeout(time, KILLED_BY_9))
        .isEqualTo(new Outcome(Result.TIMEOUT, "timed out after 90s", 124, null, 9));
    assertThat(Outcome.timeout(time, null))
        .isEqualTo(new Outcome(Result.TIMEOUT, "timed out after 90s", 124, null, null));
    assertThat(Outcome.timeout(time, new Termination(0, 0)).isSuccess()).isFalse();
  }

  @Test
  void a_stop_is_128_and_the_supervisor_s_signal() {
    assertThat(Outcome.stopped(15, KILLED_BY_9))
        .isEqualTo(new Outcome(Result.KILLED, "stopped by SIGTERM", 143, null, 9));
    assertThat(Outcome.stopped(2, null).status()).isEqualTo(130);
    assertThat(Outcome.stopped(1, new Termination(0, 0)))
        .isEqualTo(new Outcome(Result.KILLED, "stopped by SIGHUP", 129, 0, null));
  }

  @Test
  void what_did_not_run_has_no_exit_code() {
    assertThat(Outcome.notExecuted(ExitCode.NOT_FOUND, "r"))
        .isEqualTo(new Outcome(Result.FAILURE, "r", 127, null, null));
    assertThat(Outcome.error("r")).isEqualTo(new Outcome(Result.ERROR, "r", 125, null, null));
    assertThat(Outcome.skipped(SkipCause.HELD, "r"))
        .isEqualTo(new Outcome(Result.SKIPPED, "r", 0, null, null, SkipCause.HELD));
    assertThat(Outcome.refused(SkipCause.LOCK_HELD, "r"))
        .isEqualTo(new Outcome(Result.SKIPPED, "r", 75, null, null, SkipCause.LOCK_HELD));
  }

  @Test
  void another_reason_changes_nothing_else() {
    assertThat(Outcome.of(EXIT_7, SuccessCriteria.DEFAULT).because("command 2 of 3: exit code 7"))
        .isEqualTo(new Outcome(Result.FAILURE, "command 2 of 3: exit code 7", 7, 7, null));
  }
}
