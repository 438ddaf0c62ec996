package processcontrol.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.history.Trigger;
import processcontrol.history.WrongClock;

/** The starts of a job in the time of an audit, and the last one before that. */
final class PastStarts {

  /** Far more than a history holds; but jobs can write to it. */
  static final int MAX = 200_000;

  /** So many older runs are read: a record may have been left behind, and appended later. */
  private static final int OLDER_RUNS = 5;

  /** Number of older skipped starts that are passed over for these runs. */
  private static final int MAX_OLDER = 1000;

  private final List<RecordedStart> starts = new ArrayList<>();
  private final List<RecordedStart> bySlot = new ArrayList<>();
  private final List<RecordedStart> runs = new ArrayList<>();

  /** Few different texts occur in many records. */
  private final Map<String, String> texts = new HashMap<>();

  private boolean whole = true;
  private @Nullable String clockFault;

  private PastStarts() {}

  /**
   * Reads the records of a job, the newest first, no further back than needed.
   *
   * @param running the record of the current run, or null
   */
  static PastStarts read(
      Supplier<RunRecord> newestFirst,
      @Nullable RunRecord running,
      Range range,
      Heartbeats heartbeats) {
    PastStarts past = new PastStarts();
    if (running != null) {
      heartbeats.add(running);
    }
    boolean isRunning = running != null;
    int older = 0;
    int olderRuns = 0;
    for (RunRecord record = newestFirst.get(); record != null; record = newestFirst.get()) {
      heartbeats.add(record);
      // It may have ended while we looked.
      isRunning =
          isRunning
              && running != null
              && !(record.run() != null && record.run().equals(running.run()));
      RecordedStart start = past.trusted(record, range.now());
      if (start == null) {
        continue;
      }
      past.starts.add(start);
      // A lost run is recorded by the next start, however long after that is.
      boolean isOlder = start.ended() < range.from() && !start.lost();
      older += isOlder ? 1 : 0;
      olderRuns += isOlder && start.ran() ? 1 : 0;
      past.whole = past.starts.size() < MAX;
      if (olderRuns == OLDER_RUNS || older == MAX_OLDER || !past.whole) {
        break;
      }
    }
    RecordedStart current =
        isRunning && running != null ? past.trusted(running, range.now()) : null;
    if (current != null) {
      past.starts.add(0, current.until(range.now()));
    }
    past.texts.clear();
    past.sort();
    return past;
  }

  private void sort() {
    // The newest first so far; what is equal stays in its order.
    Collections.reverse(starts);
    starts.sort(Comparator.comparingLong(RecordedStart::started));
    for (RecordedStart start : starts) {
      if (start.isByClock()) {
        bySlot.add(start);
      }
      if (start.ran()) {
        runs.add(start);
      }
    }
    bySlot.sort(Comparator.comparingLong(RecordedStart::slot));
  }

  /** Returns what can be believed of a record; null for nothing. */
  private @Nullable RecordedStart trusted(RunRecord record, long now) {
    long latest = Math.max(record.started().epochMillis(), record.latestMoment().epochMillis());
    if (clockFault == null && WrongClock.isAhead(latest, now)) {
      clockFault = record.trace().clockFault(now);
    }
    return start(record).trusted(now);
  }

  /** Returns what of the newest record that lies in the future does so; null for none. */
  @Nullable String clockFault() {
    return clockFault;
  }

  private RecordedStart start(RunRecord record) {
    String reason = record.result() == Result.SKIPPED ? record.reason() : null;
    if (reason == null && record.trigger() == Trigger.CATCH_UP) {
      reason = RecordedStart.CAUGHT_UP;
    }
    return RecordedStart.of(
        record, shared(reason), shared(record.jobSha256()), shared(record.boot()));
  }

  private @Nullable String shared(@Nullable String text) {
    String known = text == null ? null : texts.putIfAbsent(text, text);
    return known == null ? text : known;
  }

  /** All of them, by when they came. */
  List<RecordedStart> all() {
    return starts;
  }

  /** Those that the clock made, by what they were for. */
  List<RecordedStart> bySlot() {
    return bySlot;
  }

  /** Returns true if there was more than can be looked at. */
  boolean isCut() {
    return !whole;
  }

  /** Returns the starts that became runs, by the time of those. */
  List<RecordedStart> runs() {
    return runs;
  }

  /** The last of some starts at a moment or before it, or null. */
  static @Nullable RecordedStart before(long moment, List<RecordedStart> starts) {
    int index = after(moment, starts) - 1;
    return index < 0 ? null : starts.get(index);
  }

  /** The index of the first of some starts after a moment. */
  static int after(long moment, List<RecordedStart> starts) {
    int low = 0;
    int high = starts.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (starts.get(middle).started() <= moment) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
