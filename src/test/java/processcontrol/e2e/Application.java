package processcontrol.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A copy of the packaged application where the service user can read it, wherever the build is.
 *
 * @param launcher the program {@code run-job}
 */
record Application(Path launcher) {

  private static Application underTest;

  /** The application on the JVM that the build asks for, or else on the one that it finds. */
  static synchronized Application underTest() {
    if (underTest == null) {
      underTest = copy(System.getProperty("it.java.home", ""));
    }
    return underTest;
  }

  /**
   * Copies the packaged application. On a JVM that was chosen, it has the archive of classes as
   * well, as an installed one has: its options must not make that JVM print warnings either.
   *
   * @param javaHome the JVM to run it on; empty for the one that the launcher finds
   */
  static Application copy(String javaHome) {
    Path directory = Tree.create();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> Tree.delete(directory)));
    Path packaged = Path.of(System.getProperty("app.directory", "target/process-control"));
    Path copied = directory.resolve("app");
    Commands.run("cp", "-R", packaged.toAbsolutePath().toString(), copied.toString());
    if (!javaHome.isEmpty()) {
      try {
        Files.createSymbolicLink(copied.resolve("lib/jvm"), Path.of(javaHome));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Commands.run(copied.resolve("lib/optimize-launch").toString());
    }
    return new Application(copied.resolve("bin/run-job"));
  }
}
