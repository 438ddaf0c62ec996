package processcontrol.posix;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A child of ours, leader of a session and process group of its own, with pipes behind its standard
 * output and standard error.
 */
public final class ChildProcess implements AutoCloseable {

  private static final long WAITPID = Libc.function("waitpid");
  private static final long KILL = Libc.function("kill");
  private static final long SYSCALL = Libc.function("syscall");

  private static final int SYS_PIDFD_OPEN = 434; // The same on every architecture; Linux 5.3.
  private static final int WNOHANG = 1;

  /** Those that are not closed: whoever reaps may collect the end of another one. */
  private static final List<ChildProcess> OPEN = new ArrayList<>(2);

  private final int pid;
  private final Fd exited;
  private final Fd stdout;
  private final Fd stderr;
  private @Nullable Termination termination;

  ChildProcess(int pid, Fd stdout, Fd stderr) {
    this.pid = pid;
    this.stdout = stdout;
    this.stderr = stderr;
    int pidfd = (int) Libc.call(SYSCALL, SYS_PIDFD_OPEN, pid, 0);
    if (pidfd < 0) {
      int errno = Libc.errno();
      Libc.call(KILL, -pid, 9);
      throw new PosixException("open a pidfd (Linux 5.3 or newer is needed)", errno);
    }
    this.exited = Fd.adopt("the pidfd", pidfd);
    OPEN.add(this);
  }

  public int pid() {
    return pid;
  }

  /** Ready for reading once the child has exited. */
  public Fd exited() {
    return exited;
  }

  public Fd stdout() {
    return stdout;
  }

  public Fd stderr() {
    return stderr;
  }

  /** Returns how the child ended; null while it has not been seen to. */
  public @Nullable Termination termination() {
    return termination;
  }

  /**
   * Collects every child that has ended: this one, others that are watched, and the orphans that a
   * subreaper inherits, which would stay as zombies for as long as this process lives.
   */
  public void reap() {
    long status = Libc.allocate(4);
    try {
      while (true) {
        int ended = (int) Libc.call(WAITPID, -1, status, WNOHANG);
        if (ended > 0) {
          note(ended, Libc.getInt(status));
        } else if (ended == 0 || (ended < 0 && Libc.errno() != Libc.EINTR)) {
          return;
        }
      }
    } finally {
      Libc.free(status);
    }
  }

  private static void note(int ended, int status) {
    for (int i = 0; i < OPEN.size(); i++) {
      if (OPEN.get(i).pid == ended) {
        OPEN.get(i).termination = Termination.ofStatus(status);
      }
    }
  }

  /** Sends a signal to the child's whole process group, while the child's pid is still its own. */
  public void signalGroup(int signal) {
    if (termination == null) {
      Libc.call(KILL, -pid, signal);
    }
  }

  @Override
  public void close() {
    OPEN.remove(this);
    stdout.close();
    stderr.close();
    exited.close();
  }
}
