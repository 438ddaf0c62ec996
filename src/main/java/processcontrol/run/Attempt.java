package processcontrol.run;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.job.CommandLine;
import processcontrol.job.Job;
import processcontrol.job.UtcTime;
import processcontrol.lock.LockEntry;
import processcontrol.posix.Account;
import processcontrol.posix.ChildProcess;
import processcontrol.posix.Termination;
import processcontrol.run.CommandLauncher.NotExecuted;
import processcontrol.runlog.RunLog;

/** One attempt of a run: its commands in sequence, until one fails or the run is stopped. */
final class Attempt {

  private final RunContext context;
  private final Job job;
  private final LockEntry facts;
  private final RunLog log;
  private final String title;
  private final @Nullable OutputWatch watch;
  private final RunOutput output;
  private final CommandLauncher launcher;
  private final UtcTime began;
  private final long beganAt;
  private final long deadline;

  /**
   * @param copies of the run's output, or null
   * @param title what is added to the header of the first command
   */
  Attempt(RunContext context, LockEntry facts, RunLog log, OutputCopies copies, String title) {
    this.context = context;
    this.job = context.job;
    this.facts = facts;
    this.log = log;
    this.title = title;
    this.began = context.now();
    this.beganAt = context.clock.monotonic();
    // Most jobs never need the class.
    this.watch = job.criteria().concernOutput() ? OutputWatch.of(job.criteria()) : null;
    this.output = new RunOutput(log, watch, copies);
    Account account = context.settings.account();
    Map<String, String> environment =
        ChildEnvironment.of(job, log.runId(), context.progress.attempts(), account);
    if (context.cluster != null && context.cluster.fence() != null) {
      environment.put("PC_FENCE", context.cluster.fence());
    }
    this.launcher = new CommandLauncher(job, account, environment, facts.inherited());
    this.deadline =
        Math.min(
            context.progress.deadline(),
            context.clock.deadlineAfter(job.attemptTimeout().millis()));
  }

  Outcome run() {
    List<CommandLine> commands = context.progress.request().commands();
    int count = commands.size();
    Outcome outcome = Outcome.NOTHING_TO_RUN;
    for (int i = 0; i < count; i++) {
      outcome = run(commands.get(i), i == 0 ? title : "");
      if (!outcome.isSuccess()) {
        return count == 1
            ? outcome
            : outcome.because("command " + (i + 1) + " of " + count + ": " + outcome.reason());
      }
    }
    if (watch != null) {
      long took = context.clock.monotonic() - beganAt;
      String fault = Verdict.against(job.criteria(), watch, took, began, context.now());
      return fault == null ? outcome : Outcome.unexpected(fault, outcome);
    }
    return outcome;
  }

  private Outcome run(CommandLine command, String addition) {
    if (context.stops.signal() != 0) {
      return context.stopped(context.stops.signal(), null);
    }
    if (context.clock.monotonic() >= deadline) {
      return timeout(null);
    }
    log.announce(addition);
    // The files are compared with what the command reads when it starts.
    try (ChangeWatch watched =
            job.restartPolicy() == null
                ? null
                : ChangeWatch.of(job.restartPolicy(), context.clock);
        ChildProcess child = launcher.start(command)) {
      log.begin(command, child.pid());
      facts.noteChild(child.pid());
      Supervisor.Ending ending =
          new Supervisor(child, output, context, deadline, watched).supervise();
      log.end();
      if (watch != null) {
        watch.endLines();
      }
      context.stops.note(ending);
      return outcomeOf(ending, watched);
    } catch (NotExecuted e) {
      log.notExecuted(command, e.getMessage());
      return Outcome.notExecuted(e.code, e.getMessage());
    }
  }

  private Outcome outcomeOf(Supervisor.Ending ending, ChangeWatch watched) {
    Termination end = ending.termination();
    if (ending.timedOut()) {
      return timeout(end);
    }
    if (ending.stopped() && watched != null && watched.restartedBy() != null) {
      Outcome outcome = Outcome.restarted(watched.restartedBy() + " has changed", end);
      context.stops.noteRestart();
      log.note(outcome.reason());
      return outcome;
    }
    if (ending.stopped()) {
      return context.stopped(ending.stopSignal(), end);
    }
    return Outcome.of(end, job.criteria());
  }

  private Outcome timeout(@Nullable Termination end) {
    return deadline == context.progress.deadline()
        ? Outcome.timeout("timed out after " + job.timeout(), end)
        : Outcome.timeout("timed out after " + job.attemptTimeout() + " (attempt_timeout)", end);
  }
}
