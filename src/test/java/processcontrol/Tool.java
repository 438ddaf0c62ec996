package processcontrol;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The system's own programs that a test calls. */
public final class Tool {

  private static final List<String> SYSTEM = List.of("/usr/sbin", "/sbin");

  private Tool() {}

  /** Skips the test if a program is not installed. */
  public static void require(String name) {
    assumeTrue(find(name) != null, name + " is not installed");
  }

  /** Returns where an installed program is. */
  public static Path path(String name) {
    return Objects.requireNonNull(find(name), name);
  }

  private static Path find(String name) {
    for (String directory :
        (System.getenv("PATH") + ":" + String.join(":", SYSTEM)).split(":", -1)) {
      Path program = Path.of(directory, name);
      if (Files.isExecutable(program)) {
        return program;
      }
    }
    return null;
  }
}
