package processcontrol.due;

import java.util.ArrayList;
import java.util.List;
import processcontrol.history.HistoryReader;
import processcontrol.history.RunTrace;
import processcontrol.job.Slug;

/** Which slots the history of a job has settled. */
final class PastRuns {

  private static final long DAY = 86_400_000;

  private RunTrace newest;
  private RunTrace lastRun;

  /** Everything up to here is settled. */
  private long settledTo;

  /** From when to when the job ran after that: what was due meanwhile was refused. */
  private final List<long[]> busy = new ArrayList<>();

  private PastRuns() {}

  /** Reads no further back than it needs to, most often one record. */
  static PastRuns read(String stateDirectory, Slug slug) {
    PastRuns past = new PastRuns();
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
  static PastRuns of(List<RunTrace> traces) {
    PastRuns past = new PastRuns();
    for (int i = 0; i < traces.size() && past.wants(traces.get(i)); i++) {
      past.add(traces.get(i));
    }
    return past;
  }

  private boolean wants(RunTrace trace) {
    return lastRun == null || settledTo == 0 || trace.started().epochMillis() > settledTo;
  }

  private void add(RunTrace trace) {
    newest = newest == null ? trace : newest;
    boolean ran = trace.run() != null;
    if (!ran && !trace.byClock()) {
      return; // Somebody tried to start it by hand; that is no start.
    }
    long started = trace.started().epochMillis();
    long ended = trace.ended() == null ? started : trace.ended().epochMillis();
    if (settledTo == 0) {
      // A start by hand stands for all that was missed before it.
      boolean forSlot = trace.byClock() && trace.slot() != null;
      settledTo = Math.max(1, forSlot ? trace.slot().epochMillis() : ended);
    }
    if (ran) {
      lastRun = lastRun == null ? trace : lastRun;
      busy.add(new long[] {started, ended});
    }
  }

  /** The last run, starts that were skipped left out; null if there was none. */
  RunTrace lastRun() {
    return lastRun;
  }

  /** Whether it is on record already that a slot was skipped, and nothing has happened since. */
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
  long owedFrom(long fileChanged, String jobSha256, long now) {
    if (newest == null) {
      return Math.max(fileChanged, now - DAY); // Some systems set all files back to 1970.
    }
    // A file that a deployment has merely touched is the same job.
    boolean same = jobSha256.equals(newest.jobSha256());
    return same ? settledTo : Math.max(settledTo, fileChanged);
  }

  /** Whether the job was running at a slot. */
  boolean wasBusyAt(long slot) {
    for (long[] each : busy) {
      if (slot >= each[0] && slot <= each[1]) {
        return true;
      }
    }
    return false;
  }
}
