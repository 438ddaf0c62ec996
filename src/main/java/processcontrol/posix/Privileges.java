package processcontrol.posix;

import java.io.File;

/** Turns root into another user for good, and binds the children of this process. */
public final class Privileges {

  private static final long INITGROUPS = Libc.function("initgroups");
  private static final long SETRESGID = Libc.function("setresgid");
  private static final long SETRESUID = Libc.function("setresuid");
  private static final long PRCTL = Libc.function("prctl");

  private static final int PR_SET_CHILD_SUBREAPER = 36;
  private static final int PR_SET_NO_NEW_PRIVS = 38;

  /** Time that a thread may take to end, and the interval of looking, in nanoseconds. */
  private static final long ENDING_NANOS = 5_000_000_000L;

  private static final long RETRY_MILLIS = 2;

  private Privileges() {}

  /**
   * Becomes the account with its supplementary groups, in the order groups, gid, uid (setresuid(2):
   * after the uid nothing else could be changed), and verifies it on every thread: glibc broadcasts
   * the change to all threads, the kernel knows it only of each one.
   *
   * @throws PosixException if any step fails; the process must then end
   */
  public static void become(Account account) {
    long name = Libc.newString(account.name());
    check("set the groups of " + account.name(), Libc.call(INITGROUPS, name, account.gid()));
    Libc.free(name);
    int gid = account.gid();
    check("set the group id to " + gid, Libc.call(SETRESGID, gid, gid, gid));
    int uid = account.uid();
    check("set the user id to " + uid, Libc.call(SETRESUID, uid, uid, uid));
    if ((int) Libc.call(SETRESUID, 0, 0, 0) == 0) {
      throw new PosixException("the user id 0 could be regained");
    }
    verifyThreads(account);
  }

  /**
   * Sees every thread changed. One that is just ending (the JVM retires compiler threads) is left
   * out by glibc's broadcast, and stays visible with its old ids until it is gone: it is waited
   * for.
   */
  private static void verifyThreads(Account account) {
    String[] threads = new File("/proc/self/task").list();
    if (threads == null) {
      throw new PosixException("cannot verify the privilege drop: /proc is not readable");
    }
    Poll pause = new Poll(0);
    long deadline = System.nanoTime() + ENDING_NANOS;
    try (ThreadCheck check = new ThreadCheck(account)) {
      for (String thread : threads) {
        while (!check.passes(thread)) {
          if (System.nanoTime() > deadline) {
            throw new PosixException("thread " + thread + " kept privileges");
          }
          pause.await(RETRY_MILLIS);
        }
      }
    }
  }

  /** Makes orphaned descendants children of this process instead of init's (prctl(2)). */
  public static void becomeSubreaper() {
    check("become a subreaper", Libc.call(PRCTL, PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0));
  }

  /** Keeps the children of this thread from gaining privileges through execve(2). */
  public static void setNoNewPrivileges() {
    check("set no_new_privs", Libc.call(PRCTL, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
  }

  private static void check(String attempt, long result) {
    if ((int) result != 0) {
      throw new PosixException(attempt, Libc.errno());
    }
  }
}
