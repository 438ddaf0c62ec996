package processcontrol.start;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.config.GlobalConfig;
import processcontrol.due.Decision;
import processcontrol.due.DueCheck;
import processcontrol.due.Slots;
import processcontrol.due.Splay;
import processcontrol.due.ThinnedStarts;
import processcontrol.history.FileChange;
import processcontrol.history.Hold;
import processcontrol.history.Skip;
import processcontrol.history.Trigger;
import processcontrol.history.WrongClock;
import processcontrol.job.Job;
import processcontrol.job.UtcTime;
import processcontrol.lock.RunningJob;
import processcontrol.posix.Account;
import processcontrol.posix.Clock;
import processcontrol.posix.Poll;
import processcontrol.run.ExitCode;
import processcontrol.run.RunReport;
import processcontrol.run.RunResources;
import processcontrol.run.StartDecision;
import processcontrol.zone.Zones;

/**
 * {@code run-job --scheduled --job NAME}, every minute: starts what is due until the minute is
 * over. Most often nothing is, and it ends without a word.
 */
final class DueRuns {

  private static final long MINUTE = 60_000;

  /** Runs of one process, each of which costs a little memory; the next process continues. */
  private static final int MAX_RUNS = 200;

  private final StartRequest request;
  private final GlobalConfig config;
  private final Account account;
  private final Job job;
  private final PrintStream err;
  private final DueCheck check;

  private final Clock clock;

  /** Shared by the runs of this process; null before the first. */
  private RunResources resources;

  private int status = ExitCode.SUCCESS.status();

  DueRuns(
      StartRequest request,
      GlobalConfig config,
      Account account,
      Job job,
      PrintStream err,
      Clock clock) {
    this.clock = clock;
    this.request = request;
    this.config = config;
    this.account = account;
    this.job = job;
    this.err = err;
    long changed = FileChange.of(job.source()).moment(clock.wall());
    this.check =
        new DueCheck(job, Splay.hostName(), Zones.ofMachine(), config.stateDirectory(), changed);
  }

  /** Returns the exit status: of the last start that failed, if one did. */
  int run() {
    long begun = clock.wall();
    long end = endOfMinute(begun);
    long lastSlot = Long.MIN_VALUE;
    for (int runs = 0; runs < MAX_RUNS; ) {
      long now = clock.wall();
      if (WrongClock.isAhead(begun, now)) {
        return status; // The clock was set back: this minute would never end.
      }
      Decision decision = check.decide(now, held());
      if (!decision.isDue()) {
        if (decision.next() >= end || !sleepUntil(decision.next())) {
          tellOfNone(decision);
          return status;
        }
        continue;
      }
      if (decision.slot() == lastSlot || isRunning()) {
        tellOfNone(null);
        return status; // The process that runs it now continues after that.
      }
      lastSlot = decision.slot();
      runs++;
      RunReport report = start(decision);
      if (report.stopSignal() != 0 || resources.nextStop() != 0) {
        return status;
      }
      // A run beyond the minute has kept the next minute's process from starting one.
      end = Math.max(end, endOfMinute(clock.wall()));
    }
    return status;
  }

  private void tellOfNone(@Nullable Decision decision) {
    if (resources != null || request.quiet()) {
      return;
    }
    String reason = "it is running already";
    if (decision != null) {
      long next = decision.next();
      reason = "it is not due" + (next == Slots.NEVER ? "" : " before " + new UtcTime(next));
    }
    Audience.tellOfSkip(job.slug(), reason, err);
  }

  private @Nullable RunReport start(Decision decision) {
    List<String> arguments = new ArrayList<>(check.argumentsAt(decision.slot()));
    arguments.addAll(request.arguments());
    Skip skip = decision.skip();
    if (skip == null && job.startPolicy().retryLater() != null) {
      skip = ThinnedStarts.skip(job, config.stateDirectory(), clock.wall());
    }
    StartDecision start =
        new StartDecision(
            decision.late() ? Trigger.CATCH_UP : Trigger.CRON,
            new UtcTime(decision.slot()),
            arguments,
            skip,
            new StillDue(decision.slot()));
    resources = resources == null ? RunResources.install(clock) : resources;
    RunNotifications notifications = RunNotifications.of(job, config, account);
    JobStart action =
        new JobStart(
            request, config, account, null, err, job, start, notifications, null, resources);
    int ended = action.run();
    status = ended == ExitCode.SUCCESS.status() ? status : ended;
    return action.report();
  }

  private boolean isRunning() {
    return RunningJob.find(config.runDirectory(), job.slug()) != null;
  }

  private @Nullable Hold held() {
    return Hold.find(config.stateDirectory(), job.slug());
  }

  /** Returns false if this process was asked to stop meanwhile. */
  private boolean sleepUntil(long moment) {
    long left = moment - clock.wall();
    if (left > 0 && resources != null) {
      return resources.awaitStop(left) == 0;
    }
    if (left > 0) {
      clock.sleep(new Poll(0), left); // Whoever wakes looks at the clock once more.
    }
    return true;
  }

  private static long endOfMinute(long now) {
    return now - Math.floorMod(now, MINUTE) + MINUTE;
  }

  /** Asks once more under the lock, as another process may have been faster. */
  private final class StillDue implements StartDecision.Gate {
    private final long slot;

    StillDue(long slot) {
      this.slot = slot;
    }

    @Override
    public boolean letsPass() {
      return check.decide(clock.wall(), null).slot() == slot;
    }
  }
}
