package processcontrol.cli;

import processcontrol.posix.Self;

/** Shows that a JVM starts under the caller's limits, with our jar and its native library. */
public final class LaunchProbe {

  private LaunchProbe() {}

  /** Ends with 0, or the JVM ends by itself. */
  public static void main(String[] args) {
    int uid = Self.effectiveUid();
    Runtime.getRuntime().halt(uid == -1 ? 1 : 0);
  }
}
