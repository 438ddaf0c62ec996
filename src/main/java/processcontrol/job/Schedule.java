package processcontrol.job;

/**
 * When a job is due: the five terms of a Vixie crontab (crontab(5)), checked so strictly that
 * Debian's cron runs exactly what is written.
 *
 * <p>Cron itself reads {@code 1.5} as {@code 1}, {@code 5/10} as {@code 5} and {@code 22-6} as
 * never, without a word; all of that is refused here. So is {@code @daily}, as in the Python
 * original.
 */
public record Schedule(String text) {

  /**
   * @throws IllegalArgumentException that names the faulty term and its mend
   */
  public Schedule {
    text = text.strip();
    if (text.startsWith("@")) {
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
    while (i < text.length()) {
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
    if (found != terms.length) {
      throw new IllegalArgumentException(ScheduleAdvice.onNumberOfTerms(text, found));
    }
  }

  /** With a term too many, the others are most likely not where they belong. */
  private static void check(CronTerm term, String written, String text) {
    try {
      term.parse(written);
    } catch (IllegalArgumentException e) {
      int found = text.split("[ \t]+", -1).length;
      throw found > CronTerm.values().length
          ? new IllegalArgumentException(ScheduleAdvice.onNumberOfTerms(text, found))
          : e;
    }
  }

  /**
   * The same schedule with the values of each term listed as numbers, 0 for Sunday: {@code 0,20,40
   * * * * 1,2,3} for {@code *}{@code /20 * * * mon-wed}.
   */
  public String inNumbers() {
    StringBuilder numbers = new StringBuilder();
    String[] texts = text.split("[ \t]+", -1);
    CronTerm[] terms = CronTerm.values();
    for (int i = 0; i < terms.length; i++) {
      numbers.append(i == 0 ? "" : " ");
      numbers.append(texts[i].equals("*") ? "*" : terms[i].inNumbers(texts[i]));
    }
    return numbers.toString();
  }

  /** The terms that a word of crontab(5) stands for, or null. */
  private static String ofWord(String word) {
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
    if (word != null) {
      return new Schedule(word);
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

  /** What cron makes of it. */
  public CronMask mask() {
    CronTerm[] terms = CronTerm.values();
    long[] bits = new long[terms.length];
    boolean[] stars = new boolean[terms.length];
    int i = 0;
    for (int term = 0; term < terms.length; term++) {
      int end = i;
      while (end < text.length() && !isBlank(text.charAt(end))) {
        end++;
      }
      bits[term] = terms[term].parse(text.substring(i, end));
      stars[term] = text.charAt(i) == '*';
      i = end;
      while (i < text.length() && isBlank(text.charAt(i))) {
        i++;
      }
    }
    long weekdays = (bits[4] | bits[4] >> 7) & 0x7f; // Sunday is 0 and 7.
    return new CronMask(
        bits[0], bits[1], bits[2], bits[3], weekdays, stars[2] || stars[4], stars[0] || stars[1]);
  }

  /**
   * Returns false for days that no selected month has, such as February 30: cron accepts them and
   * never starts anything.
   */
  public boolean canFire() {
    CronTerm[] terms = CronTerm.values();
    String[] texts = new String[terms.length];
    int term = 0;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || isBlank(text.charAt(i))) {
        if (i > start) {
          texts[term++] = text.substring(start, i);
        }
        start = i + 1;
      }
    }
    String days = texts[2];
    String weekdays = texts[4];
    if (days.charAt(0) != '*' && weekdays.charAt(0) != '*') {
      return true; // Cron takes either: the weekday comes in every month.
    }
    long wanted = CronTerm.DAY_OF_MONTH.parse(days);
    long months = CronTerm.MONTH.parse(texts[3]);
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
