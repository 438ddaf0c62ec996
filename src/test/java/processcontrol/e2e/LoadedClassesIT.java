package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The classes that a JVM loads for a plain run, seen by the JVM itself: ArchitectureTest knows what
 * classes name each other, not which of them a call needs.
 */
@EndToEnd
class LoadedClassesIT {

  /** The classes of jnr-posix for signals, without the rest of it. */
  private static final Set<String> SIGNALS =
      Set.of(
          "jnr.posix.SignalHandler",
          "jnr.posix.util.SunMiscSignal",
          "jnr.posix.util.SunMiscSignal$1",
          "jnr.posix.util.SunMiscSignal$SunMiscSignalHandler");

  private static Set<String> packagesOf(Installation pc, String... args) {
    Path lib = pc.launcher().resolveSibling("../lib").normalize();
    Path log = pc.root().resolve("classes");
    String command =
        System.getProperty("java.home")
            + "/bin/java -Xlog:class+load:file="
            + log
            + " -Djffi.boot.library.path="
            + lib.resolve("jni")
            + " -cp "
            + lib.resolve("process-control.jar")
            + " processcontrol.cli.RunJob --config "
            + pc.config()
            + " "
            + String.join(" ", args);
    assertThat(Commands.tryRun(command.split(" ", -1)).exitCode()).isZero();
    Set<String> packages = new TreeSet<>();
    for (String line : Tree.read(log).lines().toList()) {
      String name = line.substring(line.lastIndexOf(']') + 1).strip().split(" ", -1)[0];
      if (name.contains(".") && !SIGNALS.contains(name)) {
        packages.add(name.substring(0, name.lastIndexOf('.')));
      }
    }
    return packages;
  }

  @Test
  void a_plain_run_loads_nothing_that_it_does_not_need(Installation pc) {
    pc.shellJob("yak", "schedule: '* * * * *'", "true");

    Set<String> packages = packagesOf(pc, "--scheduled", "--entry", "1", "--job", "yak");

    assertThat(pc.results("yak")).containsExactly("success");
    assertThat(packages).contains("processcontrol.run", "processcontrol.start");
    assertThat(packages)
        .noneMatch(
            name ->
                name.startsWith("picocli")
                    || name.startsWith("org.slf4j")
                    || name.startsWith("com.cronutils")
                    || name.startsWith("com.fasterxml.jackson")
                    || name.startsWith("io.prometheus")
                    || name.startsWith("jakarta")
                    || name.startsWith("org.eclipse")
                    || name.startsWith("com.google.re2j")
                    || name.startsWith("jnr.posix")
                    || name.startsWith("jnr.ffi")
                    || name.startsWith("java.net.http")
                    || name.startsWith("java.util.regex")
                    || name.startsWith("java.util.logging"));
    if (!packages.contains("jdk.internal.foreign.abi")) { // Newer JVMs than 17 reflect by it.
      assertThat(packages).doesNotContain("jdk.internal.org.objectweb.asm"); // For lambdas.
    }
    assertThat(packages)
        .doesNotContain(
            "processcontrol.cluster",
            "processcontrol.notify",
            "processcontrol.report",
            "processcontrol.status",
            "processcontrol.audit",
            "processcontrol.plan",
            "processcontrol.schedule",
            "processcontrol.crontab");
  }

  @Test
  void a_plain_question_loads_no_parser_of_options(Installation pc) {
    pc.shellJob("yak", "true");

    Set<String> packages = packagesOf(pc, "--status");

    assertThat(packages)
        .contains("processcontrol.status", "processcontrol.report")
        .noneMatch(name -> name.startsWith("picocli") || name.startsWith("processcontrol.notify"));
  }
}
