package processcontrol.runlog;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import processcontrol.job.LogPolicy;
import processcontrol.job.UtcTime;
import processcontrol.posix.Directory;
import processcontrol.posix.Fd;
import processcontrol.posix.PosixException;

/**
 * The file that the log of a run is written to, {@code <run id>.log}. When it has reached its size
 * it becomes {@code .log.1}, what was {@code .1} becomes {@code .2}, and so on; the one beyond the
 * last is dropped.
 *
 * <p>Every step is one rename(2), so whenever the supervisor dies, nothing is lost but what was to
 * be dropped; at worst a number is missing, or {@code .log} itself, or an empty {@code .log.new} is
 * left. A next file that cannot be had is no reason to lose anything either: the current one is
 * written on, and the next is tried for again after some more bytes.
 */
final class LogFile implements LineFramer.Sink, AutoCloseable {

  private static final int FILE_MODE = 0640;

  private final Directory directory;
  private final String name;
  private final boolean timestamps;
  private final long capacity;
  private final int maxOlder;
  private final String path;

  private Fd file;

  /**
   * Size at which the next file is started: {@link #capacity}, or more after it could not be had.
   */
  private long limit;

  private long size;
  private int older;

  private @Nullable PosixException failure;
  private @Nullable PosixException rotationFailure;
  private long lost;

  private LogFile(Directory directory, String name, Fd file, LogPolicy policy) {
    this.directory = directory;
    this.name = name;
    this.file = file;
    this.path = file.path();
    this.timestamps = policy.timestamps();
    this.capacity = policy.rotateBytes() == 0 ? Long.MAX_VALUE : policy.rotateBytes();
    this.maxOlder = policy.rotateFiles();
    this.limit = capacity;
  }

  /**
   * Creates a file that did not exist.
   *
   * @param directory is closed with it
   * @throws PosixException {@link PosixException#isExists} where anything of that name exists
   */
  static LogFile create(Directory directory, String name, LogPolicy policy) {
    return of(directory, name, directory.createForAppending(name, FILE_MODE), policy);
  }

  static LogFile of(Directory directory, String name, Fd file, LogPolicy policy) {
    return new LogFile(directory, name, file, policy);
  }

  String path() {
    return path;
  }

  boolean hasTimestamps() {
    return timestamps;
  }

  /** Returns why something is missing, or null. */
  @Nullable PosixException failure() {
    return failure;
  }

  /** About how much the run's files take. */
  long kept() {
    return size + (older == 0 ? 0 : older * capacity);
  }

  @Override
  public long capacity() {
    return capacity;
  }

  @Override
  public long room() {
    return limit - size;
  }

  @Override
  public void startNextFile() {
    try {
      String next = name + LogListing.NEXT_SUFFIX;
      directory.unlink(next); // Not expected; but then it must not stop us.
      Fd created = directory.createForAppending(next, FILE_MODE);
      try {
        makeWay();
        Fd renamed = directory.rename(created, next, name);
        file.close();
        file = renamed;
      } catch (PosixException e) {
        created.close();
        throw e;
      }
      size = 0;
      limit = capacity;
      if (maxOlder == 0) {
        directory.unlink(older(1));
      } else {
        older = Math.min(older + 1, maxOlder);
      }
    } catch (PosixException e) {
      limit = size + Math.max(capacity / 8, LogPolicy.MIN_ROTATE_BYTES);
      if (rotationFailure == null) {
        rotationFailure = e;
        byte[] note = line(RunLog.OWN + "this log grows beyond its bound: " + e.getMessage());
        writeFully(note, note.length);
      }
    }
  }

  private void makeWay() {
    for (int i = Math.min(older, maxOlder - 1); i >= 1; i--) {
      renameIfThere(older(i), older(i + 1));
    }
    renameIfThere(name, older(1));
  }

  /** An operator may have removed a file meanwhile. */
  private void renameIfThere(String from, String to) {
    try {
      directory.rename(from, to);
    } catch (PosixException e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
  }

  private String older(int number) {
    return name + "." + number;
  }

  @Override
  public void write(byte[] bytes, int length) {
    if (lost > 0) {
      long missing = lost;
      byte[] note = note();
      lost = 0;
      if (!writeFully(note, note.length)) {
        lost = missing + length; // The note is not output: it was not lost itself.
        return;
      }
    }
    writeFully(bytes, length);
  }

  /** The note begins on a line of its own: the write that failed may have left half a line. */
  private byte[] note() {
    String cause = Objects.requireNonNull(failure).errorText();
    byte[] line = line("run-job: about " + lost + " bytes of this log are missing: " + cause);
    byte[] note = new byte[line.length + 1];
    note[0] = '\n';
    System.arraycopy(line, 0, note, 1, line.length);
    return note;
  }

  private byte[] line(String text) {
    String before = timestamps ? UtcTime.now() + "\t" : "";
    return (before + "ERROR\t" + text + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private boolean writeFully(byte[] bytes, int length) {
    int done = 0;
    try {
      while (done < length) {
        int put = file.write(bytes, done, length - done);
        done += put;
        size += put;
      }
      return true;
    } catch (PosixException e) {
      failure = e;
      lost += length - done;
      return false;
    }
  }

  @Override
  public void close() {
    file.close();
    directory.close();
  }
}
