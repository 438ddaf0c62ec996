package processcontrol.run;

import org.jspecify.annotations.Nullable;
import processcontrol.history.History;
import processcontrol.history.Hold;
import processcontrol.history.RunRecord;
import processcontrol.history.Skip;
import processcontrol.history.SkipCause;
import processcontrol.history.Trigger;
import processcontrol.job.Job;
import processcontrol.lock.JobLock;
import processcontrol.lock.PoolSlot;
import processcontrol.lock.RunningJob;

/**
 * Decides whether a start may become a run, question by question, and takes what the run needs on
 * the way: the job's lock, its history and, where the job has a pool, a slot. The questions that
 * another process may have changed the answer to are asked once more under the lock.
 */
final class Admission implements AutoCloseable {

  private final RunContext context;
  private final Job job;
  private final RunSettings settings;
  private final RunRequest request;
  private final TriggerIntake intake;
  private final Triggers triggers;
  private @Nullable JobLock lock;
  private @Nullable History history;
  private @Nullable PoolSlot slot;
  private @Nullable RunRecord lost;

  Admission(RunContext context, TriggerIntake intake, Triggers triggers) {
    this.context = context;
    this.job = context.job;
    this.settings = context.settings;
    this.request = context.progress.request();
    this.intake = intake;
    this.triggers = triggers;
  }

  /**
   * Asks whether the start may become a run. The last question, {@link #askCondition}, comes after
   * it: its commands run as those of the job do.
   *
   * @return why not; null where it may, and what it needs was taken
   */
  @Nullable NoRun ask() {
    NoRun against = byDecision();
    against = against == null ? takeLock() : against;
    if (against != null) {
      return against;
    }
    context.progress.begin();
    history = History.open(settings.stateDirectory(), job.slug());
    if (lock.lostRunId() != null) {
      lost = LostRun.record(lock, history, context, triggers);
    }
    against = lookAgain();
    against = against == null && context.cluster != null ? claim() : against;
    against = against == null ? needTriggers() : against;
    return against == null && job.overlap().pool() != null ? takeSlot() : against;
  }

  /** Answers by what the caller decided about its schedule, and by a hold of the job. */
  private @Nullable NoRun byDecision() {
    if (request.start().skip() != null) {
      return NoRun.skipped(Obstacle.SCHEDULE, request.start().skip());
    }
    Hold held = Hold.find(settings.stateDirectory(), job.slug());
    if (held != null && !request.force()) {
      return heldBack(held, Obstacle.HELD);
    }
    if (held != null) {
      context.progress.leaveTriggers();
    }
    return null;
  }

  /** Refuses a start of a job on hold; that is recorded if no caller gets a message. */
  private NoRun heldBack(Hold held, Obstacle obstacle) {
    Skip skip = Skip.held(held);
    String advice = "; run it all the same with --force";
    return request.trigger() == Trigger.MANUAL
        ? NoRun.refused(obstacle, new Skip(skip.cause(), skip.reason() + advice))
        : NoRun.skipped(obstacle, skip);
  }

  private @Nullable NoRun takeLock() {
    lock = JobLock.tryAcquire(settings.runDirectory(), job.slug());
    if (lock != null) {
      return null;
    }
    LockContest contest = new LockContest(context);
    lock = contest.win();
    return lock == null ? contest.lost() : null;
  }

  /** The run before may have done what was due, or put the job on hold, since the first look. */
  private @Nullable NoRun lookAgain() {
    StartDecision.Gate gate = request.start().gate();
    if (gate != null && !gate.letsPass()) {
      lock.clear();
      Outcome outcome = Outcome.skipped(SkipCause.NOT_DUE, "it is not due any more");
      return new NoRun(Obstacle.NOT_DUE, outcome, false);
    }
    Hold held = request.force() ? null : Hold.find(settings.stateDirectory(), job.slug());
    return held == null ? null : heldBack(held, Obstacle.HELD);
  }

  /** Asks the other hosts. */
  private @Nullable NoRun claim() {
    lock.write(RunningJob.UNNAMED, 0, context.progress.started(), "claiming", new byte[0]);
    ClusterAdmission hosts = new ClusterAdmission(context, request.force());
    NoRun against = hosts.claim();
    lock.clear();
    if (hosts.held() != null && job.restartPolicy() == null) {
      return heldBack(hosts.held(), Obstacle.ELSEWHERE);
    }
    if (against == null) {
      context.progress.begin();
      lost = LostRun.recordOthers(history, context.cluster, lost);
    }
    return against;
  }

  /** A start by triggers alone is in vain if another run has taken them meanwhile. */
  private @Nullable NoRun needTriggers() {
    if (!intake.isIdle()) {
      return null;
    }
    lock.clear();
    Outcome outcome = Outcome.skipped(SkipCause.NOTHING_PENDING, "no trigger waits any more");
    return new NoRun(Obstacle.NOTHING_PENDING, outcome, false);
  }

  /** Takes a slot of the pool if one is free; a run that may wait for one does so in its log. */
  private @Nullable NoRun takeSlot() {
    PoolAdmission pool = new PoolAdmission(context);
    slot = pool.tryTake();
    if (slot != null || !job.overlap().poolWait().isZero()) {
      return null;
    }
    lock.clear();
    return pool.full();
  }

  /** Returns true if the run has to {@linkplain #awaitSlot wait} for a slot of its pool. */
  boolean needsSlot() {
    return job.overlap().pool() != null && slot == null;
  }

  /** Waits for a slot; returns what becomes of the run where there is none, else null. */
  @Nullable NoRun awaitSlot() {
    PoolAdmission pool = new PoolAdmission(context);
    slot = pool.await();
    if (slot != null) {
      context.progress.beginTime();
      return null;
    }
    return context.stops.signal() == 0 ? pool.full() : NoRun.stopped(context.stops.signal());
  }

  /** Asks {@code only_if}; returns what becomes of the start instead of a run, or null. */
  @Nullable Outcome askCondition() {
    return job.onlyIf().isEmpty() ? null : OnlyIf.check(context, lock);
  }

  /** The job's lock; held from {@link #ask} to {@link #close}. */
  @Nullable JobLock lock() {
    return lock;
  }

  @Nullable History history() {
    return history;
  }

  /** Null where the job has no pool, and while the run waits for it. */
  @Nullable PoolSlot slot() {
    return slot;
  }

  /** The run before this one, whose supervisor had vanished, if this one recorded it; or null. */
  @Nullable RunRecord lost() {
    return lost;
  }

  /** Gives lock and slot up, also for what a command left running on purpose. */
  void release() {
    lock.release();
    if (slot != null) {
      slot.release();
    }
  }

  @Override
  public void close() {
    if (history != null) {
      history.close();
    }
    if (lock != null) {
      lock.close();
    }
    if (slot != null) {
      slot.close();
    }
  }
}
