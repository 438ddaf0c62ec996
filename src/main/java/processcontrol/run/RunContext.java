package processcontrol.run;

import java.util.ArrayList;
import java.util.List;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.job.Event;
import processcontrol.job.Job;
import processcontrol.job.Signal;
import processcontrol.job.UtcTime;
import processcontrol.lock.PoolSlot;
import processcontrol.lock.RestartMark;
import processcontrol.posix.Boot;
import processcontrol.posix.MonotonicClock;
import processcontrol.posix.Poll;
import processcontrol.posix.StopRequests;
import processcontrol.posix.Termination;

/**
 * How a run is going: what its parts, one after the other, have to know of each other. Times are on
 * {@link MonotonicClock}'s scale.
 */
final class RunContext {

  /** Of a run that is tried for ever only the latest failures are told. */
  private static final int FAILURES_KEPT = 20;

  final Job job;
  final RunSettings settings;
  final StopRequests requests;
  final Console console;
  final Poll poll;
  final byte[] buffer;

  RunRequest request;
  UtcTime started = UtcTime.now();

  /** Of the job's pool; null where it has none, or none yet. */
  PoolSlot slot;

  /** Null for a job of this machine alone. */
  ClusteredRun cluster;

  private final RunEvents events;
  private long deadline;
  private final List<String> failedAttempts = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private long lateAt;

  /** Null where no output is told while the run goes on. */
  private PartialOutput partial;

  private int pendingSignal;
  private int attempts;
  private boolean survivors;
  private boolean restartsAtOnce;
  private String runId;
  private String logPath;

  /**
   * @param events null where nobody wants to be told
   */
  RunContext(
      RunRequest request,
      RunSettings settings,
      Console console,
      RunResources resources,
      RunEvents events) {
    this.request = request;
    this.job = request.job();
    this.settings = settings;
    this.console = console;
    this.requests = resources.requests();
    this.poll = resources.poll();
    this.buffer = resources.buffer();
    this.events = events;
    beginTime();
  }

  /** The run begins now: what it waited for its lock is none of its time. */
  void begin() {
    started = UtcTime.now();
    beginTime();
  }

  /** The time of the run begins now: what it waited for its pool does not count. */
  void beginTime() {
    deadline = MonotonicClock.deadlineAfter(job.timeout().millis());
    lateAt = MonotonicClock.deadlineAfter(job.warnAfter().millis());
  }

  /** The run has a log by now. */
  void isLogged(String newRunId, String newLogPath) {
    runId = newRunId;
    logPath = newLogPath;
  }

  String runId() {
    return runId;
  }

  String logPath() {
    return logPath;
  }

  /** When the run's time is over. */
  long deadline() {
    return deadline;
  }

  /**
   * When a start that still waits is too late to be one, as its job's start_deadline says. A round
   * is not: it stays due, however long ago it became so, and only its wait is bounded.
   */
  long lastStart() {
    if (request.slot() == null
        || request.rerunOf() != null
        || job.timing() == null
        || job.timing().startDeadline().isZero()) {
      return Long.MAX_VALUE;
    }
    UtcTime due = job.timing().isRound() ? started : request.slot();
    long end = due.epochMillis() + job.timing().startDeadline().millis();
    return MonotonicClock.millis() + end - System.currentTimeMillis();
  }

  boolean isOverdue() {
    return MonotonicClock.millis() >= deadline;
  }

  /** Tells from now on what is printed while the run goes on. */
  void tellPrinted(PartialOutput output) {
    partial = output;
  }

  /**
   * When there may be something to {@link #notice}.
   *
   * @param running as there
   */
  long nextNotice(boolean running) {
    long next = cluster == null ? lateAt : Math.min(lateAt, cluster.nextNotice());
    return partial == null || !running ? next : Math.min(next, partial.nextAt());
  }

  /**
   * Tells what it is time to tell: once that the run is late, now and then what it printed.
   *
   * @param running if the command runs, and nobody has asked it to end: what it prints after that
   *     is the end of its output, and comes with the last mail
   */
  void notice(boolean running) {
    if (partial != null && running) {
      partial.notice();
    }
    if (cluster != null && cluster.notice() && pendingSignal == 0) {
      pendingSignal = Signal.TERM.number();
    }
    if (MonotonicClock.millis() >= lateAt) {
      lateAt = Long.MAX_VALUE;
      warn("it still ran after " + job.warnAfter() + " (warn_after)");
      tell(Event.LATE, "still running after " + job.warnAfter());
    }
  }

  /** The number of a signal that asked to stop, or 0. It stays until the run has ended. */
  int stopSignal() {
    if (pendingSignal == 0) {
      pendingSignal = requests.next();
    }
    return pendingSignal;
  }

  /** Waits for such a signal; returns 0 when the time is over. */
  int awaitStop(long millis) {
    long end = MonotonicClock.millis() + millis;
    Poll pause = new Poll(1);
    pause.add(requests.fd(), Poll.IN);
    for (long now = end - millis; now < end && stopSignal() == 0; ) {
      pause.await(end - now);
      now = MonotonicClock.millis();
    }
    return stopSignal();
  }

  /** The outcome of a run that a signal asked to stop. */
  Outcome stopped(int signal, Termination end) {
    Outcome byCluster = cluster == null ? null : cluster.stopped(signal, end);
    if (byCluster != null) {
      return byCluster;
    }
    Outcome outcome = Outcome.stopped(signal, end);
    boolean again =
        job.restartPolicy() != null && RestartMark.isSet(settings.runDirectory(), job.slug());
    return again ? outcome.because("restarted by an operator") : outcome;
  }

  /** Notes how the supervision of a command ended. */
  void note(Ending ending) {
    survivors |= ending.survivors();
    if (pendingSignal == 0) {
      pendingSignal = ending.stopSignal();
    }
  }

  /** Notes that the run ends only to begin again. */
  void noteRestart() {
    restartsAtOnce = true;
  }

  boolean restartsAtOnce() {
    return restartsAtOnce;
  }

  /** A signal that asked to stop and has been noticed; 0 for none. */
  int noticedSignal() {
    return pendingSignal;
  }

  /** Returns true if something that was to be killed still lives. */
  boolean hasSurvivors() {
    return survivors;
  }

  /** Counts an attempt that begins; returns its number, from 1. */
  int beginAttempt() {
    return ++attempts;
  }

  int attempts() {
    return attempts;
  }

  /** Notes a failed attempt after which there is another. */
  void noteFailedAttempt(Outcome outcome) {
    if (failedAttempts.size() == FAILURES_KEPT) {
      failedAttempts.remove(0);
    }
    failedAttempts.add(outcome.reason());
    if (events != null) {
      events.happened(Event.RETRY, record(outcome, UtcTime.now()));
    }
  }

  void warn(String warning) {
    warnings.add(warning);
  }

  List<String> warnings() {
    return warnings;
  }

  /** Tells of an event of the run as it goes on. */
  void tell(Event event, String reason) {
    if (events != null) {
      events.happened(event, soFar(reason));
    }
  }

  /** Tells what was printed, as the run goes on; returns whether it was taken over. */
  boolean tellPrinted(byte[] output, int part) {
    return events != null && events.printed(output, part, soFar("still running"));
  }

  private RunRecord soFar(String reason) {
    return record(new Outcome(Result.SUCCESS, reason, 0, null, null), null);
  }

  /** The record of the run. */
  RunRecord record(Outcome outcome, UtcTime ended) {
    return RunRecord.builder(
            job.slug(), outcome.result(), outcome.reason(), request.trigger(), started)
        .run(runId)
        .exitCode(outcome.exitCode())
        .signal(outcome.signal())
        .status(ended == null ? null : Integer.valueOf(outcome.status()))
        .ended(ended)
        .attempts(attempts)
        .args(request.arguments())
        .invokedBy(request.invokedBy())
        .jobSha256(job.sha256())
        .log(logPath)
        .failedAttempts(List.copyOf(failedAttempts))
        .warnings(List.copyOf(warnings))
        .slot(request.slot())
        .slowStart(request.slowStart())
        .rerunOf(request.rerunOf())
        .revision(settings.revision())
        .placement(cluster == null ? null : cluster.placement())
        .boot(job.startsAtBoot() ? Boot.id() : null)
        .cause(outcome.cause())
        .build();
  }
}
