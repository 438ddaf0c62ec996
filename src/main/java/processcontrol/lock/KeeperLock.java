package processcontrol.lock;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;
import processcontrol.posix.CurrentProcess;
import processcontrol.posix.Directory;
import processcontrol.posix.Fd;
import processcontrol.posix.Poll;
import processcontrol.posix.PosixException;
import processcontrol.posix.RegularFile;

/**
 * The lock of whoever keeps a job running, {@code <run directory>/<slug>.keep}: an exclusive
 * flock(2) on a file that is never unlinked, held over all the job's runs and the time between
 * them. Commands do not inherit it. While it is held, the file says:
 *
 * <pre>
 * KEEPER-PID STATE RUNS NEXT-START|-
 * </pre>
 */
public final class KeeperLock implements AutoCloseable {

  private static final int FILE_MODE = 0660;
  private static final int MAX_SIZE = 4096;

  // As for the lock of a job: a process that only asks holds it for some microseconds.
  private static final int TRIES = 3;
  private static final long RETRY_MILLIS = 10;

  /** The activity of a keeper. */
  public enum State {
    /** A run is about to begin, is running, or has just ended. */
    RUNNING("running"),
    /** Waits for the time of the next start. */
    RESTARTING("restarting"),
    /** Waits until what an earlier run left has ended. */
    WAITING("waiting");

    private final String word;

    State(String word) {
      this.word = word;
    }

    static State of(String word) {
      for (State state : values()) {
        if (state.word.equals(word)) {
          return state;
        }
      }
      return RUNNING;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  private final Fd file;

  private KeeperLock(Fd file) {
    this.file = file;
  }

  static String fileName(Slug slug) {
    return slug + ".keep";
  }

  /** Takes the lock, or returns null while another keeper holds it. */
  public static @Nullable KeeperLock tryAcquire(String runDirectory, Slug slug) {
    CurrentProcess.umask(0);
    Fd file;
    try (Directory directory = Directory.open(runDirectory)) {
      file = directory.openForUpdating(fileName(slug), FILE_MODE);
    }
    Poll pause = new Poll(0);
    for (int tries = 1; !file.tryLock(); tries++) {
      if (tries == TRIES) {
        file.close();
        return null;
      }
      pause.await(RETRY_MILLIS);
    }
    return new KeeperLock(file);
  }

  /**
   * Says what the keeper does.
   *
   * @param runs how many it has begun
   * @param next when the next one begins, or null
   */
  public void write(State state, int runs, @Nullable UtcTime next) {
    String line =
        CurrentProcess.pid() + " " + state + " " + runs + " " + (next == null ? "-" : next) + "\n";
    try {
      file.replaceContent(line.getBytes(StandardCharsets.UTF_8));
    } catch (PosixException e) {
      return; // Only people read it; the job is worth more than this.
    }
  }

  /**
   * The process that keeps a job running now.
   *
   * @param pid 0 in the first moment
   * @param runs number of runs that it has begun
   * @param next start of the next run; null during a run
   */
  public record Keeper(int pid, State state, int runs, @Nullable UtcTime next) {}

  /** The keeper of a job, or null. */
  public static @Nullable Keeper find(String runDirectory, Slug slug) {
    try (Fd file = RegularFile.openForReading(runDirectory + "/" + fileName(slug))) {
      return file.tryLock() ? null : of(JobLock.firstLine(file.readAll(MAX_SIZE)));
    } catch (PosixException e) {
      if (e.isNotFound()) {
        return null;
      }
      throw e;
    }
  }

  private static Keeper of(String line) {
    String[] facts = line.split(" ", -1);
    try {
      if (facts.length == 4) {
        return new Keeper(
            Integer.parseInt(facts[0]),
            State.of(facts[1]),
            Integer.parseInt(facts[2]),
            facts[3].equals("-") ? null : UtcTime.parse(facts[3]));
      }
    } catch (IllegalArgumentException e) {
      return new Keeper(0, State.RUNNING, 0, null); // Jobs can write here.
    }
    return new Keeper(0, State.RUNNING, 0, null);
  }

  /** Leaves the file empty for the next keeper. */
  @Override
  public void close() {
    try {
      file.truncate(0);
    } catch (PosixException e) {
      file.close(); // Its content is of no use without the lock.
      return;
    }
    file.close();
  }
}
