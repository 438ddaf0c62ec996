package processcontrol.history;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import processcontrol.job.Slug;
import processcontrol.posix.Directory;
import processcontrol.posix.Fd;
import processcontrol.posix.FileStatus;
import processcontrol.posix.PosixException;

/**
 * Reads a job's records from the newest to the oldest, no further back than it is asked. The older
 * file ({@link History}) follows where the younger one ends.
 */
public final class HistoryReader implements AutoCloseable {

  /** First a few records, as most callers want no more; then more and more. */
  private static final int FIRST_STEP = 4096;

  /** Room for the line that a block ends within, so that the block is used again. */
  private static final int SPARE = 4096;

  // Jobs can write to the files; these bounds are far beyond what we write ourselves.
  private static final int MAX_LINE = 4 << 20;
  static final long MAX_READ = 2 * History.BOUND;

  /** Half a line is left by a full disk now and then; so many are not ours. */
  private static final int MAX_PASSED_OVER = 200;

  private static final int MAX_JUNK = 2 << 20;

  private final Slug job;
  private final String directory;

  /** The file that is read now; null if there is none. */
  private @Nullable Fd file;

  /** True while the older file is read, behind which there is no other. */
  private boolean older;

  private final RecordScan scan = new RecordScan();

  private byte[] block = new byte[0];

  /**
   * Length of the part of the file that was not read yet, and the place in the block to continue
   * at.
   */
  private long unread;

  private int end;

  /** The line that was found last. */
  private int lineBegin;

  private int lineEnd;

  /** The file is not read before this position. */
  private long from;

  /** Lines that are no records, and their bytes. */
  private int passedOver;

  private long junk;
  private int records;

  /** The reason why records are missing, or null. */
  private @Nullable String fault;

  private HistoryReader(String stateDirectory, Slug slug) {
    this.job = slug;
    this.directory = stateDirectory + "/" + slug;
    this.file = open(History.FILE_NAME);
    readTo(file == null ? 0 : file.status().size());
    if (file == null && fault == null) {
      fault = faultOfPlace(stateDirectory, slug.value());
    }
  }

  /**
   * Returns why there is no history where a link, which no run follows, leads to a directory; null
   * if there simply is none yet.
   */
  private static @Nullable String faultOfPlace(String stateDirectory, String name) {
    try (Directory root = Directory.open(stateDirectory)) {
      root.openDirectory(name).close();
    } catch (PosixException e) {
      return e.isNotFound() && !e.isNotDirectory() ? null : e.getMessage();
    }
    return null;
  }

  private void readTo(long size) {
    unread = size;
    from = Math.max(0, size - MAX_READ);
  }

  /** Opens a job's history; where there is none it is as an empty one. */
  public static HistoryReader open(String stateDirectory, Slug slug) {
    return new HistoryReader(stateDirectory, slug);
  }

  /** Takes what cannot be read for nothing, with a {@link #fault}. */
  private @Nullable Fd open(String name) {
    Fd found;
    try {
      found = Fd.openForReading(directory + "/" + name);
    } catch (PosixException e) {
      fault = e.isNotFound() && !e.isNotDirectory() ? fault : e.getMessage();
      return null;
    }
    String kind = found.status().kindUnlessRegular();
    if (kind != null) {
      fault = "cannot read " + found.path() + ": it is " + kind;
      found.close();
      return null;
    }
    return found;
  }

  /**
   * Returns why records could not be read that should be there; null if all that were asked for
   * could. It is complete once there is no further record.
   */
  public @Nullable String fault() {
    if (fault == null && passedOver > 0) {
      String what = passedOver == 1 ? "1 line is" : passedOver + " lines are";
      String none = records == 0 ? "; there is no record" : "";
      return directory + "/" + History.FILE_NAME + ": " + what + " damaged" + none;
    }
    return fault;
  }

  /**
   * Returns why the older file cannot be read, for callers that do not read so far; null if it can,
   * or there is none, or it is reported with the records.
   */
  public @Nullable String faultOfOlder() {
    if (older) {
      return null;
    }
    String known = fault;
    fault = null;
    Fd found = open(History.OLD_FILE_NAME);
    if (found != null) {
      found.close();
    }
    String ofOlder = fault;
    fault = known;
    return ofOlder;
  }

  /** Returns true if there may be records that were not read; lines that are none are not that. */
  public boolean isCut() {
    return fault != null;
  }

  /** Notes a line that is no record; of so many that they are not ours the rest is not read. */
  private void passOver(int length) {
    passedOver++;
    junk += length;
    if (passedOver >= MAX_PASSED_OVER || junk >= MAX_JUNK) {
      giveUp();
    }
  }

  private Fd file() {
    return Objects.requireNonNull(file); // Null where there is nothing to read alone.
  }

  /** The rest of this file is as good as nothing. */
  private void giveUp() {
    String behind = records == 0 ? "; there is no record before that" : "";
    fault = file().path() + ": damaged, not read further" + behind;
    end = 0;
    from = unread;
  }

  /** The next older record, or null. What is not a record is passed over. */
  public @Nullable RunRecord next() {
    RunRecord record = null;
    while (record == null && findPrevious()) {
      boolean empty = lineBegin == lineEnd;
      record =
          counted(empty ? null : RunRecord.ofLine(Arrays.copyOfRange(block, lineBegin, lineEnd)));
    }
    return record;
  }

  /**
   * As {@link #next}, but perhaps without what only those want to know who look at a single run:
   * what it was given, what it printed, and what was noticed.
   */
  public @Nullable RunRecord nextBrief() {
    RunRecord record = null;
    while (record == null && findPrevious()) {
      boolean empty = lineBegin == lineEnd;
      record = counted(empty ? null : RunRecord.brief(scan, block, lineBegin, lineEnd, job));
    }
    return record;
  }

  /** As {@link #next}, but only what the record says about when; much faster the first time. */
  public @Nullable RunTrace nextTrace() {
    RunTrace trace = null;
    while (trace == null && findPrevious()) {
      trace = counted(RunTrace.in(scan, block, lineBegin, lineEnd));
    }
    return trace;
  }

  /** As {@link #next}, but only what statistics need. */
  public @Nullable RunFigures nextFigures() {
    RunFigures figures = null;
    while (figures == null && findPrevious()) {
      figures = counted(RunFigures.in(scan, block, lineBegin, lineEnd));
    }
    return figures;
  }

  /** As {@link #next}, but only how the run ended and when it began. */
  public @Nullable RunOutcome nextOutcome() {
    RunOutcome outcome = null;
    while (outcome == null && findPrevious()) {
      outcome = counted(RunOutcome.in(scan, block, lineBegin, lineEnd));
    }
    return outcome;
  }

  /** Counts what the last line is: a record, or null for none. An empty one counts for nothing. */
  private <T> @Nullable T counted(@Nullable T record) {
    if (record != null) {
      records++;
    } else if (lineBegin < lineEnd) {
      passOver(lineEnd - lineBegin);
    }
    return record;
  }

  /** Finds the line before the last one that was found, in the block; false if there is none. */
  private boolean findPrevious() {
    int searched = end;
    while (true) {
      byte[] bytes = block;
      for (int i = Math.min(searched, end) - 1; i >= 0; i--) {
        if (bytes[i] == '\n') {
          lineBegin = i + 1;
          lineEnd = end;
          end = i;
          return true;
        }
      }
      if (unread == from) {
        boolean first = end > 0 && from == 0;
        lineBegin = 0;
        lineEnd = end;
        if (from > 0 && fault == null) {
          fault = file().path() + ": larger than run-job makes it, not read further";
        }
        end = 0;
        if (first || !continueInOlder()) {
          return first;
        }
      }
      if (end > MAX_LINE) {
        passOver(end);
      } else {
        searched = readBefore();
      }
    }
  }

  /** Returns false if there is nothing older. */
  private boolean continueInOlder() {
    Fd next = older ? null : open(History.OLD_FILE_NAME);
    older = true;
    if (next == null) {
      return false;
    }
    FileStatus status = next.status();
    // The part that was read may have become the older file meanwhile.
    boolean same = file != null && file.status().inode() == status.inode();
    close();
    file = next;
    readTo(same ? 0 : status.size());
    return unread > 0;
  }

  /** Puts bytes before the block in front of what is left of it; returns how many. */
  private int readBefore() {
    // A long line is read in few steps: each of them copies what there is.
    int most = block.length == 0 ? FIRST_STEP : Math.max(Math.min(Fd.CHUNK, 2 * block.length), end);
    int step = (int) Math.min(unread - from, Math.min(most, MAX_LINE + 1 - end));
    byte[] joined = block.length < step + end ? new byte[step + end + SPARE] : block;
    System.arraycopy(block, 0, joined, step, end);
    for (int size = 0; size < step; ) {
      int part;
      try {
        part = file().readAt(unread - step + size, joined, size, step - size);
      } catch (PosixException e) {
        giveUp();
        fault = e.getMessage();
        return 0;
      }
      if (part == 0) { // A job has cut it meanwhile.
        giveUp();
        return 0;
      }
      size += part;
    }
    block = joined;
    end += step;
    unread -= step;
    return step;
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
  }
}
