package processcontrol.posix;

/**
 * What statx(2) says of an open file.
 *
 * @param mode type and permissions, as {@code st_mode} in inode(7)
 * @param uid owner
 * @param gid group
 * @param size in bytes
 */
public record FileStatus(int mode, int uid, int gid, long size) {

  private static final long STATX = Libc.function("statx");
  private static final int BASIC_STATS = 0x7ff;

  static FileStatus of(Fd fd) {
    // struct statx is the same on every architecture: uid at 20, gid at 24, mode at 28, size at 40.
    long buffer = Libc.allocate(256);
    long empty = Libc.allocate(1);
    try {
      if ((int) Libc.call(STATX, fd.number(), empty, Libc.AT_EMPTY_PATH, BASIC_STATS, buffer) < 0) {
        throw new PosixException("stat " + fd.path(), Libc.errno());
      }
      return new FileStatus(
          Libc.getShort(buffer + 28) & 0xffff,
          Libc.getInt(buffer + 20),
          Libc.getInt(buffer + 24),
          Libc.getLong(buffer + 40));
    } finally {
      Libc.free(empty);
      Libc.free(buffer);
    }
  }

  public boolean isRegularFile() {
    return (mode & 0xf000) == 0x8000;
  }

  /** The permission bits, {@code 0644} and the like. */
  public int permissions() {
    return mode & 07777;
  }

  public boolean isWritableByOthers() {
    return (mode & 2) != 0;
  }
}
