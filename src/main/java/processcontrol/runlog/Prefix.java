package processcontrol.runlog;

import org.jspecify.annotations.Nullable;
import processcontrol.job.UtcTime;

/**
 * The prefix of each line of a log: the time, unless the log is kept without, and the level.
 *
 * @param length in bytes
 * @param stream that the line belongs to
 * @param continues whether the line continues the last one of its stream
 */
record Prefix(int length, Stream stream, boolean continues) {

  /** Reads the prefix of a line; null if it has none. */
  static @Nullable Prefix of(byte[] line, int size) {
    int level = beginsWithTime(line, size) ? UtcTime.LENGTH + 1 : 0;
    for (Stream stream : Stream.values()) {
      int end = level + stream.level().length();
      if (end < size && isAt(stream.level(), line, level)) {
        boolean continues = line[end] == '+';
        int tab = continues ? end + 1 : end;
        if (tab < size && line[tab] == '\t') {
          return new Prefix(tab + 1, stream, continues);
        }
      }
    }
    return null;
  }

  private static boolean beginsWithTime(byte[] line, int size) {
    return size > UtcTime.LENGTH
        && line[0] >= '0'
        && line[0] <= '9'
        && line[10] == 'T'
        && line[UtcTime.LENGTH - 1] == 'Z'
        && line[UtcTime.LENGTH] == '\t';
  }

  private static boolean isAt(String text, byte[] line, int start) {
    for (int i = 0; i < text.length(); i++) {
      if (line[start + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
