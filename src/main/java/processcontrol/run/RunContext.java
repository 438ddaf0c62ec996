package processcontrol.run;

import org.jspecify.annotations.Nullable;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.job.Event;
import processcontrol.job.Job;
import processcontrol.job.Signal;
import processcontrol.job.UtcTime;
import processcontrol.lock.RestartMark;
import processcontrol.posix.Boot;
import processcontrol.posix.Clock;
import processcontrol.posix.Termination;

/**
 * The state that the parts of a run share: what was fixed when it was started, and the owner of
 * each thing that changes. Times are on the scale of {@link Clock#monotonic}.
 */
final class RunContext {

  final Job job;
  final RunSettings settings;
  final Console console;
  final RunResources resources;
  final Clock clock;
  final StopState stops;
  final RunProgress progress;

  /** Null for a job of this machine alone. */
  final @Nullable ClusteredRun cluster;

  private final @Nullable RunListener listener;

  /**
   * @param listener null for none
   */
  RunContext(
      RunRequest request,
      RunSettings settings,
      Console console,
      @Nullable RunListener listener,
      RunResources resources) {
    this.job = request.job();
    this.settings = settings;
    this.console = console;
    this.listener = listener;
    this.resources = resources;
    this.clock = resources.clock();
    this.stops = new StopState(resources);
    this.progress = new RunProgress(request, clock);
    this.cluster = job.cluster() == null ? null : new ClusteredRun(this);
  }

  UtcTime now() {
    return new UtcTime(clock.wall());
  }

  /**
   * Returns when a start that still waits is too late to be one, as its job's start_deadline says.
   * A round is not: it stays due, however long ago it became so, and only its wait is bounded.
   */
  long lastStart() {
    StartDecision start = progress.request().start();
    if (start.slot() == null
        || start.rerunOf() != null
        || job.timing() == null
        || job.timing().startDeadline().isZero()) {
      return Long.MAX_VALUE;
    }
    UtcTime due = job.timing().isRound() ? progress.started() : start.slot();
    long end = due.epochMillis() + job.timing().startDeadline().millis();
    return clock.monotonic() + end - clock.wall();
  }

  /**
   * Returns when there may be something to {@link #notice}.
   *
   * @param running as there
   */
  long nextNotice(boolean running) {
    long next = progress.lateAt();
    next = cluster == null ? next : Math.min(next, cluster.nextNotice());
    PartialOutput partial = progress.partial();
    return partial == null || !running ? next : Math.min(next, partial.nextAt());
  }

  /**
   * Reports what is due: once that the run is late, at intervals what it printed.
   *
   * @param running if the command runs, and was not asked to end: what it prints after that is the
   *     end of its output, and comes with the last mail
   */
  void notice(boolean running) {
    PartialOutput partial = progress.partial();
    if (partial != null && running) {
      partial.notice();
    }
    if (cluster != null && cluster.notice()) {
      stops.order(Signal.TERM.number());
    }
    if (progress.hasBecomeLate()) {
      progress.warn("it still ran after " + job.warnAfter() + " (warn_after)");
      tell(Event.LATE, "still running after " + job.warnAfter());
    }
  }

  /** The outcome of a run that a signal asked to stop. */
  Outcome stopped(int signal, @Nullable Termination end) {
    Outcome byCluster = cluster == null ? null : cluster.stopped(signal, end);
    if (byCluster != null) {
      return byCluster;
    }
    Outcome outcome = Outcome.stopped(signal, end);
    boolean again =
        job.restartPolicy() != null && RestartMark.isSet(settings.runDirectory(), job.slug());
    return again ? outcome.because("restarted by an operator") : outcome;
  }

  /** Notes a failed attempt after which there is another. */
  void noteFailedAttempt(Outcome outcome) {
    progress.addFailedAttempt(outcome.reason());
    if (listener != null) {
      listener.happened(Event.RETRY, record(outcome, now()));
    }
  }

  /** Tells the name of the run. */
  void tellNamed() {
    if (listener != null) {
      listener.named(progress.runId());
    }
  }

  /** Reports an event during the run. */
  void tell(Event event, String reason) {
    if (listener != null) {
      listener.happened(event, soFar(reason));
    }
  }

  /** Reports what was printed during the run; returns whether it was taken over. */
  boolean tellPrinted(byte[] output, int part) {
    return listener != null && listener.printed(output, part, soFar("still running"));
  }

  private RunRecord soFar(String reason) {
    return record(new Outcome(Result.SUCCESS, reason, 0, null, null), null);
  }

  /** The record of the run. */
  RunRecord record(Outcome outcome, @Nullable UtcTime ended) {
    RunRequest request = progress.request();
    return RunRecord.builder(
            job.slug(), outcome.result(), outcome.reason(), request.trigger(), progress.started())
        .run(progress.runId())
        .exitCode(outcome.exitCode())
        .signal(outcome.signal())
        .status(ended == null ? null : Integer.valueOf(outcome.status()))
        .ended(ended)
        .attempts(progress.attempts())
        .args(request.arguments())
        .invokedBy(request.invokedBy())
        .jobSha256(job.sha256())
        .log(progress.logPath())
        .failedAttempts(progress.failedAttempts())
        .warnings(progress.warnings())
        .slot(request.slot())
        .slowStart(request.slowStart())
        .rerunOf(request.start().rerunOf())
        .revision(settings.revision())
        .placement(cluster == null ? null : cluster.placement())
        .boot(job.startsAtBoot() ? Boot.id() : null)
        .cause(outcome.cause())
        .build();
  }
}
