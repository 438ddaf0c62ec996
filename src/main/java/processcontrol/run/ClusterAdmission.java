package processcontrol.run;

import org.jspecify.annotations.Nullable;
import processcontrol.cluster.ClusterClaim;
import processcontrol.cluster.ClusterClaim.Answer;
import processcontrol.cluster.ClusterLock;
import processcontrol.cluster.EtcdException;
import processcontrol.cluster.HostOrder;
import processcontrol.cluster.SlotEntry;
import processcontrol.history.Hold;
import processcontrol.history.Result;
import processcontrol.history.SkipCause;
import processcontrol.job.Cluster;
import processcontrol.job.ClusterPolicy;
import processcontrol.job.ClusterPolicy.WhenUnreachable;
import processcontrol.job.Job;
import processcontrol.job.UtcTime;
import processcontrol.job.WhenRunning;

/** Claims a start of a job that many hosts run: one of them wins it, as {@code cluster} says. */
final class ClusterAdmission {

  /** Time that a start without a deadline of its own waits for etcd. */
  private static final long PATIENCE_MILLIS = 300_000;

  /** Interval of asking for what another host does. */
  private static final long LOOK_MILLIS = 1000;

  /** Interval of asking an etcd that has not answered. */
  private static final long AGAIN_MILLIS = 500;

  /** Number of tries of a job that does not wait for etcd. */
  private static final int TRIES = 2;

  private final RunContext context;
  private final Job job;
  private final @Nullable ClusterPolicy policy;
  private final Cluster cluster;
  private final boolean ignoresHold;

  /** Null for a start that no other host makes as well. */
  private final @Nullable UtcTime slot;

  private @Nullable Hold held;

  /** On the monotonic clock. */
  private long giveUpAt;

  ClusterAdmission(RunContext context, boolean ignoresHold) {
    this.context = context;
    this.job = context.job;
    this.policy = job.cluster();
    this.cluster = policy.cluster();
    this.ignoresHold = ignoresHold;
    this.slot = context.progress.request().slot();
  }

  /** The hold of all hosts that kept the job from being run; null if none did. */
  @Nullable Hold held() {
    return held;
  }

  /** Claims the start; returns what becomes of it instead, or null where it is to be run. */
  @Nullable NoRun claim() {
    context.cluster.noteClaim(this);
    int rank = HostOrder.rankOfThisHost(policy, job.slug());
    if (rank < 0) {
      return elsewhere(
          SkipCause.ELSEWHERE, "it runs on " + String.join(", ", policy.hosts()) + " only");
    }
    boolean waits = slot != null && rank > 0;
    if (waits && context.stops.await(rank * cluster.stagger().millis()) != 0) {
      return NoRun.stopped(context.stops.signal());
    }
    giveUpAt = giveUpAt();
    return claim(waits, null);
  }

  /** Returns true once it is too late to claim the start. */
  boolean isOver() {
    return context.clock.monotonic() >= giveUpAt;
  }

  /**
   * Claims the start once more whose lock was lost before the first command; returns what becomes
   * of it instead, or null where it is to be run.
   */
  @Nullable NoRun claimAgain(ClusterLock former) {
    return claim(/* looksFirst= */ true, former);
  }

  private @Nullable NoRun claim(boolean looksFirst, @Nullable ClusterLock former) {
    UtcTime moment = job.restartPolicy() == null ? slot : null;
    ClusterClaim claim = new ClusterClaim(policy, job.slug(), moment, ignoresHold, former);
    NoRun against = claim(claim, looksFirst);
    if (!claim.isWon()) {
      try {
        claim.abandon();
      } catch (EtcdException e) {
        return against; // It ends by itself.
      }
    }
    return against;
  }

  private @Nullable NoRun claim(ClusterClaim claim, boolean looksFirst) {
    boolean looks = looksFirst;
    for (int failed = 0; ; ) {
      NoRun against = null;
      long pause = LOOK_MILLIS;
      try {
        Answer answer = looks ? claim.look() : claim.claim();
        failed = 0;
        if (answer == Answer.WON) {
          context.cluster.noteWon(claim.won());
          return null;
        }
        if (answer == Answer.FREE && looks) {
          looks = false;
          continue;
        }
        // It can become free just when a claim was refused; etcd is not asked without a pause.
        looks = answer != Answer.FREE;
        against = looks ? judge(answer, claim) : null;
      } catch (EtcdException e) {
        failed++;
        pause = AGAIN_MILLIS;
        WhenUnreachable then = policy.whenUnreachable();
        if (then == WhenUnreachable.WAIT
            ? context.clock.monotonic() + pause >= giveUpAt
            : failed >= TRIES) {
          return unreachable(e.getMessage());
        }
      }
      if (against != null) {
        return against;
      }
      if (context.stops.await(pause) != 0) {
        return NoRun.stopped(context.stops.signal());
      }
    }
  }

  private long giveUpAt() {
    boolean limited = job.timing() != null && !job.timing().startDeadline().isZero();
    long patience = limited ? job.timing().startDeadline().millis() : PATIENCE_MILLIS;
    return Math.min(context.lastStart(), context.clock.monotonic() + patience);
  }

  /** Returns what a start becomes that did not win; null to ask again. */
  private @Nullable NoRun judge(Answer answer, ClusterClaim claim) throws EtcdException {
    boolean over = isOver();
    return switch (answer) {
      case MADE -> elsewhere(SkipCause.ELSEWHERE, "it ran " + claim.slot().inWords());
      case CLAIMED -> {
        SlotEntry claimed = claim.slot() == null ? claim.lock() : claim.slot();
        yield over ? elsewhere(SkipCause.ELSEWHERE, "it begins " + claimed.inWords()) : null;
      }
      case HELD -> {
        held = claim.hold();
        yield isElsewhere(Outcome.skipped(SkipCause.HELD, held.inWords()));
      }
      case BUSY -> busy(claim, over);
      case FREE, WON -> throw new IllegalStateException("not a reason against it");
    };
  }

  private @Nullable NoRun busy(ClusterClaim claim, boolean over) throws EtcdException {
    if (job.restartPolicy() != null && slot != null) {
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
    boolean skips = then == WhenRunning.SKIP || then == WhenRunning.QUEUE;
    return skips
        ? isElsewhere(Outcome.skipped(SkipCause.LOCK_HELD, reason))
        : elsewhere(SkipCause.LOCK_HELD, reason);
  }

  /** Leaves what is due to another host, which reports it. */
  private NoRun elsewhere(SkipCause cause, String reason) {
    return isElsewhere(
        slot == null ? Outcome.refused(cause, reason) : Outcome.skipped(cause, reason));
  }

  private NoRun isElsewhere(Outcome outcome) {
    return new NoRun(Obstacle.ELSEWHERE, outcome, isRecorded(outcome));
  }

  /** Returns true if the history has to say what no message says. */
  private boolean isRecorded(Outcome outcome) {
    boolean told = outcome.isSuccess() || outcome.result() == Result.ERROR;
    return told && job.restartPolicy() == null;
  }

  private @Nullable NoRun unreachable(String fault) {
    String reason = "etcd cannot be reached: " + fault;
    if (policy.whenUnreachable() == WhenUnreachable.RUN) {
      context.progress.warn(reason + "; it ran without a lock, perhaps on other hosts as well");
      return null;
    }
    Outcome outcome =
        policy.whenUnreachable() == WhenUnreachable.SKIP
            ? Outcome.skipped(SkipCause.UNREACHABLE, reason)
            : Outcome.unreachable(reason);
    return new NoRun(Obstacle.UNREACHABLE, outcome, isRecorded(outcome));
  }
}
