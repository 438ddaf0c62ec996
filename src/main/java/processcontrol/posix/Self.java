package processcontrol.posix;

/** This process: its ids and its file mode creation mask. */
public final class Self {

  private static final long GETPID = Libc.function("getpid");
  private static final long GETEUID = Libc.function("geteuid");
  private static final long UMASK = Libc.function("umask");

  private Self() {}

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
}
