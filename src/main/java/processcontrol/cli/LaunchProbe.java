package processcontrol.cli;

import processcontrol.posix.CurrentProcess;

/** Shows that a JVM starts under the caller's limits, with our jar and its native library. */
public final class LaunchProbe {

  private LaunchProbe() {}

  /** Ends with 0, or the JVM ends by itself. */
  public static void main(String[] args) throws InterruptedException {
    // A run has threads of its own beside those of the JVM.
    Thread thread = new Probe();
    thread.start();
    thread.join();
    int uid = CurrentProcess.effectiveUid();
    Runtime.getRuntime().halt(uid == -1 ? 1 : 0);
  }

  private static final class Probe extends Thread {
    @Override
    public void run() {}
  }
}
