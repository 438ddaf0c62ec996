package processcontrol.web;

import processcontrol.job.UtcTime;
import processcontrol.posix.Directory;
import processcontrol.posix.Fd;
import processcontrol.posix.PosixException;

/**
 * Tells whoever watches {@code <state directory>/.web-triggered}, a path unit of systemd, that a
 * trigger waits. Nobody may be there: then cron starts the run in the next minute.
 */
final class TriggerSignal {

  private static final String FILE = ".web-triggered";
  private static final int FILE_MODE = 0640;

  private TriggerSignal() {}

  static void send(String stateDirectory) {
    try (Directory directory = Directory.open(stateDirectory);
        Fd file = directory.openForUpdating(FILE, FILE_MODE)) {
      file.replaceContent((UtcTime.now() + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
    } catch (PosixException e) {
      return; // The trigger itself is stored.
    }
  }
}
