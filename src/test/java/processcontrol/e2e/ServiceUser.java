package processcontrol.e2e;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The system user that the jobs of the tests run as, created where it is missing. */
final class ServiceUser {

  static final String NAME = "process-control-it";

  /** One more group that it is in, so that supplementary groups can be told from none. */
  private static final String GROUP = "process-control-it-more";

  private static boolean exists;

  private ServiceUser() {}

  static synchronized void require() {
    if (!exists) {
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
            NAME);
      }
      exists = true;
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
