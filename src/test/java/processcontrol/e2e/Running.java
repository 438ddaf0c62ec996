package processcontrol.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A run-job that was started. Its output goes to files, so that nothing has to be pumped. */
final class Running {

  private final Process process;
  private final Path directory;
  private final long started = System.nanoTime();

  Running(Process process, Path directory) {
    this.process = process;
    this.directory = directory;
  }

  long pid() {
    return process.pid();
  }

  boolean isOver() {
    return !process.isAlive();
  }

  /** Sends a signal to the supervisor alone. */
  void signal(String name) {
    Commands.run("kill", "-s", name, Long.toString(process.pid()));
  }

  /** Waits for the end. */
  Finished await() {
    try {
      if (!process.waitFor(Await.LONG.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("run-job did not end: " + process.info());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    Duration duration = Duration.ofNanos(System.nanoTime() - started);
    return new Finished(
        process.exitValue(),
        Tree.read(directory.resolve("stdout")),
        Tree.read(directory.resolve("stderr")),
        duration);
  }
}
