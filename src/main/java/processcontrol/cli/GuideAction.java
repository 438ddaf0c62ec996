package processcontrol.cli;

import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import processcontrol.config.GlobalConfig;
import processcontrol.config.JobLoader;
import processcontrol.posix.Account;
import processcontrol.posix.CurrentProcess;
import processcontrol.report.JobState;
import processcontrol.report.StatusOrder;
import processcontrol.run.ExitCode;
import processcontrol.status.JobSelection;
import processcontrol.status.JobStatus;
import processcontrol.status.OtherJobs;
import processcontrol.status.StatusCollector;

/** {@code run-job} without arguments on a terminal: what there is, and where to go from here. */
final class GuideAction {

  private GuideAction() {}

  static int run(GlobalConfig config, PrintStream out) {
    JobLoader loader = new JobLoader(config);
    List<JobSelection.Item> items = JobSelection.all(loader);
    String count = items.size() == 1 ? "1 job" : items.size() + " jobs";
    String failing = "NAME";
    String state = "";
    if (mayRead(config)) {
      List<JobStatus> jobs =
          new StatusCollector(config, new OtherJobs(List.of(), List.of(), loader))
              .of(items, /* onlyRunning= */ false);
      failing = failing(jobs);
      state = state(jobs);
    }
    out.println(count + " in " + loader.root() + state);
    line(out, "--status", "all jobs at a glance: --failed, --held, --watch 2s");
    line(out, "--logs " + failing, "the log of its last run; --history: its last runs");
    line(out, "NAME", "run a job now; --trigger NAME: in the background");
    line(out, "--validate", "check all jobs; --show NAME: all keys of one");
    line(out, "--help", "the other commands; man run-job tells everything");
    return ExitCode.SUCCESS.status();
  }

  private static void line(PrintStream out, String command, String text) {
    String call = "  run-job " + command;
    String described = call + " ".repeat(Math.max(2, 28 - call.length())) + text;
    out.println(described.length() <= 80 ? described : call);
  }

  /** Histories and holds are for the service user and root. */
  private static boolean mayRead(GlobalConfig config) {
    Account account = Account.find(config.user());
    return account != null && account.uid() == CurrentProcess.effectiveUid();
  }

  /** The job whose failure is the latest, or a word for any. */
  private static String failing(List<JobStatus> jobs) {
    for (JobStatus job : StatusOrder.LAST.sorted(jobs, Instant.now())) {
      if (job.isValid() && JobState.isFailed(job)) {
        return job.name();
      }
    }
    return "NAME";
  }

  private static String state(List<JobStatus> jobs) {
    int failed = 0;
    int held = 0;
    int running = 0;
    for (JobStatus job : jobs) {
      failed += JobState.isFailed(job) ? 1 : 0;
      held += job.hold() == null ? 0 : 1;
      running += job.running() == null ? 0 : 1;
    }
    return ": "
        + (failed == 0 ? "none is failing" : failed + " failing")
        + (held == 0 ? "" : ", " + held + " on hold")
        + (running == 0 ? "" : ", " + running + " running");
  }
}
