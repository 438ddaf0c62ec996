package processcontrol.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.due.Slots;
import processcontrol.job.UtcTime;

/** The state of the machine and its cron at a slot of which a job has no trace. */
final class Machine {

  private final Outages outages;
  private final Minutes cron;
  private final List<JobAuditBuilder> builders;

  /** The silence that was looked at last, most often the next one that is asked for. */
  private long silentAfter;

  private long silentBefore = Long.MIN_VALUE;
  private boolean silent;

  /**
   * @param builders of all jobs of the machine
   */
  Machine(List<PowerEvent> events, Heartbeats heartbeats, List<JobAuditBuilder> builders) {
    this.outages = new Outages(events, heartbeats.of(false));
    this.cron = heartbeats.of(true);
    this.builders = builders;
  }

  /** The outage at a moment in words; null if there is none that is known of. */
  @Nullable String outageAt(long moment) {
    return outages.at(moment);
  }

  Diagnosis find(long slot) {
    String outage = outages.at(slot);
    if (outage != null) {
      return new Diagnosis(Cause.MACHINE_DOWN, outage);
    }
    long after = cron.last(slot);
    long before = cron.next(slot);
    if (after != before && isSilent(after, before)) {
      String from = after == Long.MIN_VALUE ? "" : " after " + new UtcTime(after);
      String and = from.isEmpty() || before == Slots.NEVER ? "" : " and";
      String until = before == Slots.NEVER ? "" : " before " + new UtcTime(before);
      String text =
          "no trace of any job" + from + and + until + ": cron was not running, or run-job";
      return new Diagnosis(Cause.CRON_DOWN, text + " could not start");
    }
    return new Diagnosis(Cause.NO_TRACE, "no trace: cron did not start it");
  }

  /** Returns true if several jobs miss slots between two moments at which cron was seen. */
  private boolean isSilent(long after, long before) {
    if (after == silentAfter && before == silentBefore) {
      return silent;
    }
    int jobs = 0;
    for (int i = 0; i < builders.size() && jobs < 2; i++) {
      jobs += builders.get(i).misses(after, before) ? 1 : 0;
    }
    silentAfter = after;
    silentBefore = before;
    silent = jobs > 1;
    return silent;
  }
}
