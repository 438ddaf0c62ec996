package processcontrol.e2e;

import java.nio.file.Path;

/**
 * A copy of the packaged application where the service user can read it, wherever the build is.
 *
 * @param launcher the program {@code run-job}
 */
record Application(Path launcher) {

  private static Application underTest;

  /**
   * The application as an installed one is, with its archive of classes, on the JVM that the build
   * asks for or else on the one that it finds.
   */
  static synchronized Application underTest() {
    if (underTest == null) {
      underTest = copy(System.getProperty("it.java.home", ""));
    }
    return underTest;
  }

  /**
   * Copies the packaged application and builds its archive.
   *
   * @param javaHome the JVM to run it on; empty for the one that the launcher finds
   */
  static Application copy(String javaHome) {
    Application plain = plain(javaHome);
    Commands.run(plain.launcher.resolveSibling("../lib/optimize-launch").toString());
    return plain;
  }

  /** The same without the archive, as it is before optimize-launch has run. */
  static Application plain(String javaHome) {
    Path directory = Tree.create();
    Path packaged = Path.of(System.getProperty("app.directory", "target/process-control"));
    Path copied = directory.resolve("app");
    Commands.run(
        "cp",
        "-R",
        "--preserve=timestamps",
        packaged.toAbsolutePath().toString(),
        copied.toString());
    // A developer may have optimized what was built.
    for (Path file : Tree.list(copied.resolve("lib"))) {
      if (file.toString().endsWith(".jsa") || file.toString().endsWith(".aot")) {
        Tree.delete(file);
      }
    }
    if (!javaHome.isEmpty()) {
      Tree.link(copied.resolve("lib/jvm"), Path.of(javaHome));
    }
    return new Application(copied.resolve("bin/run-job"));
  }
}
