package processcontrol.cluster;

import org.jspecify.annotations.Nullable;
import processcontrol.history.Hold;
import processcontrol.job.ClusterPolicy;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;
import processcontrol.posix.BootClock;
import processcontrol.posix.CurrentProcess;

/**
 * A host's try to be the one that makes a start. Its slot and the job's lock are made in one
 * transaction, and with the lease of this claim; so they vanish with this host, until the slot is
 * started, which is for good.
 */
public final class ClusterClaim {

  /** The answer of etcd. */
  public enum Answer {
    /** Nobody has it. */
    FREE,
    /** This claim has the slot and the lock. */
    WON,
    /** Another host has claimed the slot and has not begun yet. */
    CLAIMED,
    /** Another host has made this start. */
    MADE,
    /** Another run of the job is running. */
    BUSY,
    /** The job is on hold. */
    HELD
  }

  private final ClusterPolicy policy;
  private final Etcdctl etcdctl;
  private final ClusterKeys keys;
  private final @Nullable String slotKey;
  private final boolean ignoresHold;
  private final SlotEntry own;

  /** The name of the claim before this one, of a run that never began; null for none. */
  private final @Nullable String former;

  private @Nullable String lease;
  private long leaseSent;
  private long fence;

  /** Of the slot of a lost run that is to run once more; else 0. */
  private long slotRevision;

  private @Nullable SlotEntry slot;
  private @Nullable SlotEntry lock;
  private long lockFence;
  private @Nullable Hold hold;
  private LastRuns last = LastRuns.NONE;
  private @Nullable KeyValue incident;

  /**
   * @param moment that the start is for; null for a start by no schedule
   * @param former the lock that was lost before the first command, so that the slot may say that
   *     the start was made; null for none
   */
  public ClusterClaim(
      ClusterPolicy policy,
      Slug job,
      UtcTime moment,
      boolean ignoresHold,
      @Nullable ClusterLock former) {
    this.policy = policy;
    this.etcdctl = new Etcdctl(policy.cluster());
    this.keys = ClusterKeys.of(policy.cluster(), job);
    this.slotKey = moment == null ? null : keys.slot(moment);
    this.ignoresHold = ignoresHold;
    UtcTime now = UtcTime.now();
    String host = policy.cluster().host();
    // No other process of this host has this pid at this moment of this boot.
    String name = host + "/" + CurrentProcess.pid() + "/" + BootClock.millis() + "/" + now;
    this.own = new SlotEntry(SlotEntry.CLAIMED, host, name, null, now);
    this.former = former == null ? null : former.claim();
  }

  /** Looks without claiming anything. */
  public Answer look() throws EtcdException {
    Transaction reads = new Transaction();
    if (slotKey != null) {
      reads.get(slotKey);
    }
    reads.get(keys.lock()).get(keys.hold()).get(keys.last());
    return judge(etcdctl.commit(reads));
  }

  /** Claims the slot and the lock; may be called again when no reply came. */
  public Answer claim() throws EtcdException {
    grant();
    Transaction claim = new Transaction().ifCreated(keys.lock(), 0);
    if (!ignoresHold) {
      claim.ifCreated(keys.hold(), 0);
    }
    if (slotKey != null) {
      claim.ifModified(slotKey, slotRevision).put(slotKey, own.toText(), lease);
      claim.otherwiseGet(slotKey);
    }
    claim.put(keys.lock(), own.toText(), lease).get(keys.last()).get(keys.incident());
    claim.otherwiseGet(keys.lock()).otherwiseGet(keys.hold());
    claim.otherwiseGet(keys.last()).otherwiseGet(keys.incident());
    EtcdReply reply = etcdctl.commit(claim);
    if (!reply.succeeded()) {
      return judge(reply);
    }
    last = LastRuns.of(reply.get(keys.last()));
    incident = reply.get(keys.incident());
    fence = reply.revision();
    return Answer.WON;
  }

  /** A claim whose reply was lost may have been granted, with the lease that it had. */
  private void grant() throws EtcdException {
    long age = BootClock.millis() - leaseSent;
    if (lease != null && age > policy.cluster().renewalMillis()) {
      abandon();
    }
    if (lease == null) {
      leaseSent = BootClock.millis();
      lease = etcdctl.grant(policy.cluster().lease().millis());
    }
  }

  private Answer judge(EtcdReply reply) {
    KeyValue slotValue = slotKey == null ? null : reply.get(slotKey);
    KeyValue lockValue = reply.get(keys.lock());
    slot = SlotEntry.of(slotValue);
    lock = SlotEntry.of(lockValue);
    lockFence = lockValue == null ? 0 : lockValue.created();
    hold = ClusterHold.of(reply.get(keys.hold()));
    last = LastRuns.of(reply.get(keys.last()));
    incident = reply.get(keys.incident());
    if (lock != null && lock.claim().equals(own.claim())) {
      fence = lockFence;
      return Answer.WON;
    }
    if (lock != null && lock.claim().equals(former)) {
      return Answer.CLAIMED; // Until its lease is over.
    }
    if (slot != null && !slot.state().equals(SlotEntry.CLAIMED)) {
      boolean isLost = slot.state().equals(SlotEntry.STARTED) && lock == null;
      boolean isFree = policy.rerunsLost() || slot.claim().equals(former);
      if (!isLost || !isFree) {
        return Answer.MADE;
      }
      slotRevision = slotValue.modified();
    } else if (slot != null) {
      return Answer.CLAIMED;
    } else {
      slotRevision = 0;
    }
    if (hold != null && !ignoresHold) {
      return Answer.HELD;
    }
    return lock == null ? Answer.FREE : Answer.BUSY;
  }

  /** Gives up what may have been claimed. */
  public void abandon() throws EtcdException {
    if (lease != null) {
      try {
        etcdctl.revoke(lease);
      } catch (EtcdException e) {
        if (!e.getMessage().contains(Renewal.NOT_FOUND)) {
          throw e;
        }
      }
      lease = null;
    }
  }

  /** Has another host stop the current run. */
  public void stopOther() throws EtcdException {
    if (lock != null) {
      etcdctl.commit(
          new Transaction()
              .ifCreated(keys.lock(), lockFence)
              .put(keys.stop(), Long.toString(lockFence), null));
    }
  }

  /** Returns true if the slot is that of a lost run. */
  public boolean isRerun() {
    return slotRevision != 0;
  }

  /** Returns the claim of the host that made the start, or makes it; null for none. */
  public @Nullable SlotEntry slot() {
    return slot;
  }

  /** Returns the claim of the host that runs the job; null for none. */
  public @Nullable SlotEntry lock() {
    return lock;
  }

  public @Nullable Hold hold() {
    return hold;
  }

  /** Returns true once etcd has said so. */
  public boolean isWon() {
    return fence != 0;
  }

  /** Returns what the claim has won. */
  public ClusterLock won() {
    return new ClusterLock(
        policy, etcdctl, keys, slotKey, own, lease, leaseSent, fence, last, incident);
  }
}
