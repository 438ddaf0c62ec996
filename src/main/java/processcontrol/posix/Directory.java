package processcontrol.posix;

import java.nio.charset.StandardCharsets;

/**
 * An open directory and what is done to entries in it by name. No entry is ever opened through a
 * symbolic link.
 */
public final class Directory implements AutoCloseable {

  private static final long MKDIRAT = Libc.function("mkdirat");

  private static final int DIRECTORY = Libc.O_RDONLY | Libc.O_DIRECTORY;

  private static final int UPDATING =
      Libc.O_RDWR | Libc.O_CREAT | Libc.O_NOFOLLOW | Libc.O_NONBLOCK;

  private static final int DIRENT_BLOCK = 32_768;
  private static final byte DT_UNKNOWN = 0;
  private static final byte DT_DIR = 4;
  private static final byte DT_REG = 8;
  private static final byte DT_LNK = 10;

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

  /** Opens an entry with the flags of open(2). */
  Fd open(String name, int flags) {
    return Fd.open(fd, name, flags, 0);
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

  /** Opens or creates a file for reading and appending, and nothing but a regular one. */
  public Fd openForAppending(String name, int mode) {
    return RegularFile.open(fd, name, UPDATING | Libc.O_APPEND, mode);
  }

  /** Opens a file that exists, for appending. A FIFO without a reader is an error. */
  public Fd openExistingForAppending(String name) {
    int flags = Libc.O_WRONLY | Libc.O_APPEND | Libc.O_NONBLOCK | Libc.O_NOFOLLOW;
    return Fd.open(fd, name, flags, 0);
  }

  /** Opens or creates a file for reading and writing, and nothing but a regular one. */
  public Fd openForUpdating(String name, int mode) {
    return RegularFile.open(fd, name, UPDATING, mode);
  }

  /** The names of all entries, one by one, while this stays open. */
  public EntryNames names() {
    return new EntryNames(fd);
  }

  /**
   * Puts a file here whole or not at all: written under another name, synced, then renamed over
   * what was there (rename(2)). It belongs to the user and the group of this process.
   */
  public void replaceFile(String name, byte[] content, int mode) {
    replaceFile(name, content, mode, /* synced= */ true);
  }

  /** As {@link #replaceFile}, for what can be made again if the power fails: without waiting. */
  public void replaceFileUnsynced(String name, byte[] content, int mode) {
    replaceFile(name, content, mode, /* synced= */ false);
  }

  private void replaceFile(String name, byte[] content, int mode, boolean synced) {
    String temporary = "." + name + "." + CurrentProcess.pid() + ".tmp";
    unlink(temporary);
    try (Fd file = createForAppending(temporary, mode)) {
      file.writeAtOnce(content);
      // Whatever the directory made of the owner, and the file mode creation mask of the mode.
      change(
          "set the owner of",
          file,
          "fchown",
          CurrentProcess.effectiveUid(),
          CurrentProcess.effectiveGid());
      change("set the mode of", file, "fchmod", mode, 0);
      if (synced) {
        change("sync", file, "fsync", 0, 0);
      }
      rename(temporary, name);
    } catch (PosixException e) {
      unlink(temporary);
      throw e;
    }
    if (synced) {
      change("sync", fd, "fsync", 0, 0);
    }
  }

  /** Calls what takes a descriptor and up to two numbers; further ones are not looked at. */
  private static void change(String verb, Fd file, String function, int first, int second) {
    if ((int) Libc.call(Libc.function(function), file.number(), first, second) < 0) {
      throw new PosixException(verb + " " + file.path(), Libc.errno());
    }
  }

  /** Takes an exclusive flock(2) of the directory itself if it is free. */
  public boolean tryLock() {
    return fd.tryLock();
  }

  /** Renames an entry, over another one of the new name if there is one. */
  public void rename(String from, String to) {
    long cFrom = Libc.newString(from);
    long cTo = Libc.newString(to);
    try {
      long renameat = Libc.function("renameat");
      if ((int) Libc.call(renameat, fd.number(), cFrom, fd.number(), cTo) < 0) {
        throw new PosixException("rename " + from + " to " + path() + "/" + to, Libc.errno());
      }
    } finally {
      Libc.free(cTo);
      Libc.free(cFrom);
    }
  }

  /** Renames a file that is open; what is returned takes the place of {@code file}. */
  public Fd rename(Fd file, String from, String to) {
    rename(from, to);
    return Fd.adopt(path() + "/" + to, file.number());
  }

  /**
   * The names of the regular files here, in no order: for each the length of its name in one byte,
   * then the name. Hundreds of names in one array are had in a fraction of the time that as many
   * strings take in a JVM that interprets. Where a file system does not tell the type of an entry
   * (DT_UNKNOWN in readdir(3)), it is among them, whatever it is.
   */
  public byte[] regularFiles() {
    Libc.call(Libc.function("lseek"), fd.number(), 0, 0);
    long getdents = Libc.function("getdents64");
    long block = Libc.allocate(DIRENT_BLOCK);
    byte[] entries = new byte[DIRENT_BLOCK];
    byte[] names = new byte[4096];
    int size = 0;
    try {
      while (true) {
        int got = (int) Libc.call(getdents, fd.number(), block, DIRENT_BLOCK);
        if (got < 0) {
          throw new PosixException("read the directory " + path(), Libc.errno());
        }
        if (got == 0) {
          return java.util.Arrays.copyOf(names, size);
        }
        Libc.copyOut(block, entries, 0, got);
        if (size + got > names.length) { // A name is shorter than its entry.
          names = java.util.Arrays.copyOf(names, Math.max(size + got, names.length * 2));
        }
        size = addRegularFiles(entries, got, names, size);
      }
    } finally {
      Libc.free(block);
    }
  }

  /** struct linux_dirent64: length at 16, type at 18, name from 19, NUL, padding up to 8 bytes. */
  private static int addRegularFiles(byte[] entries, int end, byte[] names, int start) {
    int size = start;
    int next;
    for (int at = 0; at < end; at = next) {
      next = at + ((entries[at + 16] & 0xff) | (entries[at + 17] & 0xff) << 8);
      byte type = entries[at + 18];
      if (type == DT_REG || type == DT_UNKNOWN) {
        int nameEnd = Math.max(at + 19, next - 8);
        while (entries[nameEnd] != 0) {
          nameEnd++;
        }
        int length = nameEnd - (at + 19);
        names[size++] = (byte) length;
        System.arraycopy(entries, at + 19, names, size, length);
        size += length;
      }
    }
    return size;
  }

  /**
   * The entries whose names do not begin with a dot, in no order, and as {@link #regularFiles}
   * gives them, but with a byte before each: {@code d} for a directory, {@code l} for a symbolic
   * link, {@code f} for anything else. Reading ends when more than {@code limit} have been seen.
   *
   * @param suffix entries other than directories are among them only if their names end so, which
   *     spares strings for thousands of others; null for all
   */
  public byte[] entries(byte[] suffix, int limit) {
    Libc.call(Libc.function("lseek"), fd.number(), 0, 0);
    long getdents = Libc.function("getdents64");
    long block = Libc.allocate(DIRENT_BLOCK);
    byte[] entries = new byte[DIRENT_BLOCK];
    byte[] names = new byte[4096];
    int size = 4; // The number of entries seen comes first.
    int seen = 0;
    try {
      while (seen <= limit) {
        int got = (int) Libc.call(getdents, fd.number(), block, DIRENT_BLOCK);
        if (got < 0) {
          throw new PosixException("read the directory " + path(), Libc.errno());
        }
        if (got == 0) {
          break;
        }
        Libc.copyOut(block, entries, 0, got);
        if (size + got > names.length) {
          names = java.util.Arrays.copyOf(names, Math.max(size + got, names.length * 2));
        }
        int next;
        for (int at = 0; at < got && seen <= limit; at = next) {
          next = at + ((entries[at + 16] & 0xff) | (entries[at + 17] & 0xff) << 8);
          if (entries[at + 19] == '.') {
            continue;
          }
          seen++;
          int length = nameLength(entries, at, next);
          byte type = entries[at + 18];
          if (type == DT_UNKNOWN) {
            type = typeOf(new String(entries, at + 19, length, StandardCharsets.UTF_8));
          }
          if (type == DT_DIR || suffix == null || endsWith(entries, at + 19, length, suffix)) {
            names[size++] = (byte) (type == DT_DIR ? 'd' : type == DT_LNK ? 'l' : 'f');
            names[size++] = (byte) length;
            System.arraycopy(entries, at + 19, names, size, length);
            size += length;
          }
        }
      }
    } finally {
      Libc.free(block);
    }
    for (int i = 0; i < 4; i++) {
      names[i] = (byte) (seen >> (8 * i));
    }
    return java.util.Arrays.copyOf(names, size);
  }

  private static int nameLength(byte[] entries, int at, int next) {
    int end = Math.max(at + 19, next - 8);
    while (entries[end] != 0) {
      end++;
    }
    return end - (at + 19);
  }

  private static boolean endsWith(byte[] entries, int start, int length, byte[] suffix) {
    int offset = start + length - suffix.length;
    if (offset < start) {
      return false;
    }
    for (int i = suffix.length - 1; i >= 0; i--) {
      if (entries[offset + i] != suffix[i]) {
        return false;
      }
    }
    return true;
  }

  /** Asks for the type of an entry, for file systems that do not store it in the directory. */
  private byte typeOf(String name) {
    try {
      int mode = statusOf(name).mode() & 0xf000;
      return mode == 0x4000 ? DT_DIR : mode == 0xa000 ? DT_LNK : DT_REG;
    } catch (PosixException e) {
      return DT_REG; // It vanished, or is not accessible, which opening it will show.
    }
  }

  /** The status of an entry, of a link itself and not of what it leads to. */
  public FileStatus statusOf(String name) {
    return FileStatus.of(fd, name);
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
