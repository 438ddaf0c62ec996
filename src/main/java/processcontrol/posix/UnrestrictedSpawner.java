package processcontrol.posix;

import org.jspecify.annotations.Nullable;

/**
 * A thread beside the main one that starts what must not be bound as the children of the main
 * thread are: no_new_privs is a thread's own (prctl(2)), is never taken back, and comes down to
 * threads and children alike. Mail programs need their setgid bit. So this thread is started before
 * the bit is set, and waits until it is wanted.
 */
public final class UnrestrictedSpawner {

  private static @Nullable UnrestrictedSpawner only;

  private @Nullable Runnable task;
  private @Nullable Throwable failure;

  private UnrestrictedSpawner() {}

  /** Starts the thread of this process, unless it is there; it does not keep the process alive. */
  public static synchronized UnrestrictedSpawner start() {
    if (only == null) {
      only = new UnrestrictedSpawner();
      Thread thread = only.new Worker();
      thread.setDaemon(true);
      thread.start();
    }
    return only;
  }

  /** Does a task there and waits until it is done; what the task throws is thrown here. */
  public synchronized void run(Runnable wanted) {
    task = wanted;
    failure = null;
    notifyAll();
    boolean interrupted = false;
    while (task != null) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
  }

  private final class Worker extends Thread {
    Worker() {
      super("side");
    }

    @Override
    public void run() {
      work();
    }
  }

  private synchronized void work() {
    while (true) {
      while (task == null) {
        try {
          wait();
        } catch (InterruptedException e) {
          return; // Not expected: nothing interrupts this thread.
        }
      }
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        failure = e; // Whoever waits must not wait for ever.
      }
      task = null;
      notifyAll();
    }
  }
}
