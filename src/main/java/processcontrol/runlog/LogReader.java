package processcontrol.runlog;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import processcontrol.posix.Directory;
import processcontrol.posix.Fd;
import processcontrol.posix.FileStatus;
import processcontrol.posix.PosixException;

/**
 * Reads the log of one run from an older file to the newer ones, also while it is written and
 * continued: no byte is left out or comes twice, however the files are renamed meanwhile.
 *
 * <p>The file that is read stays open, so its inode number belongs to it, and a file's number only
 * grows. Therefore, if it has the number N both before and after the file N-1 was opened, that one
 * follows it.
 */
public final class LogReader implements AutoCloseable {

  /** A supervisor that was killed may leave one number out; a rotation does so for a moment. */
  private static final int MAX_GAP = 2;

  private final Directory directory;
  private final String name;
  private @Nullable Fd file;
  private int number;
  private long position;

  /** The file that is read once the one before it is at its end for good. */
  private @Nullable Fd next;

  private boolean gap;

  /** True if all of the run's log is read. */
  private boolean whole = true;

  private LogReader(Directory directory, String runId) {
    this.directory = directory;
    this.name = runId + LogListing.SUFFIX;
  }

  /**
   * Opens the log of a run at its beginning, as far back as it is kept.
   *
   * @param directory the log directory of the job; stays open
   * @return null if there is no such log
   */
  public static @Nullable LogReader open(Directory directory, String runId) {
    LogReader reader = new LogReader(directory, runId);
    reader.file = reader.openOldest();
    return reader.file == null ? null : reader;
  }

  /**
   * Opens the log of a run so many lines before its end, or at its beginning if it has no more.
   *
   * @return null if there is no such log
   */
  public static @Nullable LogReader openAtLines(Directory directory, String runId, long lines) {
    LogReader reader = new LogReader(directory, runId);
    reader.file = reader.openNewest();
    if (reader.file == null) {
      return null;
    }
    reader.goBack(lines);
    return reader;
  }

  /** Returns true if the reader was opened at the beginning of what is kept. */
  public boolean isWhole() {
    return whole;
  }

  /** Returns true if something between two reads may have been dropped; tells it once. */
  public boolean skipped() {
    boolean skipped = gap;
    gap = false;
    return skipped;
  }

  /** Reads what comes next; nothing at the end of what there is by now. */
  public byte[] read() {
    while (true) {
      byte[] bytes = file().readAt(position, Fd.CHUNK);
      if (bytes.length > 0) {
        position += bytes.length;
        return bytes;
      }
      if (next != null) {
        file().close();
        file = next;
        next = null;
        position = 0;
      } else {
        next = openNext();
        if (next == null) {
          return bytes;
        }
        // The current file is read once more: it may have grown before the next one was begun.
      }
    }
  }

  /**
   * Goes on by so many bytes without reading them.
   *
   * @return false if there are fewer by now
   */
  public boolean skip(long bytes) {
    long left = bytes;
    while (true) {
      long size = file().status().size();
      if (left <= size - position) {
        position += left;
        return true;
      }
      if (next == null) {
        next = openNext();
        if (next == null) {
          return false;
        }
        continue; // The current file may have grown before the next one was begun.
      }
      left -= size - position;
      file().close();
      file = next;
      next = null;
      position = 0;
    }
  }

  /** Goes on to the end of what there is by now, and returns over how many bytes. */
  public long skipAll() {
    long skipped = 0;
    while (true) {
      long size = file().status().size();
      skipped += size - position;
      position = size;
      if (next == null) {
        next = openNext();
        if (next == null) {
          return skipped;
        }
        continue; // The current file may have grown before the next one was begun.
      }
      file().close();
      file = next;
      next = null;
      position = 0;
    }
  }

  private @Nullable Fd openNext() {
    while (true) {
      FileStatus own = file().status();
      if (own.links() == 0 || !locate(own)) {
        Fd oldest = openOldest(); // The file was dropped, or taken away by an operator.
        gap |= oldest != null;
        return oldest;
      }
      int newer = number - 1;
      Fd found = newer < 0 ? null : open(newer);
      while (found == null && newer > 0) {
        newer--;
        found = open(newer);
      }
      // In this order: what is missing tells nothing once the file has moved on.
      if (areMissing(newer + 1, number) && isAt(own, number)) {
        number = found == null ? number : newer;
        return found;
      }
      close(found);
    }
  }

  /** Notes the number that the file has now. It can only have grown. */
  private boolean locate(FileStatus own) {
    for (int missing = 0; missing <= MAX_GAP; number++) {
      FileStatus status = statusAt(number);
      if (status != null && status.isSameFile(own)) {
        return true;
      }
      missing = status == null ? missing + 1 : 0;
    }
    number = 0;
    return false;
  }

  private boolean areMissing(int from, int to) {
    for (int i = from; i < to; i++) {
      if (statusAt(i) != null) {
        return false;
      }
    }
    return true;
  }

  private boolean isAt(FileStatus own, int place) {
    FileStatus status = statusAt(place);
    return status != null && status.isSameFile(own);
  }

  private @Nullable FileStatus statusAt(int place) {
    try {
      return directory.statusOf(nameAt(place));
    } catch (PosixException e) {
      if (e.isNotFound()) {
        return null;
      }
      throw e;
    }
  }

  private String nameAt(int place) {
    return place == LogListing.CURRENT ? name : name + "." + place;
  }

  /** Opens a file of the log, or returns null if there is none, or something else in its place. */
  private @Nullable Fd open(int place) {
    Fd opened;
    try {
      opened = directory.openForReading(nameAt(place));
    } catch (PosixException e) {
      if (e.isNotFound() || e.isSymlink()) {
        return null;
      }
      throw e;
    }
    if (!opened.status().isRegularFile()) {
      opened.close();
      return null;
    }
    return opened;
  }

  private @Nullable Fd openNewest() {
    for (int i = 0; i <= MAX_GAP; i++) {
      Fd opened = open(i);
      if (opened != null) {
        number = i;
        return opened;
      }
    }
    return null;
  }

  private @Nullable Fd openOldest() {
    while (true) {
      Fd opened = openNewest();
      if (opened == null) {
        return null;
      }
      Fd older = openBefore(opened);
      while (older != null) {
        opened.close();
        opened = older;
        older = openBefore(opened);
      }
      if (opened.status().links() > 0) {
        return opened;
      }
      opened.close();
    }
  }

  /** Opens the file before another one, and notes its number; null if there is none. */
  private @Nullable Fd openBefore(Fd newer) {
    while (true) {
      FileStatus own = newer.status();
      if (own.links() == 0 || !locate(own)) {
        return null;
      }
      int place = number;
      Fd found = null;
      while (found == null && place < number + MAX_GAP) {
        place++;
        found = open(place);
      }
      // Nothing can have moved away from the places between without this one's moving, too.
      if (isAt(own, number)) {
        number = found == null ? number : place;
        return found;
      }
      close(found);
    }
  }

  private Fd file() {
    return Objects.requireNonNull(file); // Null in a reader that is being opened alone.
  }

  private void goBack(long lines) {
    long wanted = lines;
    boolean atEnd = true; // The newline at the very end begins no line.
    while (true) {
      position = file().status().size();
      while (position > 0) {
        int length = (int) Math.min(position, Fd.CHUNK);
        byte[] bytes = file().readAt(position - length, length);
        for (int i = bytes.length - 1; i >= 0; i--) {
          if (bytes[i] == '\n' && !atEnd && --wanted <= 0) {
            position = position - length + i + 1;
            whole = false;
            return;
          }
          if (atEnd && wanted == 0) {
            whole = false;
            return;
          }
          atEnd = false;
        }
        position -= length;
      }
      Fd older = wanted > 0 ? openBefore(file()) : null;
      if (older == null) {
        return;
      }
      file().close();
      file = older;
    }
  }

  private static void close(@Nullable Fd opened) {
    if (opened != null) {
      opened.close();
    }
  }

  @Override
  public void close() {
    file().close();
    close(next);
  }
}
