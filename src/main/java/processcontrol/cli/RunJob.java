package processcontrol.cli;

import java.io.PrintStream;
import processcontrol.cli.Call.Action;
import processcontrol.cli.Call.Flag;
import processcontrol.config.GlobalConfig;
import processcontrol.job.VisibleText;
import processcontrol.posix.Account;
import processcontrol.posix.Self;
import processcontrol.run.ExitCode;

/** The program {@code run-job}. */
public final class RunJob {

  private final PrintStream out;
  private final PrintStream err;

  RunJob(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  public static void main(String[] args) {
    int status = ExitCode.FAILED_ITSELF.status();
    try {
      StandardOutput out = new StandardOutput();
      int ended = new RunJob(out.stream(), System.err).run(args);
      status = out.finish("run-job", ended, System.err);
      System.err.flush();
    } finally {
      // Not exit: there are no shutdown hooks, and from JDK 21 on exit starts a logger. A JVM that
      // ends by itself, such as without memory for a message, would exit with 1, as a job does.
      Runtime.getRuntime().halt(status);
    }
  }

  /** Carries out one call; returns the exit status. */
  int run(String[] args) {
    boolean verbose = false;
    try {
      Call call = Call.ofPlainRun(args);
      if (call == null) {
        call = RunJobOptions.parse(args, out);
        if (call == null) {
          return ExitCode.SUCCESS.status();
        }
      }
      verbose = call.has(Flag.VERBOSE);
      checkText(args);
      return run(call);
    } catch (Throwable e) {
      return Failures.report("run-job", e, verbose, err);
    }
  }

  /**
   * Configuration, then the privilege drop, then all else: the order of run-job(1), for every
   * action.
   */
  private int run(Call call) {
    if (call.action() == Action.DELIVER) {
      return DeliverAction.run();
    }
    GlobalConfig config =
        call.config() == null ? GlobalConfig.loadDefault() : GlobalConfig.loadFrom(call.config());
    boolean asRoot = Self.effectiveUid() == 0;
    boolean forAnybody =
        call.action() == Action.LIST
            || call.action() == Action.VALIDATE
            || call.action() == Action.GRAPH;
    Account account = asRoot || !forAnybody ? ServiceUser.become(config) : null;
    return switch (call.action()) {
      case RUN -> runJob(call, config, account, Caller.name(asRoot));
      case KILL -> KillAction.run(call, config, out, err);
      case LIST -> ListAction.run(call, config, out, err);
      case STATUS -> StatusAction.run(call, config, out);
      case VALIDATE -> ValidateAction.run(call, config, out, err);
      case HOLD -> HoldAction.hold(call, config, Caller.name(asRoot), out, err);
      case RELEASE -> HoldAction.release(call, config, Caller.name(asRoot), out, err);
      case TRIGGER -> TriggerAction.run(call, config, Caller.name(asRoot), out);
      case GRAPH -> GraphAction.run(call, config, out);
      case PENDING -> PendingAction.run(call, config);
      case SERVE -> ServeAction.run(call, config, account, err);
      case LOGS -> LogsAction.run(call, config, err);
      case CLEAN -> CleanAction.run(call, config, out, err);
      case RESTART -> KeptAction.restart(call, config, out, err);
      case RELOAD -> KeptAction.reload(call, config, out, err);
      case WAIT -> WaitAction.run(call, config, err);
      case HISTORY -> HistoryAction.run(call, config, out);
      case SHOW -> ShowAction.run(call, config, out);
      case STATS -> StatsAction.run(call, config, out);
      case AUDIT -> AuditAction.run(call, config, out);
      case METRICS -> MetricsAction.run(call, config, out);
      case DELIVER -> throw new IllegalStateException("it has no configuration of its own");
    };
  }

  private int runJob(Call call, GlobalConfig config, Account account, String caller) {
    if (call.has(Flag.DETACH)) {
      return DetachAction.run(call, caller, out, err);
    }
    Detached background = Detached.isThisProcess() ? new Detached(out) : null;
    return RunAction.run(call, config, account, caller, err, background);
  }

  /** The JVM reads arguments as UTF-8 and replaces what is not, so it would run something else. */
  private static void checkText(String[] args) {
    for (String arg : args) {
      if (arg.indexOf('\ufffd') >= 0) {
        throw new UsageException("an argument is not valid UTF-8: " + VisibleText.quoted(arg));
      }
    }
  }
}
