package processcontrol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Tells which tests are skipped, and why, and notes it for {@code src/test/scripts/verify}. The
 * reports of the build do not: they have nothing of a class that is skipped as a whole.
 */
public final class Skips implements TestExecutionListener {

  private static final Path FILE = Path.of("target/skipped-tests");
  private static final String BY_ASSUMPTION = "Assumption failed: ";

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    tell(test, reason);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
      tell(test, result.getThrowable().map(Throwable::getMessage).orElse("aborted"));
    }
  }

  private static void tell(TestIdentifier test, String message) {
    String reason = message == null ? "no reason" : message.lines().findFirst().orElse("no reason");
    if (reason.startsWith(BY_ASSUMPTION)) {
      reason = reason.substring(BY_ASSUMPTION.length());
    }
    String name =
        test.getUniqueIdObject().getSegments().stream()
            .skip(1)
            .map(UniqueId.Segment::getValue)
            .collect(Collectors.joining("."));
    System.out.println("skipped: " + name + ": " + reason);
    try {
      if (Files.isDirectory(FILE.getParent())) {
        Files.writeString(
            FILE, reason + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
