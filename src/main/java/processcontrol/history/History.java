package processcontrol.history;

import java.io.File;
import org.jspecify.annotations.Nullable;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;
import processcontrol.posix.Directory;
import processcontrol.posix.Fd;
import processcontrol.posix.PosixException;

/**
 * A job's records, {@code <state directory>/<slug>/history.jsonl}, the oldest first. Once it has
 * grown beyond {@value #BOUND} bytes it becomes {@code history.jsonl.1}, in place of the one that
 * had that name, so that a job's history never takes much more than twice the bound.
 *
 * <p>Only the holder of the job's lock may do that. Skipped starts are recorded without the lock: a
 * record that such a process appends while the file gets its other name stands at the end of the
 * older file, where it is found as well. It would be dropped only if the process slept through all
 * of {@value #BOUND} bytes of younger records, and then the bound drops it rightly.
 */
public final class History implements AutoCloseable {

  static final String FILE_NAME = "history.jsonl";
  static final String OLD_FILE_NAME = FILE_NAME + ".1";
  static final int DIRECTORY_MODE = 0750;
  static final long BOUND = 4 << 20;
  private static final int FILE_MODE = 0640;
  private static final long SECOND = 1000;

  /** The kernel stamps files by a clock that ticks, so it may be behind by a tick or two. */
  private static final long FILE_CLOCK_MILLIS = 20;

  private final String stateDirectory;
  private final Slug slug;
  private Fd file;

  private History(String stateDirectory, Slug slug, Fd file) {
    this.stateDirectory = stateDirectory;
    this.slug = slug;
    this.file = file;
  }

  /**
   * Opens a job's history, creating it if missing.
   *
   * @param stateDirectory must exist and be writable
   */
  public static History open(String stateDirectory, Slug slug) {
    try (Directory root = Directory.open(stateDirectory);
        Directory directory = root.openOrMakeDirectory(slug.value(), DIRECTORY_MODE)) {
      Fd file = directory.openForAppending(FILE_NAME, FILE_MODE);
      return new History(stateDirectory, slug, file);
    }
  }

  /**
   * Appends one line, as {@link #append}, after seeing to the bound. The caller has held the job's
   * lock since before the history was opened.
   *
   * @throws PosixException if it could not be written whole
   */
  public void appendLocked(byte[] line) {
    long size = file.status().size();
    if (size > BOUND) {
      size = startNewFile(size);
    }
    append(line, size);
  }

  /**
   * Appends one line in one write, so that records of simultaneous writers never mix (O_APPEND in
   * open(2)). Half a line that a full disk left behind is closed first; a record that is just being
   * written looks like one, so readers skip empty lines.
   *
   * @return whether the history has outgrown its bound, so that the caller should take the job's
   *     lock and {@linkplain #bound bound} it
   * @throws PosixException if it could not be written whole
   */
  public boolean append(byte[] line) {
    long size = file.status().size();
    append(line, size);
    return size > BOUND;
  }

  private void append(byte[] line, long size) {
    byte[] whole = line;
    if (size > 0 && file.readAt(size - 1, 1)[0] != '\n') {
      whole = new byte[line.length + 1];
      whole[0] = '\n';
      System.arraycopy(line, 0, whole, 1, line.length);
    }
    file.writeAtOnce(whole);
  }

  /**
   * Begins a new file if this one has outgrown its bound. The caller has held the job's lock since
   * before the history was opened.
   */
  public void bound() {
    long size = file.status().size();
    if (size > BOUND) {
      startNewFile(size);
    }
  }

  /** Returns the size of the file that is written to from now on. */
  private long startNewFile(long size) {
    try (Directory root = Directory.open(stateDirectory);
        Directory directory = root.openDirectory(slug.value())) {
      directory.rename(FILE_NAME, OLD_FILE_NAME);
      Fd fresh = directory.openForAppending(FILE_NAME, FILE_MODE);
      file.close();
      file = fresh;
      return 0;
    } catch (PosixException e) {
      return size; // Too long a history is better than a record that is not written.
    }
  }

  /** Returns true if a job's history has been bounded, so that its oldest records may be gone. */
  public static boolean wasBounded(String stateDirectory, Slug slug) {
    return new File(stateDirectory + "/" + slug + "/" + OLD_FILE_NAME).exists();
  }

  /**
   * Returns true if a run has its record. Asked of the last run that held the job's lock: its
   * record is the newest of a run, though skipped starts may have been recorded since. Half a
   * record does not count.
   */
  public boolean contains(String runId) {
    try (HistoryReader records = HistoryReader.open(stateDirectory, slug)) {
      RunRecord record = records.next();
      while (record != null && record.run() == null) {
        record = records.next();
      }
      return record != null && record.run() != null && record.run().equals(runId);
    }
  }

  /**
   * Returns the id of the newest run on record, if that may have begun in the same second as
   * another one; null if not. The caller holds the job's lock.
   *
   * @param started when the other one begins
   */
  public @Nullable String newestRun(UtcTime started) {
    long second = Math.floorDiv(started.epochMillis(), SECOND) * SECOND;
    if (file.status().modified() < second - FILE_CLOCK_MILLIS) {
      return null;
    }
    try (HistoryReader records = HistoryReader.open(stateDirectory, slug)) {
      RunTrace record = records.nextTrace();
      while (record != null && record.run() == null) {
        record = records.nextTrace();
      }
      return record == null ? null : record.run();
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
