package processcontrol.job;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A schedule: the five terms of a Vixie crontab (crontab(5)), checked so strictly that Debian's
 * cron runs exactly what is written.
 *
 * <p>Cron itself reads {@code 1.5} as {@code 1}, {@code 5/10} as {@code 5} and {@code 22-6} as
 * never, without a word; all of that is refused here. So is {@code @daily}, as in the Python
 * original. run-job itself decides about what cron cannot do at all: the days that Quartz and
 * cron-utils know, days that must be both, and {@code @reboot}.
 *
 * @param both whether day of month and day of week must both match, of which cron takes either
 */
public record Schedule(String text, boolean both) {

  /** Once after each boot. */
  private static final String REBOOT = "@reboot";

  /** Five terms as cron takes them. */
  public Schedule(String text) {
    this(text, false);
  }

  /**
   * @throws IllegalArgumentException that names the faulty term and its mend
   */
  public Schedule {
    text = text.strip();
    if (text.startsWith("@") && !text.equals(REBOOT)) {
      throw new IllegalArgumentException(
          "aliases such as "
              + VisibleText.quoted(text)
              + " are not allowed: "
              + ScheduleAdvice.onAlias(text));
    }
    if (text.indexOf('=') >= 0) {
      throw new IllegalArgumentException("'=' is not allowed in a schedule");
    }
    if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("a schedule is a single line");
    }
    CronTerm[] terms = CronTerm.values();
    int found = 0;
    int i = 0;
    while (i < text.length() && !text.equals(REBOOT)) {
      int end = i;
      while (end < text.length() && !isBlank(text.charAt(end))) {
        end++;
      }
      if (found < terms.length) {
        check(terms[found], text.substring(i, end), text);
      }
      found++;
      i = end;
      while (i < text.length() && isBlank(text.charAt(i))) {
        i++;
      }
    }
    if (found != terms.length && !text.equals(REBOOT)) {
      throw new IllegalArgumentException(ScheduleAdvice.onNumberOfTerms(text, found));
    }
  }

  /** With a term too many, the others are most likely not where they belong. */
  private static void check(CronTerm term, String written, String text) {
    try {
      if (isSpecial(term, written)) {
        CalendarDays.plain(term, written);
        CalendarDays.special(term, written);
      } else {
        term.parse(written);
      }
    } catch (IllegalArgumentException e) {
      int found = text.split("[ \t]+", -1).length;
      throw found > CronTerm.values().length
          ? new IllegalArgumentException(ScheduleAdvice.onNumberOfTerms(text, found))
          : e;
    }
  }

  /** The terms that a word of crontab(5) stands for, or null. */
  private static @Nullable String ofWord(String word) {
    return switch (word) {
      case "@hourly" -> "0 * * * *";
      case "@daily", "@midnight" -> "0 0 * * *";
      case "@weekly" -> "0 0 * * 0";
      case "@monthly" -> "0 0 1 * *";
      case "@yearly", "@annually" -> "0 0 1 1 *";
      default -> null;
    };
  }

  /**
   * A schedule whose last terms may be left out, for {@code *}: {@code 5,35} is {@code 5,35 * * *
   * *}.
   *
   * @throws IllegalArgumentException as the constructor
   */
  public static Schedule ofShortened(String written) {
    String text = written.strip();
    String word = text.startsWith("@") ? ofWord(text) : null;
    if (word != null || text.equals(REBOOT)) {
      return new Schedule(word == null ? text : word);
    }
    int terms = text.isEmpty() || text.startsWith("@") ? CronTerm.values().length : 1;
    for (int i = 1; i < text.length(); i++) {
      terms += isBlank(text.charAt(i - 1)) && !isBlank(text.charAt(i)) ? 1 : 0;
    }
    StringBuilder whole = new StringBuilder(text);
    for (int i = terms; i < CronTerm.values().length; i++) {
      whole.append(" *");
    }
    return new Schedule(whole.toString());
  }

  /** Returns what cron makes of it. */
  public CronMask mask() {
    CronTerm[] terms = CronTerm.values();
    long[] bits = new long[terms.length];
    boolean[] stars = new boolean[terms.length];
    List<CalendarDay> dates = List.of();
    List<CalendarDay> weekdays = List.of();
    int i = 0;
    for (int term = 0; term < terms.length; term++) {
      int end = i;
      while (end < text.length() && !isBlank(text.charAt(end))) {
        end++;
      }
      String written = text.substring(i, end);
      if (!isSpecial(terms[term], written)) {
        bits[term] = terms[term].parse(written);
      } else {
        bits[term] = CalendarDays.plain(terms[term], written);
        if (terms[term] == CronTerm.DAY_OF_MONTH) {
          dates = CalendarDays.special(terms[term], written);
        } else {
          weekdays = CalendarDays.special(terms[term], written);
        }
      }
      stars[term] = text.charAt(i) == '*';
      i = end;
      while (i < text.length() && isBlank(text.charAt(i))) {
        i++;
      }
    }
    boolean isPlain = dates.isEmpty() && weekdays.isEmpty();
    return new CronMask(
        bits[0],
        bits[1],
        bits[2],
        bits[3],
        (bits[4] | bits[4] >> 7) & 0x7f, // Sunday is 0 and 7.
        both || stars[2] || stars[4],
        stars[0] || stars[1],
        isPlain ? null : new CalendarDays(dates, weekdays));
  }

  /** Returns true if it stands for a start after each boot, and has no terms. */
  public boolean isAtBoot() {
    return text.charAt(0) == '@';
  }

  /** Returns true if cron can only ask on all days that it can be, and run-job decides. */
  public boolean isDecidedByDay() {
    if (isAtBoot()) {
      return false;
    }
    String dates = term(CronTerm.DAY_OF_MONTH);
    String weekdays = term(CronTerm.DAY_OF_WEEK);
    return isSpecial(CronTerm.DAY_OF_MONTH, dates)
        || isSpecial(CronTerm.DAY_OF_WEEK, weekdays)
        || (both && dates.charAt(0) != '*' && weekdays.charAt(0) != '*');
  }

  /** Returns the terms for cron, at the same times on all days that it can be. */
  public String cronText() {
    return isDecidedByDay()
        ? term(CronTerm.MINUTE)
            + " "
            + term(CronTerm.HOUR)
            + " "
            + CronDays.of(mask(), term(CronTerm.MONTH))
        : text;
  }

  /** The same schedule, whose two days must both match. */
  public Schedule withBothDays() {
    return new Schedule(text, true);
  }

  private String term(CronTerm term) {
    int i = 0;
    for (CronTerm each : CronTerm.values()) {
      int end = i;
      while (end < text.length() && !isBlank(text.charAt(end))) {
        end++;
      }
      if (each == term) {
        return text.substring(i, end);
      }
      i = end;
      while (isBlank(text.charAt(i))) {
        i++;
      }
    }
    throw new IllegalStateException(text);
  }

  /** The class that knows them is not loaded for a plain term. */
  private static boolean isSpecial(CronTerm term, String written) {
    String signs =
        term == CronTerm.DAY_OF_MONTH ? "LlWw" : term == CronTerm.DAY_OF_WEEK ? "Ll#" : "";
    for (int i = 0; i < written.length(); i++) {
      if (signs.indexOf(written.charAt(i)) >= 0) {
        return CalendarDays.isSpecialTerm(term, written);
      }
    }
    return false;
  }

  /**
   * Returns false for days that no selected month has, such as February 30: cron accepts them and
   * never starts anything.
   */
  public boolean canFire() {
    if (isAtBoot()) {
      return true;
    }
    if (isDecidedByDay()) {
      return mask().nextMinute(0) != Long.MAX_VALUE;
    }
    String days = term(CronTerm.DAY_OF_MONTH);
    String weekdays = term(CronTerm.DAY_OF_WEEK);
    if (days.charAt(0) != '*' && weekdays.charAt(0) != '*') {
      return true; // Cron takes either: the weekday comes in every month.
    }
    long wanted = CronTerm.DAY_OF_MONTH.parse(days);
    long months = CronTerm.MONTH.parse(term(CronTerm.MONTH));
    for (int month = 1; month <= 12; month++) {
      int length =
          month == 2 ? 29 : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
      if ((months >> month & 1) != 0 && (wanted & ((2L << length) - 2)) != 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  @Override
  public String toString() {
    return text;
  }
}
