package processcontrol.notify;

import java.util.Arrays;
import processcontrol.posix.Directory;
import processcontrol.posix.Fd;
import processcontrol.posix.PosixException;

/** The end of a run's log. */
final class LogTail {

  private static final int LINES = 50;

  private LogTail() {}

  /** The last {@value #LINES} lines, or what of them is in as much as one read gives. */
  static String of(String log) {
    int slash = log.lastIndexOf('/');
    try (Directory directory = Directory.open(log.substring(0, slash));
        Fd file = directory.openForReading(log.substring(slash + 1))) {
      if (!file.status().isRegularFile()) {
        return "(" + log + " is not a file)\n";
      }
      long size = file.status().size();
      long start = Math.max(0, size - Fd.CHUNK);
      byte[] tail = file.readAt(start, (int) (size - start));
      return lines(tail, start > 0);
    } catch (PosixException e) {
      return "(" + TextSanitizer.line(e.getMessage()) + ")\n";
    }
  }

  /**
   * @param cut whether the first line is not whole
   */
  private static String lines(byte[] tail, boolean cut) {
    int end = tail.length;
    int start = end;
    int found = 0;
    while (start > 0 && found < LINES) {
      int next = start - 1; // The newline of the line before, or the last of all.
      while (next > 0 && tail[next - 1] != '\n') {
        next--;
      }
      if (next == 0 && cut && found > 0) {
        break;
      }
      start = next;
      found++;
    }
    StringBuilder shown = new StringBuilder();
    for (String line : TextSanitizer.text(Arrays.copyOfRange(tail, start, end)).split("\n", -1)) {
      shown.append(TextSanitizer.cut(line, 2000)).append('\n');
    }
    return shown.toString().stripTrailing() + "\n";
  }
}
