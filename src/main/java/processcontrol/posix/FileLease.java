package processcontrol.posix;

/**
 * Finds out if a file is open elsewhere by asking for a write lease on it, which the kernel grants
 * only to the one process that has it open (F_SETLEASE in fcntl(2)). A scan of /proc would not see
 * the processes of other users.
 */
public final class FileLease {

  /** The kernel's answer. */
  public enum Answer {
    /** Nobody else has it open. */
    CLOSED,
    OPEN,
    /** It belongs to another user, or is no regular file, or its file system does not tell. */
    UNKNOWN
  }

  private static final long FCNTL = Libc.function("fcntl");

  private static final int F_SETSIG = 10;
  private static final int F_SETLEASE = 1024;
  private static final int F_WRLCK = 1;
  private static final int F_UNLCK = 2;

  /** Ignored by default. */
  private static final int SIGURG = 23;

  // Their servers know more opens than we do, and they refuse leases as if the file were open:
  // NFS, CIFS and SMB2 in linux/magic.h.
  private static final long[] REMOTE = {0x6969L, 0xff534d42L, 0xfe534d42L};

  private FileLease() {}

  /**
   * Asks about a file. The lease is given back at once.
   *
   * @throws PosixException {@link PosixException#isNotFound} if there is none
   */
  public static Answer ask(String path) {
    try (Fd file = Fd.openForReading(path)) {
      if (isRemote(file)) {
        return Answer.UNKNOWN;
      }
      // Whoever opens the file in this moment makes the kernel send a signal: SIGIO, which would
      // end this process, unless another one is chosen.
      if ((int) Libc.call(FCNTL, file.number(), F_SETSIG, SIGURG) < 0) {
        return Answer.UNKNOWN;
      }
      if ((int) Libc.call(FCNTL, file.number(), F_SETLEASE, F_WRLCK) < 0) {
        return Libc.errno() == Libc.EAGAIN ? Answer.OPEN : Answer.UNKNOWN;
      }
      Libc.call(FCNTL, file.number(), F_SETLEASE, F_UNLCK);
      return Answer.CLOSED;
    } catch (PosixException e) {
      if (e.isNotFound()) {
        throw e;
      }
      return Answer.UNKNOWN; // We may not read it, above all.
    }
  }

  private static boolean isRemote(Fd file) {
    long buffer = Libc.allocate(256); // struct statfs: f_type comes first.
    try {
      if ((int) Libc.call(Libc.function("fstatfs"), file.number(), buffer) < 0) {
        return true;
      }
      long type = Libc.getLong(buffer) & 0xffffffffL;
      for (long remote : REMOTE) {
        if (type == remote) {
          return true;
        }
      }
      return false;
    } finally {
      Libc.free(buffer);
    }
  }
}
