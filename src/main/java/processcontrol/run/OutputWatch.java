package processcontrol.run;

import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.job.Expectation;
import processcontrol.job.SuccessCriteria;
import processcontrol.runlog.Stream;

/**
 * Notes what of an attempt's output decides about its success, in bounded memory and, as the
 * patterns are RE2's, in time linear in the output.
 */
final class OutputWatch {

  /** Bytes of a line that are looked at. */
  private static final int LINE_MAX = 8192;

  private final List<Pattern> wanted = new ArrayList<>();
  private final List<Pattern> unwanted = new ArrayList<>();
  private final Line stdout = new Line();
  private final Line stderr = new Line();
  private long size;
  private boolean wroteToStderr;
  private String unwantedMatch;

  private static final class Line {
    final byte[] bytes = new byte[LINE_MAX];
    int length;
  }

  private OutputWatch(Expectation expectation) {
    if (expectation != null) {
      for (String pattern : expectation.mustMatch()) {
        wanted.add(Pattern.compile(pattern));
      }
      for (String pattern : expectation.mustNotMatch()) {
        unwanted.add(Pattern.compile(pattern));
      }
    }
  }

  /** Returns what watches one attempt; null if its output decides nothing. */
  static @Nullable OutputWatch of(SuccessCriteria criteria) {
    return criteria.concernOutput() ? new OutputWatch(criteria.expectation()) : null;
  }

  void note(Stream stream, byte[] bytes, int length) {
    size += length;
    wroteToStderr |= stream == Stream.STDERR;
    if (wanted.isEmpty() && (unwanted.isEmpty() || unwantedMatch != null)) {
      return;
    }
    Line line = stream == Stream.STDOUT ? stdout : stderr;
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        match(line);
      } else if (line.length < LINE_MAX) {
        line.bytes[line.length++] = bytes[i];
      }
    }
  }

  /** Looks at lines that did not end in a newline: a command has ended. */
  void endLines() {
    for (Line line : new Line[] {stdout, stderr}) {
      if (line.length > 0) {
        match(line);
      }
    }
  }

  private void match(Line line) {
    String text = new String(line.bytes, 0, line.length, StandardCharsets.UTF_8);
    line.length = 0;
    for (Iterator<Pattern> each = wanted.iterator(); each.hasNext(); ) {
      if (each.next().matcher(text).find()) {
        each.remove();
      }
    }
    for (int i = 0; unwantedMatch == null && i < unwanted.size(); i++) {
      if (unwanted.get(i).matcher(text).find()) {
        unwantedMatch = unwanted.get(i).pattern();
      }
    }
  }

  /** Bytes on both streams. */
  long size() {
    return size;
  }

  boolean wroteToStderr() {
    return wroteToStderr;
  }

  /** A pattern that had to match and did not, or null. */
  @Nullable String missingMatch() {
    return wanted.isEmpty() ? null : wanted.get(0).pattern();
  }

  /** The first pattern that matched and should not have, or null. */
  String unwantedMatch() {
    return unwantedMatch;
  }
}
