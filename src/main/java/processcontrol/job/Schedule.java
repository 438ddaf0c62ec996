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
          "aliases such as '"
              + CommandLine.printable(text)
              + "' are not allowed: write five terms");
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
        terms[found].parse(text.substring(i, end));
      }
      found++;
      i = end;
      while (i < text.length() && isBlank(text.charAt(i))) {
        i++;
      }
    }
    if (found != terms.length) {
      throw new IllegalArgumentException(
          "a schedule has five terms (minute hour day-of-month month day-of-week), not " + found);
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

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  @Override
  public String toString() {
    return text;
  }
}
