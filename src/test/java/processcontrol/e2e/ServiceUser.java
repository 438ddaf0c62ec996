package processcontrol.e2e;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import processcontrol.posix.Fd;

/**
 * The system user that the jobs of the tests run as, created where it is missing, and removed again
 * by the last of several test runs at the same time.
 */
final class ServiceUser {

  static final String NAME = "process-control-it";

  /** One more group of the user, so that supplementary groups differ from none. */
  private static final String GROUP = "process-control-it-more";

  private static final String COMMENT = "made by the tests of process-control";

  /**
   * The program that creates the user reads it, so it is there, and can be locked by all test runs.
   */
  private static final String LOCKED = "/etc/login.defs";

  private static boolean exists;

  private ServiceUser() {}

  static synchronized void require() {
    if (exists) {
      return;
    }
    try (Fd lock = Fd.openForReading(LOCKED)) {
      lock.lock();
      Tree.create(); // Tells that this run uses the user, until its end.
      if (Commands.tryRun("getent", "group", GROUP).exitCode() != 0) {
        Commands.run("groupadd", "--system", GROUP);
      }
      if (Commands.tryRun("getent", "passwd", NAME).exitCode() != 0) {
        Commands.run(
            "useradd",
            "--system",
            "--user-group",
            "--groups=" + GROUP,
            "--no-create-home",
            "--home-dir=/nonexistent",
            "--shell=/usr/sbin/nologin",
            "--comment=" + COMMENT,
            NAME);
      }
      exists = true;
    }
  }

  /**
   * Removes the user, its group and its mailbox, if a test run has made it and no other needs it.
   */
  static synchronized void removeAfterLast(BooleanSupplier isUsed) {
    if (!exists) {
      return;
    }
    try (Fd lock = Fd.openForReading(LOCKED)) {
      lock.lock();
      if (Commands.run("getent", "passwd", NAME).contains(COMMENT) && !isUsed.getAsBoolean()) {
        Commands.tryRun("userdel", NAME);
        Commands.tryRun("groupdel", GROUP);
        Commands.tryRun("rm", "-f", "/var/mail/" + NAME);
      }
    }
  }

  static String uid() {
    return Commands.run("id", "-u", NAME);
  }

  static String gid() {
    return Commands.run("id", "-g", NAME);
  }

  /** The numbers of all its groups, sorted as the kernel does. */
  static List<Integer> groups() {
    String groups = Commands.run("id", "-G", NAME);
    return Arrays.stream(groups.split(" ", -1)).map(Integer::valueOf).sorted().toList();
  }

  static void own(Path file) {
    Commands.run("chown", "-h", NAME + ":" + NAME, file.toString());
  }
}
