package processcontrol.run;

import java.util.List;
import processcontrol.cluster.ClusterClaim;
import processcontrol.cluster.ClusterClaim.Answer;
import processcontrol.cluster.ClusterLock;
import processcontrol.cluster.EtcdException;
import processcontrol.cluster.HostOrder;
import processcontrol.cluster.LastRuns;
import processcontrol.cluster.SlotEntry;
import processcontrol.history.HistoryReader;
import processcontrol.history.Hold;
import processcontrol.history.Incident;
import processcontrol.history.Placement;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.history.SkipCause;
import processcontrol.job.Cluster;
import processcontrol.job.ClusterPolicy;
import processcontrol.job.ClusterPolicy.WhenUnreachable;
import processcontrol.job.Job;
import processcontrol.job.UtcTime;
import processcontrol.job.WhenRunning;
import processcontrol.posix.MonotonicClock;
import processcontrol.posix.Poll;
import processcontrol.posix.Termination;

/**
 * The part of a run that other hosts take part in: it is claimed under the job's own lock, made
 * known before the first command, kept while it goes on, and given up at its end.
 */
final class ClusteredRun {

  /** How long a start waits for etcd that has no deadline of its own. */
  private static final long PATIENCE_MILLIS = 300_000;

  /** How often to ask for what another host does. */
  private static final long LOOK_MILLIS = 1000;

  /** How often to ask etcd again that has not answered. */
  private static final long AGAIN_MILLIS = 500;

  private static final long TICK_MILLIS = 25;

  /** How often it is asked at all by a job that does not wait for it. */
  private static final int TRIES = 2;

  private final RunContext context;
  private final Job job;
  private final ClusterPolicy policy;
  private final Cluster cluster;
  private final boolean ignoresHold;
  private final UtcTime moment;

  /** Null while there is none, and for a run without etcd. */
  private ClusterLock lock;

  private Hold held;
  private Refusal refusal = Refusal.NONE;
  private String stopReason;
  private boolean lost;
  private boolean begun;

  /** On the monotonic clock. */
  private long giveUpAt;

  ClusteredRun(RunContext context, boolean ignoresHold) {
    this.context = context;
    this.job = context.job;
    this.policy = job.cluster();
    this.cluster = policy.cluster();
    this.ignoresHold = ignoresHold;
    this.moment = job.restartPolicy() == null ? context.request.slot() : null;
  }

  /** The hold of all hosts that kept the job from being run; null if none did. */
  Hold held() {
    return held;
  }

  /** Why it came to no run. */
  Refusal refusal() {
    return refusal;
  }

  /** Where it runs, for its record. */
  Placement placement() {
    return new Placement(cluster.host(), lock == null ? null : Long.valueOf(lock.fence()));
  }

  /** For a job that guards what it writes; null without a lock. */
  String fence() {
    return lock == null ? null : Long.toString(lock.fence());
  }

  /** Returns what became of the job on other hosts. */
  LastRuns last() {
    return lock == null ? null : lock.last();
  }

  /** Claims the start; returns what becomes of it instead, or null where it is to be run. */
  Outcome claim() {
    int rank = HostOrder.rankOfThisHost(policy, job.slug());
    if (rank < 0) {
      return elsewhere(
          SkipCause.ELSEWHERE, "it runs on " + String.join(", ", policy.hosts()) + " only");
    }
    boolean waits = context.request.slot() != null;
    if (waits && rank > 0 && context.awaitStop(rank * cluster.stagger().millis()) != 0) {
      return Outcome.stopped(context.stopSignal(), null);
    }
    giveUpAt = giveUpAt();
    return claim(waits && rank > 0);
  }

  private Outcome claim(boolean looksFirst) {
    ClusterClaim claim = new ClusterClaim(policy, job.slug(), moment, ignoresHold, lock);
    Outcome outcome = claim(claim, looksFirst);
    if (!claim.isWon()) {
      try {
        claim.abandon();
      } catch (EtcdException e) {
        return outcome; // It ends by itself.
      }
    }
    return outcome;
  }

  private Outcome claim(ClusterClaim claim, boolean looksFirst) {
    boolean looks = looksFirst;
    for (int failed = 0; ; ) {
      Outcome outcome = null;
      long pause = LOOK_MILLIS;
      try {
        Answer answer = looks ? claim.look() : claim.claim();
        failed = 0;
        if (answer == Answer.WON) {
          lock = claim.won();
          return null;
        }
        if (answer == Answer.FREE && looks) {
          looks = false;
          continue;
        }
        // It can become free just when a claim was refused; etcd is not asked without a pause.
        looks = answer != Answer.FREE;
        outcome = looks ? judge(answer, claim, giveUpAt) : null;
      } catch (EtcdException e) {
        failed++;
        pause = AGAIN_MILLIS;
        WhenUnreachable then = policy.whenUnreachable();
        if (then == WhenUnreachable.WAIT
            ? MonotonicClock.millis() + pause >= giveUpAt
            : failed >= TRIES) {
          return unreachable(e.getMessage());
        }
      }
      if (outcome != null) {
        return outcome;
      }
      if (context.awaitStop(pause) != 0) {
        return Outcome.stopped(context.stopSignal(), null);
      }
    }
  }

  private long giveUpAt() {
    boolean limited = job.timing() != null && !job.timing().startDeadline().isZero();
    long patience = limited ? job.timing().startDeadline().millis() : PATIENCE_MILLIS;
    return Math.min(context.lastStart(), MonotonicClock.millis() + patience);
  }

  /** Returns what a start becomes that did not win; null to ask again. */
  private Outcome judge(Answer answer, ClusterClaim claim, long end) throws EtcdException {
    boolean over = MonotonicClock.millis() >= end;
    return switch (answer) {
      case MADE -> elsewhere(SkipCause.ELSEWHERE, "it ran " + claim.slot().inWords());
      case CLAIMED -> {
        SlotEntry claimed = claim.slot() == null ? claim.lock() : claim.slot();
        yield over ? elsewhere(SkipCause.ELSEWHERE, "it begins " + claimed.inWords()) : null;
      }
      case HELD -> {
        held = claim.hold();
        refusal = Refusal.ELSEWHERE;
        yield Outcome.skipped(SkipCause.HELD, held.inWords());
      }
      case BUSY -> busy(claim, over);
      case FREE, WON -> throw new IllegalStateException("not a reason against it");
    };
  }

  private Outcome busy(ClusterClaim claim, boolean over) throws EtcdException {
    if (job.restartPolicy() != null && context.request.slot() != null) {
      return null; // The standby waits for as long as it takes.
    }
    WhenRunning then = job.overlap().whenRunning();
    if (!over && (then == WhenRunning.QUEUE || then == WhenRunning.REPLACE)) {
      if (then == WhenRunning.REPLACE) {
        claim.stopOther();
      }
      return null;
    }
    String reason = "already running " + claim.lock().inWords();
    Outcome outcome = elsewhere(SkipCause.LOCK_HELD, reason);
    boolean skips = then == WhenRunning.SKIP || then == WhenRunning.QUEUE;
    return skips ? Outcome.skipped(SkipCause.LOCK_HELD, reason) : outcome;
  }

  /** Leaves what is due to another host, which tells of it. */
  private Outcome elsewhere(SkipCause cause, String reason) {
    refusal = Refusal.ELSEWHERE;
    return context.request.slot() == null
        ? Outcome.refused(cause, reason)
        : Outcome.skipped(cause, reason);
  }

  private Outcome unreachable(String fault) {
    String reason = "etcd cannot be reached: " + fault;
    switch (policy.whenUnreachable()) {
      case RUN -> {
        context.warn(reason + "; it ran without a lock, perhaps on other hosts as well");
        return null;
      }
      case SKIP -> {
        return Outcome.skipped(SkipCause.UNREACHABLE, reason);
      }
      case WAIT -> {
        return Outcome.unreachable(reason);
      }
    }
    throw new IllegalStateException();
  }

  /** Makes the start known; returns the outcome where it must not be, else null. */
  Outcome begin() {
    if (lock == null || begun) {
      return null;
    }
    while (true) {
      String fault = "another host has it";
      try {
        begun = lock.start(context.runId(), will());
        if (begun) {
          return null;
        }
        lost = true;
      } catch (EtcdException e) {
        fault = e.getMessage();
        lost = lock.isLost(endMillis());
      }
      if (lost) {
        return beginAgain(fault);
      }
      if (isStoppedIn(AGAIN_MILLIS)) {
        return context.stopped(context.stopSignal(), null);
      }
    }
  }

  /** Claims the start once more: nothing was run yet, whatever etcd has heard of it. */
  private Outcome beginAgain(String fault) {
    String reason = "its lock in the cluster was lost before the first command: " + fault;
    if (MonotonicClock.millis() >= giveUpAt) {
      return Outcome.error(reason);
    }
    ClusterLock former = lock;
    former.abandon();
    Outcome instead = claim(/* looksFirst= */ true);
    if (instead != null) {
      return instead.isSuccess() ? Outcome.error(reason) : instead;
    }
    lost = false;
    if (lock == former) {
      lock = null; // It runs without one, and warns of that.
      return null;
    }
    return begin();
  }

  /** The record of the run should this host vanish. */
  private RunRecord will() {
    String reason = "its host vanished, or could not tell others how the run ended";
    return context.record(new Outcome(Result.LOST, reason, 0, null, null), null);
  }

  /** Waits while the lease is looked after; returns true if the run is asked to stop. */
  private boolean isStoppedIn(long millis) {
    long end = MonotonicClock.millis() + millis;
    while (MonotonicClock.millis() < end) {
      lock.look();
      if (context.awaitStop(TICK_MILLIS) != 0) {
        return true;
      }
    }
    return false;
  }

  /** From the order to stop to the moment when nothing of the run is left. */
  private long endMillis() {
    return Cluster.MARGIN.millis() + job.killAfter().millis();
  }

  /** When there may be something to {@link #notice}. */
  long nextNotice() {
    return lock == null || lost ? Long.MAX_VALUE : lock.nextLook();
  }

  /** Looks after the lock; returns true once the run has to be stopped. */
  boolean notice() {
    if (lock == null || stopReason != null || lost) {
      return false;
    }
    lock.look();
    if (lock.isStopWanted()) {
      stopReason = "stopped from another host";
      return true;
    }
    if (!lock.isLost(endMillis())) {
      return false;
    }
    lost = true;
    String fault = lock.fault() == null ? "the machine stood still" : lock.fault();
    String reason = "its lock in the cluster could not be kept: " + fault;
    if (policy.finishesWhenLost()) {
      context.warn(reason + "; another host may have run it as well");
      return false;
    }
    stopReason = reason;
    return true;
  }

  /** The outcome of a run that was stopped because of the cluster; null for another reason. */
  Outcome stopped(int signal, Termination end) {
    if (stopReason == null) {
      return null;
    }
    return lost
        ? Outcome.lockLost("stopped: " + stopReason, end)
        : Outcome.stopped(signal, end).because(stopReason);
  }

  /** Gives the lock up; what cannot be told to the others is a warning. */
  void end(Outcome outcome, Hold hold) {
    if (lock == null) {
      return;
    }
    RunRecord record = context.record(outcome, UtcTime.now());
    String fault = null;
    while (true) {
      try {
        boolean ended = lock.end(record, hold);
        if (ended) {
          lock.revoke();
        } else if (!lost) {
          context.warn("its lock in the cluster was lost; another host may have run it as well");
        }
        return;
      } catch (EtcdException e) {
        fault = e.getMessage();
      }
      if (lost || lock.isLost(0)) {
        break;
      }
      new Poll(0).await(AGAIN_MILLIS); // Whoever wants it to stop has to wait so long.
    }
    context.warn(
        "its end could not be reported to other hosts, which may take it for lost: " + fault);
  }

  /** Whether a failure that is not to be counted from the records alone puts it on hold. */
  int failuresWith(Outcome outcome) {
    int before = lock == null ? 0 : lock.last().failures();
    return outcome.result().isFailed() ? before + 1 : before;
  }

  /** Returns the records of other hosts that are new here, the oldest first. */
  List<RunRecord> news() {
    if (lock == null || lock.last().records().isEmpty()) {
      return List.of();
    }
    List<RunRecord> news = lock.last().since(newestFence());
    if (!news.isEmpty() && job.failmail() != null) {
      takeIncident();
    }
    return news;
  }

  /** The lock of the newest run on record, wherever that was; later ones are not known here. */
  private long newestFence() {
    try (HistoryReader records =
        HistoryReader.open(context.settings.stateDirectory(), job.slug())) {
      for (RunRecord record = records.next(); record != null; record = records.next()) {
        if (record.placement() != null && record.placement().fence() != null) {
          return record.placement().fence();
        }
      }
      return 0;
    }
  }

  /** What was mailed is known best by the hosts that ran the job last. */
  private void takeIncident() {
    Incident incident = lock.incident();
    String directory = context.settings.stateDirectory();
    if (incident != null) {
      incident.save(directory, job.slug());
    } else if (Incident.exists(directory, job.slug())) {
      Incident.remove(directory, job.slug());
    }
  }

  /** Returns the lock that it has, or had; null for none. */
  ClusterLock lock() {
    return lock;
  }
}
