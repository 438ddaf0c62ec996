package processcontrol.job;

import java.util.Arrays;
import java.util.Locale;

/** Suggests what to write instead of a schedule that has not five terms. */
final class ScheduleAdvice {

  private static final int TERMS = 5;

  private ScheduleAdvice() {}

  /** Says that a schedule has too few or too many terms, and why that may be. */
  static String onNumberOfTerms(String text, int found) {
    return "a schedule has five terms (minute hour day-of-month month day-of-week), not "
        + found
        + reason(text.split("[ \t]+", -1), found);
  }

  /** Lists with blanks, seconds and years (which Quartz has), users and commands. */
  private static String reason(String[] terms, int found) {
    for (int i = 0; i < terms.length; i++) {
      boolean isSplit = i > 0 && (terms[i].startsWith(",") || terms[i - 1].endsWith(","));
      if (isSplit) {
        return "; a list has no blanks beside its commas";
      }
    }
    if (found <= TERMS) {
      return "";
    }
    String rest = String.join(" ", Arrays.copyOfRange(terms, 1, TERMS + 1)).replace('?', '*');
    if (found <= TERMS + 2 && isMadeOf(terms[0], "0123456789*/,-") && isValid(rest)) {
      return isMadeOf(terms[0], "0")
          ? "; if the first is of seconds, write '" + rest + "' (to cron, Sunday is 0)"
          : "; cron has no seconds: see the key period";
    }
    return isValid(String.join(" ", Arrays.copyOf(terms, TERMS)))
        ? "; neither a user nor a command stands here"
        : "";
  }

  private static boolean isMadeOf(String text, String characters) {
    for (int i = 0; i < text.length(); i++) {
      if (characters.indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isValid(String text) {
    try {
      new Schedule(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Returns what to write for an alias such as {@code @daily}. */
  static String onAlias(String alias) {
    return switch (alias.split("[ \t]+", -1)[0].toLowerCase(Locale.ROOT)) {
      case "@hourly" -> "write '0 * * * *'";
      case "@daily", "@midnight" -> "write '0 0 * * *'";
      case "@weekly" -> "write '0 0 * * 0'";
      case "@monthly" -> "write '0 0 1 * *'";
      case "@yearly", "@annually" -> "write '0 0 1 1 *'";
      case "@minutely", "@every_minute" -> "write '* * * * *'";
      case "@every" -> "use the key every, such as every: 5m";
      case "@reboot" -> "write '@reboot' alone";
      default -> "write five terms";
    };
  }
}
