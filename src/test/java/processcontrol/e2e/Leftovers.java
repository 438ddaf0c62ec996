package processcontrol.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Sees to it that nothing is left on the machine. Whatever a test makes outside of the build is
 * named after the JVM of the test, so that it is removed when that JVM is interrupted, or else, as
 * it may have been killed, before the next tests begin.
 */
public final class Leftovers implements LauncherSessionListener, TempDirFactory {

  private static final Pattern NAME = Pattern.compile("process-control-it-([0-9]+)-.*");
  private static final List<Path> PLACES =
      List.of(Path.of("/var/tmp"), Path.of("/tmp"), Path.of("/etc/cron.d"));
  private static final long SELF = ProcessHandle.current().pid();

  private static volatile boolean ending;

  /** Returns what the names begin with that this JVM gives. */
  static String prefix() {
    if (ending) {
      throw new IllegalStateException("the tests are being ended");
    }
    return "process-control-it-" + SELF + "-";
  }

  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
      throws IOException {
    return Files.createTempDirectory(prefix());
  }

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    removeOf(pid -> !isTestRun(pid));
    Runtime.getRuntime().addShutdownHook(new Thread(Leftovers::end));
  }

  private static void end() {
    ending = true;
    removeOf(pid -> pid == SELF);
    ServiceUser.removeAfterLast(Leftovers::isAnotherRun);
  }

  /** Returns true if tests run in another JVM now. */
  private static boolean isAnotherRun() {
    return PLACES.stream()
        .flatMap(place -> Tree.list(place).stream())
        .mapToLong(Leftovers::madeBy)
        .anyMatch(pid -> pid != SELF && isTestRun(pid));
  }

  private static boolean isTestRun(long pid) {
    Path name = Path.of("/proc/" + pid + "/comm");
    try {
      return pid > 0 && Files.readString(name).equals("java\n");
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns the process that has made an entry, or 0 if it is none of the tests'. */
  private static long madeBy(Path entry) {
    Matcher matcher = NAME.matcher(entry.getFileName().toString());
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
  }

  /** Removes what some processes have made, with everything that uses it. */
  static void removeOf(LongPredicate makers) {
    for (Path place : PLACES) {
      for (Path entry : Tree.list(place)) {
        long pid = madeBy(entry);
        if (pid > 0 && makers.test(pid)) {
          remove(entry);
        }
      }
    }
  }

  private static void remove(Path entry) {
    // A process that was just being started has nothing open yet.
    for (int i = 0; i < 100 && isKilling(entry); i++) {
      Thread.onSpinWait();
    }
    for (String line : Tree.read(Path.of("/proc/self/mounts")).lines().toList()) {
      String mounted = line.split(" ", -1)[1];
      if (mounted.startsWith(entry + "/")) {
        Commands.tryRun("umount", "--lazy", mounted);
      }
    }
    Commands.tryRun("rm", "-rf", "--one-file-system", entry.toString());
  }

  private static boolean isKilling(Path entry) {
    boolean killed = Processes.killUsersOf(entry);
    for (long pid : Processes.withMarker(entry.getFileName().toString())) {
      killed |= ProcessHandle.of(pid).map(ProcessHandle::destroyForcibly).orElse(false);
    }
    return killed;
  }
}
