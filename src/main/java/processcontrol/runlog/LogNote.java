package processcontrol.runlog;

import java.nio.charset.StandardCharsets;
import processcontrol.job.CommandLine;
import processcontrol.job.UtcTime;
import processcontrol.posix.Directory;
import processcontrol.posix.Fd;
import processcontrol.posix.PosixException;

/** A line of our own at the end of a log whose run is over, or is run by another process. */
public final class LogNote {

  private LogNote() {}

  /**
   * Adds the line; a log that has been removed is not made again.
   *
   * @param timestamps whether the lines of the log begin with their time
   * @return whether it was written
   */
  public static boolean add(String log, String text, boolean timestamps) {
    String prefix = timestamps ? UtcTime.now() + "\tINFO\t" : "";
    String line = prefix + RunLog.OWN + CommandLine.printable(text) + "\n";
    int slash = log.lastIndexOf('/');
    try (Directory directory = Directory.open(log.substring(0, slash));
        Fd file = directory.openExistingForAppending(log.substring(slash + 1))) {
      if (!file.status().isRegularFile()) {
        return false;
      }
      // One write at the end of the file, so that it stands between whole lines of others.
      file.writeAtOnce(line.getBytes(StandardCharsets.UTF_8));
      return true;
    } catch (PosixException e) {
      return false;
    }
  }
}
