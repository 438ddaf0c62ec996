package processcontrol.run;

import java.util.ArrayList;
import java.util.List;
import processcontrol.cluster.ClusterLock;
import processcontrol.cluster.EtcdException;
import processcontrol.cluster.LastRuns;
import processcontrol.history.Hold;
import processcontrol.history.Placement;
import processcontrol.history.RunRecord;
import processcontrol.job.Cluster;
import processcontrol.job.ClusterPolicy;
import processcontrol.job.Job;
import processcontrol.posix.Poll;
import processcontrol.posix.Termination;

/**
 * The part of a run that other hosts take part in, once {@link ClusterAdmission} has claimed it: it
 * is made known before the first command, kept while it goes on, and given up at its end.
 */
final class ClusteredRun {

  /** How often to ask etcd again that has not answered. */
  private static final long AGAIN_MILLIS = 500;

  private final RunContext context;
  private final Job job;
  private final ClusterPolicy policy;
  private boolean claimed;

  /** Null while there is none, and for a run without etcd. */
  private ClusterLock lock;

  private String stopReason;
  private boolean lost;
  private boolean begun;

  ClusteredRun(RunContext context) {
    this.context = context;
    this.job = context.job;
    this.policy = job.cluster();
  }

  /** Notes that the other hosts are asked now. */
  void noteClaim() {
    claimed = true;
  }

  void noteWon(ClusterLock won) {
    lock = won;
  }

  /** Where it runs, for its record; null if the other hosts were not asked. */
  Placement placement() {
    Long fence = lock == null ? null : Long.valueOf(lock.fence());
    return claimed ? new Placement(policy.cluster().host(), fence) : null;
  }

  /** For a job that guards what it writes; null without a lock. */
  String fence() {
    return lock == null ? null : Long.toString(lock.fence());
  }

  /** Returns what became of the job on other hosts. */
  LastRuns last() {
    return lock == null ? null : lock.last();
  }

  /** Makes the start known; returns the outcome where it must not be, else null. */
  Outcome begin(RunRecord will) {
    if (lock == null || begun) {
      return null;
    }
    while (true) {
      String fault;
      try {
        begun = lock.start(context.progress.runId(), will);
        lost |= !begun;
        if (begun) {
          return null;
        }
        fault = "another host has it";
      } catch (EtcdException e) {
        fault = e.getMessage();
        lost = lock.isLost(endMillis());
      }
      if (lost) {
        return Outcome.error("its lock in the cluster was lost before the first command: " + fault);
      }
      if (context.stops.await(AGAIN_MILLIS) != 0) {
        return context.stopped(context.stops.signal(), null);
      }
    }
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
      context.progress.warn(reason + "; another host may have run it as well");
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

  /** Whether a failure that is not to be counted from the records alone puts it on hold. */
  int failuresWith(Outcome outcome) {
    int before = lock == null ? 0 : lock.last().failures();
    return outcome.result().isFailed() ? before + 1 : before;
  }

  /** The records of other hosts that are new here, the oldest first. */
  List<RunRecord> news() {
    List<RunRecord> news = new ArrayList<>();
    if (lock != null) {
      news.addAll(lock.last().records());
    }
    return news;
  }
}
