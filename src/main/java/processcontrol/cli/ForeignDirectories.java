package processcontrol.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.config.GlobalConfig;
import processcontrol.job.VisibleText;

/**
 * Finds directories of jobs that belong to another service user: two configurations share a
 * directory by mistake, and neither can read what the other one writes.
 */
final class ForeignDirectories {

  private ForeignDirectories() {}

  /**
   * Warns once for each directory of the configuration with an entry of another user than the
   * service user. A directory that the caller cannot look into is passed over.
   *
   * @param names the slugs of the jobs
   */
  static void check(GlobalConfig config, List<String> names, Findings findings) {
    check("state_directory", config.stateDirectory(), "", config.user(), names, findings);
    check("output_directory", config.outputDirectory(), "", config.user(), names, findings);
    check("run_directory", config.runDirectory(), ".lock", config.user(), names, findings);
  }

  private static void check(
      String key,
      String directory,
      String suffix,
      String user,
      List<String> names,
      Findings findings) {
    if (directory == null || user == null) {
      return; // Enough to check files of jobs with, as developers do.
    }
    for (String name : names) {
      Path entry = Path.of(directory, name + suffix);
      String owner = owner(entry);
      if (owner != null && !owner.equals(user)) {
        findings.warning(
            null,
            key
                + ": "
                + entry
                + " belongs to "
                + VisibleText.escaped(owner)
                + ", not to "
                + user
                + "; does another configuration use this directory?");
        return;
      }
    }
  }

  /** Returns the user's name or number, or null if there is no such entry or it cannot be seen. */
  private static @Nullable String owner(Path entry) {
    try {
      return Files.getFileAttributeView(
              entry, FileOwnerAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .getOwner()
          .getName();
    } catch (IOException e) {
      return null;
    }
  }
}
