package processcontrol.run;

import java.io.File;
import processcontrol.job.CommandLine;
import processcontrol.job.TimeSpan;
import processcontrol.posix.Clock;
import processcontrol.posix.FileLease;
import processcontrol.posix.PosixException;

/** A file that must exist and, if wanted, be open in no other process. */
final class FileCondition extends Condition {

  /** The kernel tells that a file was closed a moment before it is. */
  private static final long CLOSING_MILLIS = 100;

  private final File file;
  private final boolean closed;
  private final Clock clock;
  private final long settleMillis;

  // Look of the file when it last changed, if the kernel does not say whether it is open.
  private long size = -1;
  private long changed;
  private long settledAt = NEVER;

  /** Moment of the next look whether the file is still open. */
  private long closingUntil = NEVER;

  /**
   * @param settle time that a file must stay as it is if the kernel does not say whether it is open
   */
  FileCondition(String path, boolean closed, TimeSpan settle, Clock clock) {
    super((closed ? "closed file " : "file ") + CommandLine.printable(path));
    this.file = new File(path);
    this.closed = closed;
    this.clock = clock;
    this.settleMillis = settle.millis();
  }

  /** The directory that the file is to appear in. */
  String directory() {
    String parent = file.getParent();
    return parent == null ? "/" : parent;
  }

  /** Its name in {@link #directory}. */
  String entry() {
    return file.getName();
  }

  @Override
  boolean look() {
    if (!file.exists()) {
      forget();
      return false;
    }
    if (!closed) {
      return true;
    }
    try {
      // Opening something that is no regular file may do more than open it.
      FileLease.Answer answer =
          file.isFile() ? FileLease.ask(file.getPath()) : FileLease.Answer.UNKNOWN;
      if (answer == FileLease.Answer.UNKNOWN) {
        return isSettled();
      }
      boolean second = closingUntil <= clock.monotonic();
      forget();
      if (answer == FileLease.Answer.OPEN && !second) {
        closingUntil = clock.monotonic() + CLOSING_MILLIS;
      }
      return answer == FileLease.Answer.CLOSED;
    } catch (PosixException e) {
      forget();
      return false; // It has vanished meanwhile.
    }
  }

  private boolean isSettled() {
    long nowSize = file.length();
    long nowChanged = file.lastModified();
    if (settledAt == NEVER || nowSize != size || nowChanged != changed) {
      size = nowSize;
      changed = nowChanged;
      settledAt = clock.monotonic() + settleMillis;
    }
    return clock.monotonic() >= settledAt;
  }

  private void forget() {
    settledAt = NEVER;
    closingUntil = NEVER;
  }

  @Override
  long nextLook() {
    return isMet() ? NEVER : Math.min(settledAt, closingUntil);
  }
}
