package processcontrol.job;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Suggests the equivalent of what only other schedulers than cron know: {@code ?}, {@code H} and
 * {@code ~}.
 */
final class QuartzAdvice {

  private QuartzAdvice() {}

  /** Advice on an item, or null if there is none. */
  static @Nullable String on(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    if (text.equals("?")) {
      return "write '*'";
    }
    if (upper.equals("H") || upper.startsWith("H/") || upper.startsWith("H(")) {
      return "cron does not choose a value by the name of a job; write one, or use the key splay";
    }
    if (text.indexOf('~') >= 0) {
      return "cron has no random values; write one value, and use the key splay to spread starts";
    }
    return null;
  }
}
