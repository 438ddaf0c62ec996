package processcontrol.posix;

/**
 * An open directory and what is done to entries in it by name. No entry is ever opened through a
 * symbolic link.
 */
public final class Directory implements AutoCloseable {

  private static final long MKDIRAT = Libc.function("mkdirat");

  private static final int DIRECTORY = Libc.O_RDONLY | Libc.O_DIRECTORY;

  private final Fd fd;

  private Directory(Fd fd) {
    this.fd = fd;
  }

  /** Opens a directory, which may be a symbolic link to one. */
  public static Directory open(String path) {
    return new Directory(Fd.open(null, path, DIRECTORY, 0));
  }

  /** Opens a directory below this one. */
  public Directory openDirectory(String name) {
    return new Directory(Fd.open(fd, name, DIRECTORY | Libc.O_NOFOLLOW, 0));
  }

  /** Opens the directory below this one, made with {@code mode} if missing. */
  public Directory openOrMakeDirectory(String name, int mode) {
    long cName = Libc.newString(name);
    try {
      int result = (int) Libc.call(MKDIRAT, fd.number(), cName, mode);
      if (result < 0 && Libc.errno() != Libc.EEXIST) {
        throw new PosixException("make directory " + path() + "/" + name, Libc.errno());
      }
    } finally {
      Libc.free(cName);
    }
    return openDirectory(name);
  }

  /** Opens a file for reading. A FIFO without a writer does not block. */
  public Fd openForReading(String name) {
    return Fd.open(fd, name, Libc.O_RDONLY | Libc.O_NONBLOCK | Libc.O_NOFOLLOW, 0);
  }

  /**
   * Creates a file that did not exist, for appending.
   *
   * @throws PosixException {@link PosixException#isExists} where anything of that name exists
   */
  public Fd createForAppending(String name, int mode) {
    int flags = Libc.O_WRONLY | Libc.O_CREAT | Libc.O_EXCL | Libc.O_APPEND | Libc.O_NOFOLLOW;
    return Fd.open(fd, name, flags, mode);
  }

  /** Opens or creates a file for reading and appending. */
  public Fd openForAppending(String name, int mode) {
    return Fd.open(fd, name, Libc.O_RDWR | Libc.O_CREAT | Libc.O_APPEND | Libc.O_NOFOLLOW, mode);
  }

  /** Opens or creates a file for reading and writing. */
  public Fd openForUpdating(String name, int mode) {
    return Fd.open(fd, name, Libc.O_RDWR | Libc.O_CREAT | Libc.O_NOFOLLOW, mode);
  }

  /**
   * Puts a file here whole or not at all: written under another name, synced, then renamed over
   * what was there (rename(2)). It belongs to the user and the group of this process.
   */
  public void replaceFile(String name, byte[] content, int mode) {
    String temporary = "." + name + "." + Self.pid() + ".tmp";
    unlink(temporary);
    try (Fd file = createForAppending(temporary, mode)) {
      file.writeAtOnce(content);
      file.setOwner(Self.effectiveUid(), Self.effectiveGid());
      file.setMode(mode);
      file.sync();
      rename(temporary, name);
    } catch (PosixException e) {
      unlink(temporary);
      throw e;
    }
    fd.sync();
  }

  private void rename(String from, String to) {
    long cFrom = Libc.newString(from);
    long cTo = Libc.newString(to);
    try {
      long renameat = Libc.function("renameat");
      if ((int) Libc.call(renameat, fd.number(), cFrom, fd.number(), cTo) < 0) {
        throw new PosixException("replace " + path() + "/" + to, Libc.errno());
      }
    } finally {
      Libc.free(cTo);
      Libc.free(cFrom);
    }
  }

  /** Removes a file; returns false if there is none. */
  public boolean unlink(String name) {
    long cName = Libc.newString(name);
    try {
      int result = (int) Libc.call(Libc.function("unlinkat"), fd.number(), cName, 0);
      if (result < 0 && Libc.errno() != Libc.ENOENT) {
        throw new PosixException("remove " + path() + "/" + name, Libc.errno());
      }
      return result == 0;
    } finally {
      Libc.free(cName);
    }
  }

  public String path() {
    return fd.path();
  }

  public FileStatus status() {
    return fd.status();
  }

  @Override
  public void close() {
    fd.close();
  }
}
