package processcontrol.config;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.config.YamlValue.Scalar;
import processcontrol.config.YamlValue.Sequence;
import processcontrol.job.VisibleText;

/**
 * A regular expression that is matched in time linear in the text. That time, and the memory for
 * the expression itself, grow with its size as well, so that is bounded.
 */
final class PatternType extends ValueType.OfText<String> {

  /** In characters; those that are repeated count as often. */
  private static final int MAX_SIZE = 1000;

  /** Of all patterns of a list: in characters, those that are repeated as often. */
  private static final int MAX_WEIGHT = 10_000;

  private static final int MAX_PATTERNS = 100;

  /** Classes such as {@code \pL}, each a table of some kilobytes. */
  private static final int MAX_CLASSES = 20;

  private static final int CLASS_WEIGHT = 100;

  /** A list of them, in which many that are good alone do not become too much together. */
  static final class Patterns extends CompositeTypes.ListOf<String> {
    Patterns() {
      super(new PatternType(), true);
    }

    @Override
    @Nullable List<String> parse(YamlValue value, ValueType.Report report) {
      if (value instanceof Sequence list && list.items().size() > MAX_PATTERNS) {
        report.add(
            list.items().get(MAX_PATTERNS).place(),
            "at most " + MAX_PATTERNS + " regular expressions are allowed");
        return null;
      }
      if (!(value instanceof Sequence list)) {
        return super.parse(value, report);
      }
      long size = 0;
      for (YamlValue each : list.items()) { // Measured before all of them are compiled.
        size += each instanceof Scalar pattern ? weightOf(pattern.text()) : 0;
        if (size > MAX_WEIGHT) {
          report.add(
              each.place(),
              "the regular expressions are too large together; combine them, or repeat less by {}");
          return null;
        }
      }
      return super.parse(value, report);
    }
  }

  PatternType() {
    super("a regular expression (RE2)");
  }

  @Override
  String of(Scalar scalar) {
    String text = scalar.text();
    if (text.length() > MAX_SIZE || sizeOf(text) > MAX_SIZE) {
      throw new IllegalArgumentException(
          "the regular expression is too large: at most "
              + MAX_SIZE
              + " characters, each counted as often as it is repeated by {}");
    }
    if (classesOf(text) > MAX_CLASSES) {
      throw new IllegalArgumentException(
          "the regular expression has more than " + MAX_CLASSES + " classes such as \\pL");
    }
    try {
      return Pattern.compile(text).pattern();
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          VisibleText.quoted(text) + " is not a regular expression: " + e.getDescription(), e);
    }
  }

  /** Returns what a pattern takes of the memory that a list of them may have. */
  private static long weightOf(String pattern) {
    return sizeOf(pattern) + classesOf(pattern) * (long) CLASS_WEIGHT;
  }

  private static int classesOf(String pattern) {
    int classes = 0;
    for (int i = 0; i + 1 < pattern.length(); i++) {
      if (pattern.charAt(i) == '\\') {
        i++;
        classes += pattern.charAt(i) == 'p' || pattern.charAt(i) == 'P' ? 1 : 0;
      }
    }
    return classes;
  }

  /** About how many characters it would have without {@code {n,m}}; never much fewer. */
  static long sizeOf(String pattern) {
    long[] sizes = new long[pattern.length() + 1]; // Of the open groups, the innermost last.
    int depth = 0;
    long last = 0;
    for (int i = 0; i < pattern.length(); i++) {
      switch (pattern.charAt(i)) {
        case '(' -> {
          depth++;
          sizes[depth] = 0;
          last = 1;
        }
        case ')' -> {
          last = sizes[depth] + 1;
          sizes[depth] = 0;
          depth = Math.max(0, depth - 1);
        }
        case '{' -> {
          int end = pattern.indexOf('}', i);
          long times = end < 0 ? 0 : times(pattern.substring(i + 1, end));
          i = times > 0 ? end : i;
          sizes[depth] -= times > 0 ? last : 0;
          last = times > 0 ? last * times : 1;
        }
        case '[' -> {
          i = endOfClass(pattern, i);
          last = 1;
        }
        case '\\' -> {
          i = endOfEscape(pattern, i);
          last = 1;
        }
        default -> last = 1;
      }
      sizes[depth] = Math.min(sizes[depth] + last, Integer.MAX_VALUE);
    }
    long sum = 0;
    for (long size : sizes) {
      sum += size;
    }
    return sum;
  }

  /**
   * Returns how often {@code n}, {@code n,} or {@code n,m} repeats at most, from 1; 0 if it is
   * none.
   */
  private static long times(String text) {
    long number = 0;
    long most = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ',' && i > 0) {
        number = 0;
      } else if (c >= '0' && c <= '9') {
        number = Math.min(number * 10 + (c - '0'), MAX_SIZE + 1);
        most = Math.max(most, number);
      } else {
        return 0;
      }
    }
    return text.isEmpty() ? 0 : most;
  }

  /** A bracket that comes first in a class is one of its characters. */
  private static int endOfClass(String pattern, int start) {
    int i = start + 1;
    i += i < pattern.length() && pattern.charAt(i) == '^' ? 1 : 0;
    for (boolean first = true; i < pattern.length(); i++, first = false) {
      char c = pattern.charAt(i);
      if (c == ']' && !first) {
        return i;
      }
      i += c == '\\' ? 1 : 0;
    }
    return pattern.length() - 1;
  }

  /** The braces of {@code \x{10ffff}} and {@code \p{Greek}} repeat nothing. */
  private static int endOfEscape(String pattern, int start) {
    boolean braces =
        start + 2 < pattern.length()
            && "xpP".indexOf(pattern.charAt(start + 1)) >= 0
            && pattern.charAt(start + 2) == '{';
    int end = braces ? pattern.indexOf('}', start) : start + 1;
    return end < 0 ? start + 1 : end;
  }

  @Override
  Map<String, Object> schema() {
    return JobSchema.of("type", List.of("string", "number", "boolean"));
  }
}
