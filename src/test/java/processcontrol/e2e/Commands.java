package processcontrol.e2e;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs the system's own tools that a test needs. */
final class Commands {

  private Commands() {}

  /** Skips the test if a tool is not installed. */
  static void require(String tool) {
    for (String directory : System.getenv("PATH").split(":", -1)) {
      if (Files.isExecutable(Path.of(directory, tool))) {
        return;
      }
    }
    abort(tool + " is not installed");
  }

  /** Runs a command that must succeed; returns what it printed, without the last newline. */
  static String run(String... command) {
    Result result = tryRun(command);
    if (result.exitCode() != 0) {
      throw new IllegalStateException(
          String.join(" ", command) + ": exit " + result.exitCode() + ": " + result.output());
    }
    return result.output();
  }

  /** Starts a command that prints nothing; the caller ends it. */
  static Process background(String... command) {
    try {
      return new ProcessBuilder(command).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a command came to; output holds both its streams. */
  record Result(int exitCode, String output) {}

  /** Skips the test if the command is a tool that is not installed. */
  static Result tryRun(String... command) {
    if (command[0].indexOf('/') < 0) {
      require(command[0]);
    }
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
              .stripTrailing();
      return new Result(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
