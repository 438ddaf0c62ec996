package processcontrol.web;

/**
 * Where a part of a log begins and ends: at lines where there are any, and never within a
 * character, as each part is made a text of its own.
 */
final class LogPart {

  /** The bytes of a character that follow its first one, at most. */
  private static final int MAX_FOLLOWING = 3;

  private LogPart() {}

  /**
   * Returns where a part ends.
   *
   * @param full whether as much was read as a part may have
   * @param goesOn whether more may be written
   */
  static int end(byte[] read, boolean full, boolean goesOn) {
    if (!full && !goesOn) {
      return read.length;
    }
    int end = read.length;
    while (end > 0 && read[end - 1] != '\n') {
      end--;
    }
    return end == 0 && full ? endOfCharacters(read) : end;
  }

  /** Returns where the first line begins in bytes from the middle of a log. */
  static int begin(byte[] read) {
    for (int i = 0; i < read.length; i++) {
      if (read[i] == '\n') {
        return i + 1;
      }
    }
    int begin = 0;
    while (begin < read.length && begin < MAX_FOLLOWING && isFollowing(read[begin])) {
      begin++;
    }
    return begin;
  }

  private static int endOfCharacters(byte[] read) {
    int last = read.length - 1;
    int least = Math.max(0, last - MAX_FOLLOWING);
    while (last > least && isFollowing(read[last])) {
      last--;
    }
    int bytes = Math.max(1, Integer.numberOfLeadingZeros(~read[last] << 24));
    boolean whole = isFollowing(read[last]) || last + bytes <= read.length;
    return whole || last == 0 ? read.length : last;
  }

  private static boolean isFollowing(byte each) {
    return (each & 0xc0) == 0x80;
  }
}
