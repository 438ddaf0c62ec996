package processcontrol.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.history.Hold;
import processcontrol.job.Cluster;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;

/** The questions and requests of operators to all hosts of jobs. */
public final class ClusterJobs {

  /** An etcd takes 128 operations in one transaction. */
  private static final int JOBS_AT_ONCE = 40;

  private final Cluster cluster;
  private final Etcdctl etcdctl;

  public ClusterJobs(Cluster cluster) {
    this.cluster = cluster;
    this.etcdctl = new Etcdctl(cluster);
  }

  /** Returns why etcd does not answer; null if it does. */
  public @Nullable String fault() {
    try {
      etcdctl.commit(new Transaction().get(Cluster.PREFIX + cluster.name() + "/"));
      return null;
    } catch (EtcdException e) {
      return e.getMessage();
    }
  }

  /** Returns how jobs stand, in their order; the many slots are not read. */
  public List<ClusterJob> of(List<Slug> jobs) throws EtcdException {
    List<ClusterJob> found = new ArrayList<>();
    for (int from = 0; from < jobs.size(); from += JOBS_AT_ONCE) {
      List<Slug> some = jobs.subList(from, Math.min(jobs.size(), from + JOBS_AT_ONCE));
      Transaction reads = new Transaction();
      for (Slug job : some) {
        ClusterKeys keys = ClusterKeys.of(cluster, job);
        reads.get(keys.lock()).get(keys.hold()).get(keys.last());
      }
      EtcdReply reply = etcdctl.commit(reads);
      for (Slug job : some) {
        found.add(read(job, reply));
      }
    }
    return found;
  }

  public ClusterJob of(Slug job) throws EtcdException {
    return of(List.of(job)).get(0);
  }

  private ClusterJob read(Slug job, EtcdReply reply) {
    ClusterKeys keys = ClusterKeys.of(cluster, job);
    KeyValue lock = reply.get(keys.lock());
    return new ClusterJob(
        job,
        SlotEntry.of(lock),
        lock == null ? 0 : lock.created(),
        ClusterHold.of(reply.get(keys.hold())),
        LastRuns.of(reply.get(keys.last())));
  }

  /** Puts a job on hold everywhere. */
  public void hold(Slug job, Hold hold) throws EtcdException {
    ClusterKeys keys = ClusterKeys.of(cluster, job);
    etcdctl.commit(new Transaction().put(keys.hold(), ClusterHold.toText(hold), null));
  }

  /** Releases a job everywhere, so that its failures do not count any more; true if it was held. */
  public boolean release(Slug job) throws EtcdException {
    ClusterKeys keys = ClusterKeys.of(cluster, job);
    while (true) {
      Transaction reads = new Transaction().get(keys.hold()).get(keys.last());
      EtcdReply reply = etcdctl.commit(reads);
      KeyValue last = reply.get(keys.last());
      if (reply.get(keys.hold()) == null) {
        return false;
      }
      Transaction release = new Transaction().delete(keys.hold());
      release.ifModified(keys.last(), last == null ? 0 : last.modified());
      if (last != null) {
        release.put(keys.last(), LastRuns.of(last).released().toText(), null);
      }
      if (etcdctl.commit(release).succeeded()) {
        return true;
      }
    }
  }

  /** Asks for the end of a run on another host, which sees it within a third of the lease. */
  public void stop(ClusterJob running) throws EtcdException {
    ClusterKeys keys = ClusterKeys.of(cluster, running.job());
    etcdctl.commit(
        new Transaction()
            .ifCreated(keys.lock(), running.fence())
            .put(keys.stop(), Long.toString(running.fence()), null));
  }

  /** Returns the host of each start of a job, as far as that is kept. */
  public Map<UtcTime, SlotEntry> slots(Slug job) throws EtcdException {
    String prefix = ClusterKeys.of(cluster, job).slots();
    Map<UtcTime, SlotEntry> slots = new LinkedHashMap<>();
    for (KeyValue value : etcdctl.read(prefix).values()) {
      UtcTime moment = ClusterKeys.moment(value.key(), prefix);
      if (moment != null) {
        slots.put(moment, SlotEntry.of(value));
      }
    }
    return slots;
  }
}
