package processcontrol.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.due.Slots;
import processcontrol.job.Job;
import processcontrol.job.TimeSpan;

/**
 * Finds the moments at which a job was due because of its parents, beside its starts: what its
 * histories tell is gone through once, in the order in which it happened.
 */
final class ChainAudit {

  /** The end of a parent's run, or a start of the job itself (then {@code parent} is -1). */
  private record Event(long at, int parent, boolean success, @Nullable RecordedStart start) {}

  /**
   * The job was due.
   *
   * @param slot the minute in which cron starts it
   * @param start what became of it; null for nothing
   */
  private record Due(long slot, @Nullable RecordedStart start) {}

  private final Job job;
  private final Range range;
  private final List<Event> events = new ArrayList<>();
  private final List<Due> dues = new ArrayList<>();
  private final ParentRuns.End[] last;

  /** Runs that ended before this moment do not count. */
  private long since;

  /** Since when the job is due; 0 if it is not. */
  private long dueSince;

  /**
   * @param changed when the job's file was last changed, which counts where it never ran
   */
  ChainAudit(Job job, List<ParentRuns> parents, PastStarts past, long changed, Range range) {
    this.job = job;
    this.range = range;
    this.last = new ParentRuns.End[parents.size()];
    this.since = past.runs().isEmpty() ? changed : past.runs().get(0).started();
    for (int i = 0; i < last.length; i++) {
      for (ParentRuns.End end : parents.get(i).ends()) {
        events.add(new Event(end.at(), i, end.success(), null));
      }
    }
    for (RecordedStart start : past.all()) {
      events.add(new Event(start.started(), -1, false, start));
    }
    events.sort(Comparator.comparingLong(Event::at));
    find();
  }

  private void find() {
    for (Event event : events) {
      if (event.start() == null) {
        last[event.parent()] = new ParentRuns.End(event.at(), event.success());
        noteParents(event.at());
      } else {
        noteStart(event.start());
      }
    }
    if (dueSince != 0 && range.now() - slot() > TimeSpan.MINUTE_MILLIS) {
      dues.add(new Due(slot(), null));
    }
  }

  private void noteParents(long now) {
    boolean due = isDue();
    if (due && dueSince == 0) {
      dueSince = now;
    } else if (!due && dueSince != 0) {
      if (now - slot() > TimeSpan.MINUTE_MILLIS) {
        dues.add(new Due(slot(), null)); // A parent has failed since; but there was time enough.
      }
      dueSince = 0;
    }
  }

  private boolean isDue() {
    boolean any = job.chain().anyParent();
    for (ParentRuns.End end : last) {
      boolean succeeded = end != null && end.success() && end.at() > since;
      if (succeeded == any) {
        return any;
      }
    }
    return !any;
  }

  private void noteStart(RecordedStart start) {
    if (dueSince != 0) {
      dues.add(new Due(slot(), start));
      dueSince = 0;
    }
    since = start.ran() ? Math.max(since, start.started()) : since;
  }

  /** Cron looks at each minute, and then the triggered run waits for its idle time. */
  private long slot() {
    return (dueSince / TimeSpan.MINUTE_MILLIS + 1) * TimeSpan.MINUTE_MILLIS
        + job.chain().idle().millis();
  }

  /** The moments as slots. */
  Slots slots() {
    return new Slots() {
      @Override
      public long next(long after) {
        for (Due due : dues) {
          if (due.slot() > after) {
            return due.slot();
          }
        }
        return NEVER;
      }
    };
  }

  void run(long from, JobAuditBuilder builder) {
    for (Due due : dues) {
      if (due.slot() < from || due.slot() >= range.until()) {
        continue;
      }
      if (due.start() != null && due.start().ran()) {
        builder.addRun(due.slot(), due.start());
      } else {
        builder.addMissed(due.slot(), due.start());
      }
    }
  }
}
