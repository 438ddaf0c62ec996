package processcontrol.cli;

import java.io.PrintStream;
import processcontrol.config.GlobalConfig;
import processcontrol.control.RunWaiter;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.job.RunId;
import processcontrol.run.ExitCode;
import processcontrol.start.ErrorOutput;
import processcontrol.start.UsageException;

/** {@code run-job --wait RUN}: waits until a run has ended, and exits as it did. */
final class WaitAction {

  private WaitAction() {}

  static int run(Invocation invocation, GlobalConfig config, PrintStream err) {
    RunId run = runId(invocation.names().get(0));
    RunRecord record = RunWaiter.await(run, config.runDirectory(), config.stateDirectory());
    if (record == null) {
      throw new UsageException("there is no run " + run);
    }
    int status = status(record);
    if (status != 0) {
      String log = record.log() == null ? "" : "; log: " + record.log();
      ErrorOutput.printLine("run-job", record.job() + ": " + record.reason() + log, err);
    }
    return status;
  }

  private static RunId runId(String text) {
    try {
      return RunId.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  /** A lost run has no status, nor have records of former versions. */
  private static int status(RunRecord record) {
    if (record.status() != null) {
      return record.status();
    }
    return (record.result() == Result.SUCCESS ? ExitCode.SUCCESS : ExitCode.FAILED_ITSELF).status();
  }
}
