package processcontrol.cli;

import java.io.PrintStream;
import processcontrol.cli.Invocation.Flag;
import processcontrol.config.GlobalConfig;
import processcontrol.history.RunRecord;
import processcontrol.posix.Account;
import processcontrol.start.JobStart;
import processcontrol.start.StartRequest;

/** {@code run-job --rerun RUN}: the arguments, the slow start and the slot of a run once more. */
final class RerunAction {

  private RerunAction() {}

  static int run(
      Invocation invocation, GlobalConfig config, Account account, String caller, PrintStream err) {
    RunRecord old = RecordAction.find("RUN", invocation.names().get(0), null, config);
    StartRequest request =
        new StartRequest(
            old.job().value(),
            old.args(),
            null,
            /* scheduled= */ false,
            /* serving= */ false,
            old.slowStart(),
            invocation.has(Flag.FORCE),
            invocation.has(Flag.QUIET),
            invocation.has(Flag.VERBOSE),
            invocation.has(Flag.RAW));
    return JobStart.rerun(request, old, config, account, caller, err);
  }
}
