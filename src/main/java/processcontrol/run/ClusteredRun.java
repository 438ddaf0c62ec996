package processcontrol.run;

import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.cluster.ClusterLock;
import processcontrol.cluster.EtcdException;
import processcontrol.cluster.LastRuns;
import processcontrol.history.HistoryReader;
import processcontrol.history.Hold;
import processcontrol.history.Incident;
import processcontrol.history.Placement;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.job.Cluster;
import processcontrol.job.ClusterPolicy;
import processcontrol.job.Job;
import processcontrol.posix.Poll;
import processcontrol.posix.Termination;

/**
 * The part of a run that other hosts take part in, once {@link ClusterAdmission} has claimed it: it
 * is made known before the first command, kept during the run, and given up at its end.
 */
final class ClusteredRun {

  /** Interval of asking an etcd that has not answered. */
  private static final long AGAIN_MILLIS = 500;

  private static final long TICK_MILLIS = 25;

  private final RunContext context;
  private final Job job;
  private final @Nullable ClusterPolicy policy;

  /** Null until the other hosts are asked. */
  private ClusterAdmission admission;

  /** Null while there is none, and for a run without etcd. */
  private @Nullable ClusterLock lock;

  private String stopReason;
  private boolean lost;
  private boolean begun;

  ClusteredRun(RunContext context) {
    this.context = context;
    this.job = context.job;
    this.policy = job.cluster();
  }

  /** Notes that the other hosts are asked now. */
  void noteClaim(ClusterAdmission asking) {
    admission = asking;
  }

  void noteWon(ClusterLock won) {
    lock = won;
  }

  /** Returns the host that it runs on, for its record; null if the other hosts were not asked. */
  @Nullable Placement placement() {
    Long fence = lock == null ? null : Long.valueOf(lock.fence());
    return admission == null ? null : new Placement(policy.cluster().host(), fence);
  }

  /** For a job that guards what it writes; null without a lock. */
  @Nullable String fence() {
    return lock == null ? null : Long.toString(lock.fence());
  }

  /** Returns what became of the job on other hosts. */
  @Nullable LastRuns last() {
    return lock == null ? null : lock.last();
  }

  /** Makes the start known; returns the outcome where it must not be, else null. */
  @Nullable Outcome begin() {
    if (lock == null || begun) {
      return null;
    }
    while (true) {
      String fault = "another host has it";
      try {
        begun = lock.start(context.progress.runId(), will());
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
        return context.stopped(context.stops.signal(), null);
      }
    }
  }

  /** Claims the start once more: nothing was run yet, whatever etcd has heard of it. */
  private @Nullable Outcome beginAgain(String fault) {
    String reason = "its lock in the cluster was lost before the first command: " + fault;
    if (admission.isOver()) {
      return Outcome.error(reason);
    }
    ClusterLock former = lock;
    former.abandon();
    NoRun against = admission.claimAgain(former);
    if (against != null) {
      return against.outcome().isSuccess() ? Outcome.error(reason) : against.outcome();
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
    long end = context.clock.monotonic() + millis;
    while (context.clock.monotonic() < end) {
      lock.look();
      if (context.stops.await(TICK_MILLIS) != 0) {
        return true;
      }
    }
    return false;
  }

  /** From the order to stop to the moment when nothing of the run is left. */
  private long endMillis() {
    return Cluster.MARGIN.millis() + job.killAfter().millis();
  }

  /** Returns when there may be something to {@link #notice}. */
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
      context.progress.warn(reason + "; another host may have run it as well");
      return false;
    }
    stopReason = reason;
    return true;
  }

  /** The outcome of a run that was stopped because of the cluster; null for another reason. */
  @Nullable Outcome stopped(int signal, Termination end) {
    if (stopReason == null) {
      return null;
    }
    return lost
        ? Outcome.lockLost("stopped: " + stopReason, end)
        : Outcome.stopped(signal, end).because(stopReason);
  }

  /** Gives the lock up; a failure to let the others know is a warning. */
  void end(Outcome outcome, Hold hold) {
    if (lock == null) {
      return;
    }
    RunRecord record = context.record(outcome, context.now());
    String fault = null;
    while (true) {
      try {
        boolean ended = lock.end(record, hold);
        if (ended) {
          lock.revoke();
        } else if (!lost) {
          context.progress.warn(
              "its lock in the cluster was lost; another host may have run it as well");
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
    context.progress.warn(
        "its end could not be reported to other hosts, which may take it for lost: " + fault);
  }

  /**
   * Returns the number of failures in a row on all hosts, which the records here alone do not have;
   * it decides about an automatic hold.
   */
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
  @Nullable ClusterLock lock() {
    return lock;
  }
}
