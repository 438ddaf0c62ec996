package processcontrol.cluster;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import processcontrol.history.Hold;
import processcontrol.history.Incident;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.job.Cluster;
import processcontrol.job.ClusterPolicy;

/** The lock of a job in its cluster, and the slot, from the claim to the end of the run. */
public final class ClusterLock {

  private final Cluster cluster;
  private final Etcdctl etcdctl;
  private final ClusterKeys keys;
  private final String slotKey;
  private final SlotEntry own;
  private final String lease;
  private final long fence;
  private final LastRuns last;
  private final @Nullable KeyValue incident;
  private final Renewal renewal;
  private String retention;

  ClusterLock(
      ClusterPolicy policy,
      Etcdctl etcdctl,
      ClusterKeys keys,
      String slotKey,
      SlotEntry own,
      String lease,
      long leaseSent,
      long fence,
      LastRuns last,
      @Nullable KeyValue incident) {
    this.cluster = policy.cluster();
    this.etcdctl = etcdctl;
    this.keys = keys;
    this.slotKey = slotKey;
    this.own = own;
    this.lease = lease;
    this.fence = fence;
    this.last = last;
    this.incident = incident;
    this.renewal = new Renewal(cluster, etcdctl, lease, leaseSent, keys.stop(), fence);
  }

  /** Returns the name of the claim that has won it. */
  String claim() {
    return own.claim();
  }

  /** A number that is larger for each later holder of the lock. */
  public long fence() {
    return fence;
  }

  /** Returns what hosts had mailed about failures before this run; null for nothing. */
  public @Nullable Incident incident() {
    return incident == null
        ? null
        : Incident.ofLine(incident.value().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Tells other hosts what is mailed by now, after the run; a host that has run the job since has
   * told more.
   *
   * @param current null for nothing
   */
  public void tellIncident(@Nullable Incident current) {
    Transaction tell = new Transaction();
    tell.ifModified(keys.incident(), incident == null ? 0 : incident.modified());
    if (current == null) {
      tell.delete(keys.incident());
    } else {
      String text = new String(current.toLine(), StandardCharsets.UTF_8).strip();
      tell.put(keys.incident(), text, null);
    }
    try {
      etcdctl.commit(tell);
    } catch (EtcdException e) {
      return; // The next run on this host tells it.
    }
  }

  /** The runs before this one. */
  public LastRuns last() {
    return last;
  }

  /**
   * Makes the start known for good, just before the first command; may be called again.
   *
   * @param will the record of the run should this host vanish
   * @return false if the lock is another one's by now
   */
  public boolean start(String run, RunRecord will) throws EtcdException {
    Transaction start = new Transaction().ifCreated(keys.lock(), fence);
    putSlot(start, SlotEntry.STARTED, run);
    start.put(keys.lock(), own.as(SlotEntry.STARTED, run).toText(), lease);
    start.put(keys.last(), last.with(will).toText(), null);
    return etcdctl.commit(start).succeeded();
  }

  /**
   * Gives the lock up; may be called again.
   *
   * @param hold that the run puts on the job, or null
   * @return false if the lock was lost before
   */
  public boolean end(RunRecord record, Hold hold) throws EtcdException {
    renewal.close();
    if (hold != null) {
      // First, so that the job is not run again if this host dies now; an operator's hold stays.
      Transaction put = new Transaction().ifCreated(keys.lock(), fence).ifCreated(keys.hold(), 0);
      etcdctl.commit(put.put(keys.hold(), ClusterHold.toText(hold), null));
    }
    Transaction end = new Transaction().ifCreated(keys.lock(), fence);
    putSlot(end, SlotEntry.DONE, record.run());
    end.put(keys.last(), last.with(record).toText(), null);
    end.delete(keys.lock()).delete(keys.stop());
    EtcdReply reply = etcdctl.commit(end.otherwiseGet(keys.last()));
    if (!reply.succeeded()) {
      // If only the reply was lost the first time, it stands there.
      RunRecord newest = LastRuns.of(reply.get(keys.last())).newest();
      return newest != null
          && newest.result() != Result.LOST
          && newest.run().equals(record.run())
          && newest.placement() != null
          && newest.placement().fence() != null
          && newest.placement().fence() == fence;
    }
    return true;
  }

  /** Ends the lease; it would end by itself. */
  public void revoke() {
    try {
      etcdctl.revoke(lease);
    } catch (EtcdException e) {
      return; // Nothing is left that hangs on it.
    }
  }

  /** Gives up what has never begun, so that it can be claimed again. */
  public void abandon() {
    renewal.close();
    revoke();
  }

  private void putSlot(Transaction transaction, String state, String run) throws EtcdException {
    if (slotKey != null) {
      if (retention == null) {
        retention = etcdctl.grant(cluster.keep().millis());
      }
      transaction.put(slotKey, own.as(state, run).toText(), retention);
    }
  }

  /** Looks after the lease; never waits. */
  public void look() {
    renewal.look();
  }

  /** Returns when to look after it next, on the monotonic clock. */
  public long nextLook() {
    return renewal.nextLook();
  }

  public boolean isStopWanted() {
    return renewal.isStopWanted();
  }

  /**
   * Returns true once a run has to be stopped because its lock cannot be kept.
   *
   * @param endMillis how long it may take to end
   */
  public boolean isLost(long endMillis) {
    return renewal.isLost(endMillis);
  }

  /** Returns why the lease could not be renewed; null if nothing was wrong. */
  public @Nullable String fault() {
    return renewal.fault();
  }
}
