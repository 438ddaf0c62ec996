package processcontrol.config;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How large a regular expression becomes once its counted repetitions are written out, and how deep
 * its groups are. RE2 matches in time linear in both, but its parser has no bound of its own: a few
 * bytes of a job file would cost all memory or the whole stack.
 */
final class PatternSize {

  private static final int MOST = 500;
  private static final int DEEPEST = 100;

  private PatternSize() {}

  /**
   * @throws IllegalArgumentException if it is beyond what is allowed
   */
  static void check(String pattern) {
    Deque<Long> around = new ArrayDeque<>();
    long size = 0;
    long last = 0;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '(') {
        around.push(size);
        size = 0;
        last = 0;
      } else if (c == ')' && !around.isEmpty()) {
        last = size + 1;
        size = around.pop() + last;
      } else if (c == '{') {
        size += last * (count(pattern, i + 1) - 1);
        i = Math.max(i, pattern.indexOf('}', i));
      } else {
        i += c == '\\' ? 1 : 0;
        last = 1;
        size++;
      }
      if (size > MOST || around.size() > DEEPEST) {
        throw new IllegalArgumentException(
            "a regular expression has at most "
                + MOST
                + " characters, repetitions written out, and "
                + DEEPEST
                + " groups in each other");
      }
    }
  }

  /** The largest number before the closing brace, at least 1. */
  private static long count(String pattern, int start) {
    long most = 1;
    long number = 0;
    for (int i = start; i < pattern.length() && pattern.charAt(i) != '}'; i++) {
      char c = pattern.charAt(i);
      number = c >= '0' && c <= '9' ? Math.min(MOST + 1, number * 10 + c - '0') : 0;
      most = Math.max(most, number);
    }
    return most;
  }
}
