package processcontrol.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.config.GlobalConfig;
import processcontrol.job.CommandLine;
import processcontrol.posix.Account;

/**
 * Looks whether the report can be written where the configuration says: cron would only mail once a
 * minute that it cannot.
 */
final class ReportDirectoryCheck {

  private static final int OWNER_WRITES = 0200;
  private static final int OTHERS_WRITE = 0022;

  private ReportDirectoryCheck() {}

  /** Returns what is wrong with the directory; null for nothing, or if no report is written. */
  static @Nullable String faultOf(GlobalConfig config) {
    String path = config.reportDirectory();
    Account user = path == null ? null : Account.find(config.user());
    if (user == null) {
      return null;
    }
    String place = "report_directory: " + CommandLine.printable(path) + " ";
    Path directory = Path.of(path);
    if (!Files.isDirectory(directory)) {
      return place
          + (Files.exists(directory) ? "is not a directory" : "does not exist")
          + ", so that no report can be written; make it with: install -d -o "
          + user.name()
          + " "
          + CommandLine.printable(path);
    }
    return isWritable(directory, user)
        ? null
        : place
            + "is not writable by "
            + user.name()
            + ", so that no report can be written; mend it with: chown "
            + user.name()
            + " "
            + CommandLine.printable(path);
  }

  /** By its mode; bits of a group may be those of an access control list, so they are believed. */
  private static boolean isWritable(Path directory, Account user) {
    try {
      Map<String, Object> status = Files.readAttributes(directory, "unix:mode,uid");
      int bits = (Integer) status.get("uid") == user.uid() ? OWNER_WRITES : OTHERS_WRITE;
      return user.uid() == 0 || ((Integer) status.get("mode") & bits) != 0;
    } catch (IOException e) {
      return true; // Whoever calls may not look at it.
    }
  }
}
