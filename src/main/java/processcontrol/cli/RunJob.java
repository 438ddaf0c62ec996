package processcontrol.cli;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import processcontrol.cli.Invocation.Action;
import processcontrol.cli.Invocation.Flag;
import processcontrol.config.GlobalConfig;
import processcontrol.job.VisibleText;
import processcontrol.posix.Account;
import processcontrol.posix.CurrentProcess;
import processcontrol.run.ExitCode;
import processcontrol.start.Detached;
import processcontrol.start.JobStart;
import processcontrol.start.PendingTriggers;
import processcontrol.start.TriggerWorker;
import processcontrol.start.UsageException;

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
      Invocation invocation = Invocation.ofPlainRun(args);
      if (invocation == null) {
        invocation = PlainOperatorCall.of(args);
      }
      if (invocation == null) {
        invocation = RunJobOptions.parse(args, out);
        if (invocation == null) {
          return ExitCode.SUCCESS.status();
        }
      }
      verbose = invocation.has(Flag.VERBOSE);
      checkText(args);
      return run(invocation);
    } catch (Throwable e) {
      return Failures.report("run-job", e, verbose, err);
    }
  }

  /**
   * Configuration, then the privilege drop, then all else: the order of run-job(1), for every
   * action.
   */
  private int run(Invocation invocation) {
    if (invocation.action() == Action.DELIVER) {
      return DeliverAction.run();
    }
    GlobalConfig config =
        invocation.config() == null
            ? GlobalConfig.loadDefault()
            : GlobalConfig.loadFrom(invocation.config());
    boolean asRoot = CurrentProcess.effectiveUid() == 0;
    boolean forAnybody =
        invocation.action() == Action.LIST
            || invocation.action() == Action.VALIDATE
            || invocation.action() == Action.GRAPH
            || invocation.action() == Action.SHOW_CONFIG
            || invocation.action() == Action.DIFF
            || invocation.action() == Action.GUIDE;
    Account account = asRoot || !forAnybody ? ServiceUser.become(config) : null;
    if (!invocation.has(Flag.VERBOSE) || isRun(invocation.action())) {
      return act(invocation, config, account, asRoot);
    }
    OperatorLog log = OperatorLog.begin(config, account);
    int status = act(invocation, config, account, asRoot);
    log.end(status);
    return status;
  }

  private static boolean isRun(Action action) {
    return action == Action.RUN
        || action == Action.RERUN
        || action == Action.SERVE
        || action == Action.PENDING;
  }

  private int act(
      Invocation invocation, GlobalConfig config, @Nullable Account account, boolean asRoot) {
    return switch (invocation.action()) {
      case RUN -> runJob(invocation, config, account, Caller.name(asRoot));
      case KILL -> KillAction.run(invocation, config, out, err);
      case LIST -> ListAction.run(invocation, config, out, err);
      case STATUS ->
          invocation.has(Flag.CLUSTER)
              ? ClusterStatusAction.run(invocation, config, out)
              : StatusAction.run(invocation, config, out);
      case VALIDATE -> ValidateAction.run(invocation, config, out, err);
      case HOLD -> HoldAction.hold(invocation, config, Caller.name(asRoot), out, err);
      case RELEASE -> HoldAction.release(invocation, config, Caller.name(asRoot), out, err);
      case TRIGGER -> TriggerAction.run(invocation, config, Caller.name(asRoot), out, err);
      case GRAPH -> GraphAction.run(invocation, config, out);
      case REPORT -> ReportAction.run(invocation, config, out);
      case DIFF -> DiffAction.run(invocation, config, account != null, out);
      case GUIDE -> GuideAction.run(config, out);
      case PENDING -> PendingTriggers.run(invocation.names(), config);
      case SERVE -> TriggerWorker.run(invocation.startRequest(), config, account, err);
      case LOGS -> LogsAction.run(invocation, config, out, err);
      case CLEAN -> CleanAction.run(invocation, config, out, err);
      case RERUN -> RerunAction.run(invocation, config, account, Caller.name(asRoot), err);
      case RESTART -> RestartAction.restart(invocation, config, out, err);
      case RELOAD -> RestartAction.reload(invocation, config, out, err);
      case WAIT -> WaitAction.run(invocation, config, err);
      case HISTORY -> HistoryAction.run(invocation, config, out);
      case SHOW -> ShowAction.run(invocation, config, out);
      case SHOW_CONFIG -> ShowConfigAction.run(invocation, config, out);
      case STATS -> StatsAction.run(invocation, config, out);
      case AUDIT -> AuditAction.run(invocation, config, out);
      case METRICS -> MetricsAction.run(invocation, config, out);
      case DELIVER -> throw new IllegalStateException("it has no configuration of its own");
    };
  }

  private int runJob(Invocation invocation, GlobalConfig config, Account account, String caller) {
    if (invocation.names().isEmpty() && invocation.tags().isEmpty()) {
      return runJob(AdHocJob.named(invocation, config), config, account, caller);
    }
    if (invocation.has(Flag.DETACH)) {
      return DetachAction.run(invocation, config, caller, out, err);
    }
    Detached background = Detached.isThisProcess() ? new Detached(out) : null;
    return JobStart.run(invocation.startRequest(), config, account, caller, err, background);
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
