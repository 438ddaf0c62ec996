package processcontrol.audit;

import java.util.List;
import processcontrol.due.Slots;
import processcontrol.job.UtcTime;

/** What the machine and its cron did at a slot of which a job has no trace. */
final class Machine {

  private final Outages outages;
  private final Minutes cron;
  private final List<Draft> drafts;

  /** The silence that was looked at last, most often the next one that is asked for. */
  private long silentAfter;

  private long silentBefore = Long.MIN_VALUE;
  private boolean silent;

  /**
   * @param drafts of all jobs of the machine
   */
  Machine(List<PowerEvent> events, Signs signs, List<Draft> drafts) {
    this.outages = new Outages(events, signs.of(false));
    this.cron = signs.of(true);
    this.drafts = drafts;
  }

  /** The outage at a moment in words; null if there is none that is known of. */
  String outageAt(long moment) {
    return outages.at(moment);
  }

  Finding find(long slot) {
    String outage = outages.at(slot);
    if (outage != null) {
      return new Finding(Why.MACHINE_DOWN, outage);
    }
    long after = cron.last(slot);
    long before = cron.next(slot);
    if (after != before && isSilent(after, before)) {
      String from = after == Long.MIN_VALUE ? "" : " after " + new UtcTime(after);
      String and = from.isEmpty() || before == Slots.NEVER ? "" : " and";
      String until = before == Slots.NEVER ? "" : " before " + new UtcTime(before);
      String text =
          "no trace of any job" + from + and + until + ": cron was not running, or run-job";
      return new Finding(Why.CRON_DOWN, text + " could not start");
    }
    return new Finding(Why.NO_TRACE, "no trace: cron did not start it");
  }

  /** Whether several jobs miss slots between two moments at which cron was seen. */
  private boolean isSilent(long after, long before) {
    if (after == silentAfter && before == silentBefore) {
      return silent;
    }
    int jobs = 0;
    for (int i = 0; i < drafts.size() && jobs < 2; i++) {
      jobs += drafts.get(i).misses(after, before) ? 1 : 0;
    }
    silentAfter = after;
    silentBefore = before;
    silent = jobs > 1;
    return silent;
  }
}
