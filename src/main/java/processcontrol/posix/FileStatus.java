package processcontrol.posix;

import org.jspecify.annotations.Nullable;

/**
 * The result of statx(2) for an open file.
 *
 * @param mode type and permissions, as {@code st_mode} in inode(7)
 * @param uid owner
 * @param gid group
 * @param size in bytes
 * @param links number of its names; 0 once it was removed
 * @param device that it is on
 * @param inode its number there
 * @param modified when its content was written last, in milliseconds since 1970, or as it was set
 *     by utimes(2)
 * @param changed when its content, name, owner, mode or {@code modified} was changed last
 */
public record FileStatus(
    int mode,
    int uid,
    int gid,
    long size,
    int links,
    long device,
    long inode,
    long modified,
    long changed) {

  private static final long STATX = Libc.function("statx");
  private static final int BASIC_STATS = 0x7ff;

  static FileStatus of(Fd fd) {
    return of(fd, "", Libc.AT_EMPTY_PATH);
  }

  /** Of an entry of a directory, of a link itself and not of what it leads to. */
  static FileStatus of(Fd directory, String name) {
    return of(directory, name, Libc.AT_SYMLINK_NOFOLLOW);
  }

  private static FileStatus of(Fd fd, String name, int flags) {
    // struct statx is the same on every architecture.
    long buffer = Libc.allocate(256);
    long cName = Libc.newString(name);
    try {
      if ((int) Libc.call(STATX, fd.number(), cName, flags, BASIC_STATS, buffer) < 0) {
        String path = name.isEmpty() ? fd.path() : fd.path() + "/" + name;
        throw new PosixException("stat " + path, Libc.errno());
      }
      return new FileStatus(
          Libc.getShort(buffer + 28) & 0xffff,
          Libc.getInt(buffer + 20),
          Libc.getInt(buffer + 24),
          Libc.getLong(buffer + 40),
          Libc.getInt(buffer + 16),
          Libc.getLong(buffer + 136), // Major and minor number, 32 bits each.
          Libc.getLong(buffer + 32),
          millis(buffer + 112),
          millis(buffer + 96));
    } finally {
      Libc.free(cName);
      Libc.free(buffer);
    }
  }

  /** A struct statx_timestamp. */
  private static long millis(long address) {
    return Libc.getLong(address) * 1000 + Libc.getInt(address + 8) / 1_000_000;
  }

  /**
   * Returns true if both are of one file, under whatever name; for files that are open meanwhile.
   */
  public boolean isSameFile(FileStatus other) {
    return inode == other.inode && device == other.device;
  }

  public boolean isRegularFile() {
    return (mode & 0xf000) == 0x8000;
  }

  public boolean isSymlink() {
    return (mode & 0xf000) == 0xa000;
  }

  /** Returns what it is, in words; null for a regular file. */
  public @Nullable String kindUnlessRegular() {
    return switch (mode & 0xf000) {
      case 0x8000 -> null;
      case 0x1000 -> "a FIFO";
      case 0x4000 -> "a directory";
      case 0x2000, 0x6000 -> "a device";
      case 0xa000 -> "a symbolic link";
      default -> "no regular file";
    };
  }

  /** The permission bits, {@code 0644} and the like. */
  public int permissions() {
    return mode & 07777;
  }

  public boolean isWritableByOthers() {
    return (mode & 2) != 0;
  }
}
