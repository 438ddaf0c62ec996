package processcontrol.cluster;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import processcontrol.job.Cluster;
import processcontrol.posix.BootClock;
import processcontrol.posix.MonotonicClock;

/**
 * Keeps the lease of a run, without ever waiting for etcd: the supervisor looks in here as often as
 * {@link #nextLook} says. Whoever has paused, or cannot reach etcd, knows by the clock alone that
 * it has to stop: counted from when the last renewal that succeeded was sent.
 */
final class Renewal {

  /** etcd's message about a lease that has expired. */
  static final String NOT_FOUND = "requested lease not found";

  /** What etcdctl prints of a lease that goes on. */
  private static final String RENEWED = " keepalived with TTL(";

  private static final byte[] NOTHING = new byte[0];

  /** Interval of looking during a call. */
  private static final long TICK_MILLIS = 25;

  /** From a failed try to the next; also how late it is seen that the machine was suspended. */
  private static final long PAUSE_MILLIS = 1000;

  private final Cluster cluster;
  private final Etcdctl etcdctl;
  private final String lease;
  private final String stopKey;
  private final String fence;

  private long sent;
  private long nextTry;
  private long callSent;
  private @Nullable EtcdctlCall call;
  private boolean asksForStop;
  private boolean stopWanted;
  private @Nullable String fault;
  private boolean expired;

  /**
   * @param sent when the lease was asked for
   */
  Renewal(Cluster cluster, Etcdctl etcdctl, String lease, long sent, String stopKey, long fence) {
    this.cluster = cluster;
    this.etcdctl = etcdctl;
    this.lease = lease;
    this.sent = sent;
    this.stopKey = stopKey;
    this.fence = Long.toString(fence);
    this.nextTry = sent + cluster.renewalMillis();
  }

  /** Returns when to look in here next, on {@link MonotonicClock}'s scale. */
  long nextLook() {
    long left = call == null ? Math.max(0, nextTry - BootClock.millis()) : TICK_MILLIS;
    return MonotonicClock.millis() + Math.min(left, PAUSE_MILLIS);
  }

  void look() {
    long now = BootClock.millis();
    if (call != null && call.isOver()) {
      finish(now);
    }
    if (call == null && now >= nextTry && !expired) {
      callSent = now;
      begin(false, "lease", "keep-alive", "--once", lease);
    }
  }

  private void begin(boolean forStop, String... arguments) {
    try {
      asksForStop = forStop;
      call = etcdctl.start(NOTHING, arguments);
    } catch (EtcdException e) {
      failed(e.getMessage());
    }
  }

  private void finish(long now) {
    EtcdctlCall ended = call;
    call = null;
    try (ended) {
      String output = new String(ended.output(), StandardCharsets.UTF_8).strip();
      if (asksForStop) {
        stopWanted |= output.equals(fence);
        return;
      }
      if (!output.contains(RENEWED)) {
        failed("etcdctl lease keep-alive did not say that it was renewed");
        return;
      }
      sent = callSent;
      nextTry = now + cluster.renewalMillis() - (now - callSent);
      fault = null;
      begin(true, "get", "--print-value-only", stopKey);
    } catch (EtcdException e) {
      if (!asksForStop) {
        failed(e.getMessage());
      }
    }
  }

  private void failed(String message) {
    nextTry = BootClock.millis() + PAUSE_MILLIS;
    fault = message;
    expired |= message.contains(NOT_FOUND);
  }

  /** Returns true if an operator on another host has asked for the run to stop. */
  boolean isStopWanted() {
    return stopWanted;
  }

  /**
   * Returns true if the lease is lost, or may be by the time that the run has ended.
   *
   * @param endMillis how long it may take to end
   */
  boolean isLost(long endMillis) {
    return expired || BootClock.millis() >= sent + cluster.lease().millis() - endMillis;
  }

  /** Returns why the last try failed; null if it did not. */
  @Nullable String fault() {
    return fault;
  }

  /** Ends an unfinished call. */
  void close() {
    if (call != null) {
      call.abandon();
      call = null;
    }
  }
}
