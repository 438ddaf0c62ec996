package processcontrol.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import processcontrol.Tool;

/** Runs the system's own tools that a test needs. */
final class Commands {

  private Commands() {}

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

  /** The result of a command; output holds both its streams. */
  record Result(int exitCode, String output) {}

  /** Skips the test if the command is a tool that is not installed. */
  static Result tryRun(String... command) {
    if (command[0].indexOf('/') < 0) {
      Tool.require(command[0]);
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
