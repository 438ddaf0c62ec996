package processcontrol.posix;

import org.jspecify.annotations.Nullable;

/**
 * Opens files in whose place others can put something else: a FIFO, a directory or a symbolic link
 * is named as what it is, and opening it never waits.
 */
public final class RegularFile {

  private static final int EISDIR = 21;

  private RegularFile() {}

  /** Opens a regular file for reading. */
  public static Fd openForReading(String path) {
    return open(null, path, Libc.O_RDONLY | Libc.O_NONBLOCK | Libc.O_NOFOLLOW, 0);
  }

  /** openat(2) with flags that wait for nothing and follow no link. */
  static Fd open(@Nullable Fd directory, String name, int flags, int mode) {
    Fd file;
    try {
      file = Fd.open(directory, name, flags, mode);
    } catch (PosixException e) {
      String path = directory == null ? name : directory.path() + "/" + name;
      if (e.isSymlink()) {
        throw PosixException.unusable("open " + path, "a symbolic link");
      }
      throw e.errno() == EISDIR ? PosixException.unusable("open " + path, "a directory") : e;
    }
    String kind = file.status().kindUnlessRegular();
    // A device below a directory is root's own work.
    if (kind != null && !(directory != null && kind.equals("a device"))) {
      file.close();
      throw PosixException.unusable("open " + file.path(), kind);
    }
    return file;
  }
}
