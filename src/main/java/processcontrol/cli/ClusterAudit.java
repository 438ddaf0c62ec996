package processcontrol.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import processcontrol.cluster.ClusterJobs;
import processcontrol.cluster.EtcdException;
import processcontrol.cluster.SlotEntry;
import processcontrol.history.Placement;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.history.SkipCause;
import processcontrol.history.Trigger;
import processcontrol.job.Cluster;
import processcontrol.job.Job;
import processcontrol.job.UtcTime;

/** The records of a job with the starts that other hosts made, as etcd knows them. */
final class ClusterAudit {

  private ClusterAudit() {}

  /**
   * @param own the records of this host, the newest first
   * @return the same with the others in their places
   */
  static Supplier<RunRecord> records(Job job, Cluster cluster, Supplier<RunRecord> own) {
    Map<UtcTime, SlotEntry> slots;
    try {
      slots = new ClusterJobs(cluster).slots(job.slug());
    } catch (EtcdException e) {
      throw new UnreachableException("etcd cannot be reached: " + e.getMessage());
    }
    List<RunRecord> all = new ArrayList<>();
    Set<Long> known = new HashSet<>();
    for (RunRecord record = own.get(); record != null; record = own.get()) {
      all.add(record);
      if (record.slot() != null) {
        known.add(record.slot().epochMillis());
      }
    }
    for (Map.Entry<UtcTime, SlotEntry> slot : slots.entrySet()) {
      if (!known.contains(slot.getKey().epochMillis())) {
        all.add(record(job, slot.getKey(), slot.getValue()));
      }
    }
    all.sort(Comparator.comparingLong((RunRecord each) -> each.started().epochMillis()).reversed());
    Iterator<RunRecord> next = all.iterator();
    return () -> next.hasNext() ? next.next() : null;
  }

  private static RunRecord record(Job job, UtcTime moment, SlotEntry slot) {
    String run = slot.run() == null ? "" : " (" + slot.run() + ")";
    return RunRecord.builder(
            job.slug(), Result.SKIPPED, "it ran on " + slot.host() + run, Trigger.CRON, moment)
        .status(0)
        .ended(moment)
        .jobSha256(job.sha256())
        .slot(moment)
        .placement(new Placement(slot.host(), null))
        .cause(SkipCause.ELSEWHERE)
        .build();
  }
}
