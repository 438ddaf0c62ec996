package processcontrol.due;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.history.HistoryReader;
import processcontrol.history.Hold;
import processcontrol.history.RunTrace;
import processcontrol.history.WrongClock;
import processcontrol.job.Slug;
import processcontrol.job.TimeSpan;
import processcontrol.job.UtcTime;

/**
 * The slots that the history of a job has settled. That a slot was settled is a fact whenever the
 * record says it was; but nothing else is believed of a record that lies in the future of now.
 */
final class PastRuns {

  /** The facts to find out, which say how far back to read. */
  enum Wanted {
    LAST_RUN,
    SLOTS,
    /** The slots of a job on hold: what was missed before the hold is none of them. */
    SLOTS_ON_HOLD
  }

  private final long now;
  private final Wanted wanted;
  private @Nullable RunTrace newest;

  /** In which boot the newest record was written; null where it does not say. */
  private @Nullable String boot;

  private boolean begun;
  private @Nullable RunTrace lastRun;

  /** Everything up to here is settled. */
  private long settledTo;

  /**
   * From when to when slots after that are settled as well: what was due while the job ran, or was
   * on hold, was refused.
   */
  private final List<long[]> refused = new ArrayList<>();

  /** Since when, at the latest, the job's file is as the newest record has it. */
  private long sameSince = Long.MAX_VALUE;

  private boolean differs;

  private PastRuns(long now, Wanted wanted) {
    this.now = now;
    this.wanted = wanted;
  }

  /** Reads no further back than it needs to, most often one record. */
  static PastRuns read(String stateDirectory, Slug slug, long now, Wanted wanted) {
    PastRuns past = new PastRuns(now, wanted);
    try (HistoryReader history = HistoryReader.open(stateDirectory, slug)) {
      RunTrace trace = history.nextTrace();
      while (trace != null && past.wants(trace)) {
        past.add(trace);
        trace = history.nextTrace();
      }
    }
    return past;
  }

  /** Of records, the newest first. */
  static PastRuns of(List<RunTrace> traces, long now, Wanted wanted) {
    PastRuns past = new PastRuns(now, wanted);
    for (int i = 0; i < traces.size() && past.wants(traces.get(i)); i++) {
      past.add(traces.get(i));
    }
    return past;
  }

  private boolean wants(RunTrace trace) {
    return wanted == Wanted.LAST_RUN
        ? lastRun == null
        : settledTo == 0 || trace.started().epochMillis() > settledTo;
  }

  private void add(RunTrace trace) {
    boot = begun ? boot : trace.boot(); // Whatever the clock was then.
    begun = true;
    boolean ahead = trace.isAhead(now);
    RunTrace trusted = trace.trusted(now);
    if (!ahead) {
      newest = newest == null ? trusted : newest;
      noteFile(trusted, newest.jobSha256());
    }
    if (trace.byClock() && trace.slot() != null) {
      addSlot(trace, trace.slot());
    } else if (!ahead && trace.run() != null) {
      settle(trusted.end()); // A start by hand stands for all that was missed before it.
    } else if (!ahead && trace.byClock()) {
      settle(trace.started().epochMillis());
    }
    if (!ahead && trace.run() != null) {
      lastRun = lastRun == null ? trusted : lastRun;
      refused.add(new long[] {trusted.started().epochMillis(), trusted.end()});
    }
  }

  private void addSlot(RunTrace trace, UtcTime due) {
    long slot = due.epochMillis();
    if (WrongClock.isAhead(slot, now)) {
      return;
    }
    if (trace.heldSince() == null || wanted == Wanted.SLOTS_ON_HOLD) {
      settle(slot);
      return;
    }
    long held = trace.heldSince().epochMillis();
    long since = held == Hold.UNKNOWN ? slot : Math.min(held, slot);
    long[] known = refused.isEmpty() ? null : refused.get(refused.size() - 1);
    if (known == null || since < known[0] || slot > known[1]) {
      refused.add(new long[] {since, slot}); // Of a hold, the newest record covers all the others.
    }
  }

  /** The newest record is not always of the latest slot: a clock may have been wrong in between. */
  private void settle(long moment) {
    settledTo = Math.max(settledTo, Math.max(1, moment));
  }

  private void noteFile(RunTrace trace, @Nullable String newestFile) {
    differs |= trace.jobSha256() == null || !trace.jobSha256().equals(newestFile);
    if (!differs) {
      // A start that was owed then was owed by that file.
      UtcTime slot = trace.byClock() ? trace.slot() : null;
      long moment = (slot == null ? trace.started() : slot).epochMillis();
      sameSince = Math.min(sameSince, moment);
    }
  }

  /** The last run, starts that were skipped left out; null if there was none. */
  @Nullable RunTrace lastRun() {
    return lastRun;
  }

  /**
   * Returns true if it is on record already that a slot was skipped, and nothing has happened
   * since.
   */
  boolean wasJustSkipped(long slot) {
    return newest != null
        && newest.run() == null
        && newest.slot() != null
        && newest.slot().epochMillis() == slot;
  }

  /**
   * The moment up to which nothing is owed.
   *
   * @param fileChanged when the job file was last changed: a schedule is not owed its past
   */
  long owedFrom(long fileChanged, String jobSha256) {
    if (newest == null) {
      // Some systems set all files back to 1970.
      return Math.max(settledTo, Math.max(fileChanged, now - TimeSpan.DAY_MILLIS));
    }
    return Math.max(settledTo, sameFileSince(fileChanged, jobSha256));
  }

  /** Since when the file is as it is; one that a deployment has merely touched is the same job. */
  long sameFileSince(long fileChanged, String jobSha256) {
    boolean same = newest != null && jobSha256.equals(newest.jobSha256());
    return same ? Math.min(fileChanged, sameSince) : fileChanged;
  }

  /** Returns true if the newest record is of that boot. */
  boolean knowsBoot(String id) {
    return id.equals(boot);
  }

  /** The time in which a slot was refused, from its first to its last moment; null for none. */
  long @Nullable [] refusedAt(long slot) {
    for (long[] each : refused) {
      if (slot >= each[0] && slot <= each[1]) {
        return each;
      }
    }
    return null;
  }
}
