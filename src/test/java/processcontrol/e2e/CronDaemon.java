package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Debian's own cron daemon: one that runs already, or one of ours; only ours is ended. */
final class CronDaemon implements AutoCloseable {

  private static final Path CRON = Path.of("/usr/sbin/cron");

  private static final Path PID_FILE = Path.of("/run/crond.pid");

  private final Path output;
  private Process process;

  CronDaemon(Path output) {
    this.output = output;
    start();
  }

  private void start() {
    try {
      process =
          new ProcessBuilder("/usr/bin/env", "--default-signal", CRON.toString(), "-f")
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Sees to it that there is a daemon: another one, for which ours has made way, may have ended.
   */
  void keepUp() {
    if (!process.isAlive()) {
      // It ends at once where another one holds the lock on its pid file.
      assertThat(Tree.read(output)).contains("otherpid");
      start();
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
    // It leaves the file that tells its own number.
    if (Files.exists(PID_FILE) && Tree.read(PID_FILE).strip().equals("" + process.pid())) {
      Tree.delete(PID_FILE);
    }
  }
}
