package processcontrol;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The system's own programs that a test calls. */
public final class Tool {

  private static final List<String> SYSTEM = List.of("/usr/sbin", "/sbin");

  private Tool() {}

  /** Skips the test if a program is not installed. */
  public static void require(String name) {
    assumeTrue(isInstalled(name), name + " is not installed");
  }

  private static boolean isInstalled(String name) {
    for (String directory :
        (System.getenv("PATH") + ":" + String.join(":", SYSTEM)).split(":", -1)) {
      if (Files.isExecutable(Path.of(directory, name))) {
        return true;
      }
    }
    return false;
  }
}
