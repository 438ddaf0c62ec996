package processcontrol.posix;

/** This process: its ids, its file mode creation mask and where its output goes. */
public final class CurrentProcess {

  private static final long GETPID = Libc.function("getpid");
  private static final long GETEUID = Libc.function("geteuid");
  private static final long UMASK = Libc.function("umask");

  private CurrentProcess() {}

  public static int pid() {
    return (int) Libc.call(GETPID);
  }

  public static int effectiveUid() {
    return (int) Libc.call(GETEUID);
  }

  public static int effectiveGid() {
    return (int) Libc.call(Libc.function("getegid"));
  }

  /**
   * Sets the file mode creation mask (umask(2)); with 0, files get exactly the modes they are
   * created with.
   *
   * @return the former mask
   */
  public static int umask(int mask) {
    return (int) Libc.call(UMASK, mask);
  }

  /** Leads standard output and standard error to nowhere; whoever reads them sees their end. */
  public static void silence() {
    long dup2 = Libc.function("dup2");
    try (Fd nowhere = Fd.open(null, "/dev/null", Libc.O_WRONLY, 0)) {
      for (int i = 1; i <= 2; i++) {
        if ((int) Libc.call(dup2, nowhere.number(), i) < 0) {
          throw new PosixException("redirect " + Fd.standard(i).path(), Libc.errno());
        }
      }
    }
  }
}
