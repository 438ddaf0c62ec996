package processcontrol.history;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import processcontrol.job.CalendarDate;
import processcontrol.job.TimeSpan;

/**
 * The result of a run and the second of its start, for statistics of very many runs.
 *
 * @param started in milliseconds since 1970
 */
public record RunOutcome(Result result, long started) {

  private static final byte[] RUN = bytes("{\"run\":\"");
  private static final byte[] JOB = bytes("\",\"job\":\"");
  private static final byte[] RESULT = bytes("\",\"result\":\"");
  private static final byte[] SUCCESS = bytes("success\"");

  /** {@code -yyyyMMdd-HHmmss}. */
  private static final int STAMP = 16;

  /**
   * Reads the beginning of a line that {@link RunRecord#toLine} wrote, which has all of it: the
   * name of the run says when it began. The rest is not looked at, which makes this ten times as
   * fast as {@link RunFigures}. Null if it is something else.
   */
  static @Nullable RunOutcome in(RecordScan scan, byte[] bytes, int from, int until) {
    int end = has(bytes, from, until, RUN) ? quote(bytes, from + RUN.length, until) : -1;
    if (end < 0 || bytes[until - 1] != '}' || !has(bytes, end, until, JOB)) {
      return slowly(scan, bytes, from, until);
    }
    int word = quote(bytes, end + JOB.length, until);
    int stamp = withoutNumber(bytes, end) - STAMP;
    long moment = stamp < from + RUN.length ? -1 : moment(bytes, stamp);
    if (word < 0 || moment < 0 || !has(bytes, word, until, RESULT)) {
      return slowly(scan, bytes, from, until);
    }
    word += RESULT.length;
    if (has(bytes, word, until, SUCCESS)) {
      return new RunOutcome(Result.SUCCESS, moment);
    }
    int after = quote(bytes, word, until);
    try {
      return after < 0
          ? null
          : new RunOutcome(
              Result.of(new String(bytes, word, after - word, StandardCharsets.US_ASCII)), moment);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable RunOutcome slowly(RecordScan scan, byte[] bytes, int from, int until) {
    RunFigures figures = RunFigures.in(scan, bytes, from, until);
    return figures == null
        ? null
        : new RunOutcome(figures.result(), figures.started().epochMillis());
  }

  /** The end of the name of a run without what tells it from another one of the same second. */
  private static int withoutNumber(byte[] line, int end) {
    int at = end;
    while (at > 0 && isDigit(line[at - 1])) {
      at--;
    }
    return at > 0 && line[at - 1] == '.' ? at - 1 : end;
  }

  /** The moment that a stamp names; -1 if there is none. */
  private static long moment(byte[] line, int at) {
    if (line[at] != '-' || line[at + 9] != '-') {
      return -1;
    }
    int date = number(line, at + 1, 8);
    int time = number(line, at + 10, 6);
    if (date < 0 || time < 0) {
      return -1;
    }
    long day = new CalendarDate(date / 10_000, date / 100 % 100, date % 100).epochDay();
    return day * TimeSpan.DAY_MILLIS
        + (time / 10_000 * 3600L + time / 100 % 100 * 60L + time % 100) * 1000;
  }

  private static int number(byte[] line, int from, int digits) {
    int value = 0;
    for (int i = from; i < from + digits; i++) {
      if (!isDigit(line[i])) {
        return -1;
      }
      value = value * 10 + line[i] - '0';
    }
    return value;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static int quote(byte[] line, int from, int until) {
    for (int i = from; i < until; i++) {
      if (line[i] == '"') {
        return i;
      }
      if (line[i] == '\\') {
        return -1;
      }
    }
    return -1;
  }

  private static boolean has(byte[] line, int from, int until, byte[] text) {
    if (from + text.length > until) {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      if (line[from + i] != text[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
