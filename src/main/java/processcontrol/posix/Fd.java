package processcontrol.posix;

import org.jspecify.annotations.Nullable;

/**
 * An open file descriptor. Every one is close-on-exec. Calls interrupted by a signal are repeated.
 * Not for use by two threads at once.
 */
public final class Fd implements AutoCloseable {

  private static final long OPENAT = Libc.function("openat");
  private static final long CLOSE = Libc.function("close");
  private static final long READ = Libc.function("read");
  private static final long WRITE = Libc.function("write");
  private static final long PREAD = Libc.function("pread");
  private static final long PWRITE = Libc.function("pwrite");
  private static final long FTRUNCATE = Libc.function("ftruncate");
  private static final long FLOCK = Libc.function("flock");
  private static final long PIPE2 = Libc.function("pipe2");
  private static final long ISATTY = Libc.function("isatty");

  private static final int LOCK_EX = 2;
  private static final int LOCK_NB = 4;
  private static final int LOCK_UN = 8;

  /** The most that one read or write moves: the default capacity of a pipe (pipe(7)). */
  public static final int CHUNK = 65_536;

  private static long chunk;

  private final String path;
  private int number;

  private Fd(String path, int number) {
    this.path = path;
    this.number = number;
  }

  /** The console's standard input, standard output or standard error. */
  public static Fd standard(int number) {
    String name = number == 0 ? "standard input" : number == 1 ? "standard output" : null;
    return new Fd(name == null ? "standard error" : name, number);
  }

  /** A descriptor that whoever started this process left open for it; the path names it. */
  public static Fd inherited(int number, String path) {
    return new Fd(path, number);
  }

  /** Opens a file for reading. A FIFO without a writer does not block. */
  public static Fd openForReading(String path) {
    return open(null, path, Libc.O_RDONLY | Libc.O_NONBLOCK, 0);
  }

  /**
   * Opens or creates a file for writing, never through a symbolic link. A FIFO without a reader is
   * an error, and one that is full takes nothing, so that the writer never waits.
   *
   * @param append whether to keep its content
   */
  public static Fd openForWriting(String path, boolean append, int mode) {
    int flags = Libc.O_WRONLY | Libc.O_CREAT | Libc.O_NOFOLLOW | Libc.O_NONBLOCK;
    return open(null, path, flags | (append ? Libc.O_APPEND : Libc.O_TRUNC), mode);
  }

  /**
   * openat(2).
   *
   * @param directory null for the working directory
   */
  static Fd open(@Nullable Fd directory, String name, int flags, int mode) {
    String path = directory == null ? name : directory.path + "/" + name;
    long cName = Libc.newString(name);
    try {
      int at = directory == null ? Libc.AT_FDCWD : directory.number;
      int number;
      do {
        number = (int) Libc.call(OPENAT, at, cName, flags | Libc.O_CLOEXEC, mode);
      } while (number < 0 && Libc.errno() == Libc.EINTR);
      if (number < 0) {
        throw new PosixException("open " + path, Libc.errno());
      }
      return new Fd(path, number);
    } finally {
      Libc.free(cName);
    }
  }

  /** A pipe's two ends, the reading one (index 0) non-blocking. */
  static Fd[] pipe(String name) {
    long ends = Libc.allocate(8);
    try {
      if ((int) Libc.call(PIPE2, ends, Libc.O_CLOEXEC) < 0) {
        throw new PosixException("make a pipe", Libc.errno());
      }
      Fd[] pipe = {new Fd(name, Libc.getInt(ends)), new Fd(name, Libc.getInt(ends + 4))};
      setNonBlocking(pipe[0]);
      return pipe;
    } finally {
      Libc.free(ends);
    }
  }

  private static void setNonBlocking(Fd fd) {
    int setStatusFlags = 4; // F_SETFL; O_NONBLOCK belongs to this end of the pipe alone.
    if ((int) Libc.call(Libc.function("fcntl"), fd.number, setStatusFlags, Libc.O_NONBLOCK) < 0) {
      throw new PosixException("set O_NONBLOCK on " + fd.path, Libc.errno());
    }
  }

  /** A file in memory alone that holds the content and is read from its start. */
  static Fd ofMemory(byte[] content) {
    long name = Libc.newString("input");
    int closeOnExec = 1; // MFD_CLOEXEC
    int number;
    try {
      number = (int) Libc.call(Libc.function("memfd_create"), name, closeOnExec);
    } finally {
      Libc.free(name);
    }
    if (number < 0) {
      throw new PosixException("make a file in memory", Libc.errno());
    }
    Fd memory = new Fd("a file in memory", number);
    memory.replaceContent(content);
    return memory;
  }

  /** Takes over a descriptor that another call opened. */
  static Fd adopt(String name, int number) {
    return new Fd(name, number);
  }

  int number() {
    if (number < 0) {
      throw new IllegalStateException(path + " is closed");
    }
    return number;
  }

  public String path() {
    return path;
  }

  public FileStatus status() {
    return FileStatus.of(this);
  }

  public boolean isTerminal() {
    return (int) Libc.call(ISATTY, number) == 1;
  }

  /**
   * Reads at most {@value #CHUNK} bytes.
   *
   * @return how many; 0 where a non-blocking descriptor has none now; -1 at the end
   */
  public int read(byte[] target, int offset, int length) {
    int got = read(scratch(), Math.min(length, CHUNK));
    if (got > 0) {
      Libc.copyOut(scratch(), target, offset, got);
    }
    return got;
  }

  /** The same into memory outside the heap. */
  int read(long address, int length) {
    long got;
    do {
      got = Libc.call(READ, number(), address, length);
    } while (got < 0 && Libc.errno() == Libc.EINTR);
    if (got < 0) {
      if (Libc.errno() == Libc.EAGAIN) {
        return 0;
      }
      throw new PosixException("read " + path, Libc.errno());
    }
    return got == 0 ? -1 : (int) got;
  }

  /** Reads what a regular file holds, at most {@code limit} bytes of it. */
  public byte[] readAll(int limit) {
    byte[] bytes = new byte[Math.min(limit, 4096)];
    int size = 0;
    while (size < limit) {
      if (size == bytes.length) {
        bytes = java.util.Arrays.copyOf(bytes, Math.min(limit, size * 4));
      }
      int got = read(bytes, size, bytes.length - size);
      if (got <= 0) {
        break;
      }
      size += got;
    }
    return java.util.Arrays.copyOf(bytes, size);
  }

  /**
   * Reads at most {@value #CHUNK} bytes that begin at a position of a regular file.
   *
   * @return how many there were; 0 at the end
   */
  public int readAt(long position, byte[] target, int offset, int length) {
    long got = Libc.call(PREAD, number(), scratch(), Math.min(length, CHUNK), position);
    if (got < 0) {
      throw new PosixException("read " + path, Libc.errno());
    }
    Libc.copyOut(scratch(), target, offset, (int) got);
    return (int) got;
  }

  /** Reads at most {@value #CHUNK} bytes that begin at a position of a regular file. */
  public byte[] readAt(long position, int length) {
    long got = Libc.call(PREAD, number(), scratch(), Math.min(length, CHUNK), position);
    if (got < 0) {
      throw new PosixException("read " + path, Libc.errno());
    }
    byte[] bytes = new byte[(int) got];
    Libc.copyOut(scratch(), bytes, 0, bytes.length);
    return bytes;
  }

  /**
   * Writes at most {@value #CHUNK} bytes in one write(2).
   *
   * @return how many were written, which may be fewer; 0 where a non-blocking descriptor is full
   */
  public int write(byte[] source, int offset, int length) {
    int wanted = Math.min(length, CHUNK);
    Libc.copyIn(scratch(), source, offset, wanted);
    long put;
    do {
      put = Libc.call(WRITE, number(), scratch(), wanted);
    } while (put < 0 && Libc.errno() == Libc.EINTR);
    if (put < 0) {
      if (Libc.errno() == Libc.EAGAIN) {
        return 0;
      }
      throw new PosixException("write " + path, Libc.errno());
    }
    return (int) put;
  }

  /**
   * Writes all bytes in one write(2), however many there are.
   *
   * @throws PosixException if not all could be written
   */
  public void writeAtOnce(byte[] content) {
    long memory = Libc.allocate(content.length);
    try {
      Libc.copyIn(memory, content, 0, content.length);
      requireWhole(Libc.call(WRITE, number(), memory, content.length), content.length);
    } finally {
      Libc.free(memory);
    }
  }

  /**
   * Replaces the whole content of a file: the new one is written first, then what is behind cut.
   */
  public void replaceContent(byte[] content) {
    long memory = Libc.allocate(content.length);
    try {
      Libc.copyIn(memory, content, 0, content.length);
      requireWhole(Libc.call(PWRITE, number(), memory, content.length, 0), content.length);
    } finally {
      Libc.free(memory);
    }
    truncate(content.length);
  }

  /** Regular files are written whole or not at all, but for a file system that fills up. */
  private void requireWhole(long written, int length) {
    if (written != length) {
      throw new PosixException("write " + path, written < 0 ? Libc.errno() : Libc.ENOSPC);
    }
  }

  public void truncate(long length) {
    if ((int) Libc.call(FTRUNCATE, number(), length) < 0) {
      throw new PosixException("truncate " + path, Libc.errno());
    }
  }

  /** Takes an exclusive flock(2) if it is free. */
  public boolean tryLock() {
    return lock(LOCK_EX | LOCK_NB);
  }

  /**
   * Takes an exclusive flock(2); waits for one that is held, so only where that is not for long.
   */
  public void lock() {
    lock(LOCK_EX);
  }

  private boolean lock(int operation) {
    int result;
    do {
      result = (int) Libc.call(FLOCK, number(), operation);
    } while (result < 0 && Libc.errno() == Libc.EINTR);
    if (result < 0 && Libc.errno() != Libc.EAGAIN) {
      throw new PosixException("lock " + path, Libc.errno());
    }
    return result == 0;
  }

  /** Gives the flock up for every descriptor that shares it, those inherited by children too. */
  public void unlock() {
    if ((int) Libc.call(FLOCK, number(), LOCK_UN) < 0) {
      throw new PosixException("unlock " + path, Libc.errno());
    }
  }

  public boolean isOpen() {
    return number >= 0;
  }

  @Override
  public void close() {
    if (number >= 0) {
      Libc.call(CLOSE, number); // EINTR closes it all the same on Linux (close(2)).
      number = -1;
    }
  }

  private static long scratch() {
    if (chunk == 0) {
      chunk = Libc.allocate(CHUNK);
    }
    return chunk;
  }
}
