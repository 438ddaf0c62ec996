package processcontrol.posix;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notice of files that appear in directories, are closed after writing, or change their mode. */
public final class Inotify implements AutoCloseable {

  private static final long INIT = Libc.function("inotify_init1");
  private static final long ADD_WATCH = Libc.function("inotify_add_watch");

  // IN_CLOEXEC and IN_NONBLOCK are O_CLOEXEC and O_NONBLOCK.
  private static final int FLAGS = Libc.O_CLOEXEC | Libc.O_NONBLOCK;

  private static final int IN_ATTRIB = 0x4;
  private static final int IN_CLOSE_WRITE = 0x8;
  private static final int IN_MOVED_TO = 0x80;
  private static final int IN_CREATE = 0x100;
  private static final int IN_ONLYDIR = 0x1000000;

  // struct inotify_event: int wd; uint32_t mask, cookie, len; char name[len].
  private static final int HEADER = 16;
  private static final int LENGTH = 12;

  private final Fd fd;
  private final byte[] buffer = new byte[4096];

  private Inotify(Fd fd) {
    this.fd = fd;
  }

  /** A watcher; null where the limits of inotify(7) leave none. */
  public static @Nullable Inotify open() {
    int number = (int) Libc.call(INIT, FLAGS);
    return number < 0 ? null : new Inotify(Fd.adopt("inotify", number));
  }

  /**
   * Watches a directory; one that is watched already stays so.
   *
   * @return false if it cannot be watched: it is missing or closed to us, or a limit is reached
   */
  public boolean watch(String directory) {
    long path = Libc.newString(directory);
    try {
      int mask = IN_CREATE | IN_MOVED_TO | IN_CLOSE_WRITE | IN_ATTRIB | IN_ONLYDIR;
      return (int) Libc.call(ADD_WATCH, fd.number(), path, mask) >= 0;
    } finally {
      Libc.free(path);
    }
  }

  /** Ready for reading when something has happened. */
  public Fd fd() {
    return fd;
  }

  /**
   * Takes what has happened.
   *
   * @return whether an entry of one of the names was concerned, in whatever directory
   */
  public boolean take(List<String> names) {
    boolean concerned = false;
    for (int size = fd.read(buffer, 0, buffer.length);
        size > 0;
        size = fd.read(buffer, 0, buffer.length)) {
      for (int event = 0; event + HEADER <= size; event += HEADER + length(event)) {
        // An event without a name tells that events were lost, or the directory itself.
        concerned |= length(event) == 0 || names.contains(name(event));
      }
    }
    return concerned;
  }

  private int length(int event) {
    int at = event + LENGTH;
    return (buffer[at] & 0xff) | (buffer[at + 1] & 0xff) << 8 | (buffer[at + 2] & 0xff) << 16;
  }

  /** The name is padded with NULs. */
  private String name(int event) {
    int start = event + HEADER;
    int end = start;
    while (end < start + length(event) && buffer[end] != 0) {
      end++;
    }
    return new String(buffer, start, end - start, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    fd.close();
  }
}
