package processcontrol.lock;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import processcontrol.history.History;
import processcontrol.history.RunRecord;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;
import processcontrol.posix.CurrentProcess;
import processcontrol.posix.Directory;
import processcontrol.posix.Fd;
import processcontrol.posix.Poll;
import processcontrol.posix.PosixException;
import processcontrol.posix.RegularFile;

/**
 * The lock of a job, {@code <run directory>/<slug>.lock}: an exclusive flock(2) on a file that is
 * never unlinked. While a run holds it, the file names the run:
 *
 * <pre>
 * RUN-ID SUPERVISOR-PID CHILD-PID|- STARTED [PHASE]
 * {"run":"RUN-ID", ... "result":"lost" ...}
 * </pre>
 *
 * <p>The second line is the run's last will: the record to be written should the supervisor vanish.
 * Commands inherit the descriptor, so a job whose supervisor was killed stays locked until its last
 * command has ended.
 */
public final class JobLock implements AutoCloseable {

  private static final int FILE_MODE = 0660;
  private static final int MAX_SIZE = 4 << 20;

  /** The first line is far shorter, whatever jobs write there. */
  static final int MAX_FACTS = 4096;

  /** A process that only asks if the job runs holds the lock for some microseconds. */
  private static final int TRIES = 3;

  private static final long RETRY_MILLIS = 10;

  private final Fd file;
  private final byte[] leftover;

  private JobLock(Fd file) {
    this.file = file;
    this.leftover = file.readAll(MAX_SIZE);
  }

  /** Takes the lock, or returns null while another process holds it. */
  public static @Nullable JobLock tryAcquire(String runDirectory, Slug slug) {
    Fd file = open(runDirectory, slug);
    Poll pause = new Poll(0);
    for (int tries = 1; !file.tryLock(); tries++) {
      if (tries == TRIES) {
        file.close();
        return null;
      }
      pause.await(RETRY_MILLIS);
    }
    return new JobLock(file);
  }

  /**
   * The record of a run whose supervisor has vanished, which the next start will append to the
   * history; null if there is none.
   */
  public static @Nullable RunRecord findLost(String runDirectory, Slug slug) {
    try (Fd file = openForReading(runDirectory, slug)) {
      byte[] record = file.tryLock() ? new JobLock(file).lostRecord() : null;
      return record == null ? null : RunRecord.ofLine(record);
    } catch (PosixException e) {
      if (e.isNotFound()) {
        return null;
      }
      throw e;
    }
  }

  /**
   * Returns the record that would be appended to the history if the supervisor of the current run
   * vanished now; null if nothing runs, or its supervisor has not written it yet.
   */
  public static @Nullable RunRecord findRunning(String runDirectory, Slug slug) {
    try (Fd file = openForReading(runDirectory, slug)) {
      byte[] record = file.tryLock() ? null : new JobLock(file).lostRecord();
      return record == null ? null : RunRecord.ofLine(record);
    } catch (PosixException e) {
      if (e.isNotFound()) {
        return null;
      }
      throw e;
    }
  }

  /**
   * Sees to the bound of a history that grows by skipped starts alone, those of a held job above
   * all; a run that holds the lock does so itself.
   */
  public static void boundHistory(String runDirectory, String stateDirectory, Slug slug) {
    try (JobLock lock = tryAcquire(runDirectory, slug)) {
      if (lock != null) {
        try (History history = History.open(stateDirectory, slug)) {
          history.bound();
        }
      }
    } catch (PosixException e) {
      return; // The start was recorded, which is what matters; the next one tries again.
    }
  }

  public static String path(String runDirectory, Slug slug) {
    return runDirectory + "/" + fileName(slug);
  }

  static String fileName(Slug slug) {
    return slug + ".lock";
  }

  private static Fd open(String runDirectory, Slug slug) {
    try (Directory directory = Directory.open(runDirectory)) {
      return directory.openForUpdating(fileName(slug), FILE_MODE);
    }
  }

  static Fd openForReading(String runDirectory, Slug slug) {
    return RegularFile.openForReading(path(runDirectory, slug));
  }

  /** The run that a vanished supervisor left in the file, or null. */
  public @Nullable String lostRunId() {
    String line = firstLine(leftover);
    return line.isEmpty() ? null : line.substring(0, Math.max(0, line.indexOf(' ')));
  }

  /**
   * Returns when a supervisor began that vanished before its run had a name; null if it does not
   * say.
   */
  public @Nullable UtcTime lostStart(Slug slug) {
    return RunningJob.of(slug, firstLine(leftover)).started();
  }

  /** The record of {@link #lostRunId}, or null if it was not written whole. */
  public byte @Nullable [] lostRecord() {
    int start = firstLine(leftover).length() + 1;
    if (start == 1) {
      return null;
    }
    int end = start;
    while (end < leftover.length && leftover[end] != '\n') {
      end++;
    }
    byte[] line = java.util.Arrays.copyOfRange(leftover, start, Math.min(end + 1, leftover.length));
    // Jobs can write to the file, and a supervisor may have been killed while it wrote.
    RunRecord record = end < leftover.length ? RunRecord.ofLine(line) : null;
    return record == null || record.run() == null ? null : line;
  }

  static String firstLine(byte[] content) {
    int end = 0;
    while (end < content.length && content[end] != '\n') {
      end++;
    }
    return end == content.length ? "" : new String(content, 0, end, StandardCharsets.UTF_8);
  }

  /**
   * Names the run that holds the lock.
   *
   * @param childPid 0 while there is none
   * @param phase a word for what the run does besides running commands; empty for nothing
   * @param lostRecord to be appended to the history if this process vanishes
   */
  public void write(String runId, int childPid, UtcTime started, String phase, byte[] lostRecord) {
    String child = childPid == 0 ? "-" : Integer.toString(childPid);
    String line = runId + " " + CurrentProcess.pid() + " " + child + " " + started;
    line += phase.isEmpty() ? "\n" : " " + phase + "\n";
    byte[] facts = line.getBytes(StandardCharsets.UTF_8);
    byte[] content = java.util.Arrays.copyOf(facts, facts.length + lostRecord.length);
    System.arraycopy(lostRecord, 0, content, facts.length, lostRecord.length);
    file.replaceContent(content);
  }

  public Fd fd() {
    return file;
  }

  /** Forgets the run: it has been recorded. */
  public void clear() {
    file.truncate(0);
  }

  /**
   * Gives the lock up, also for what a command left running on purpose, which still has the
   * descriptor.
   */
  public void release() {
    file.unlock();
  }

  /** Closes the descriptor; a child that could not be killed keeps the lock. */
  @Override
  public void close() {
    file.close();
  }
}
