package processcontrol.job;

/**
 * The name of a run: {@code <slug>-<yyyyMMdd-HHmmss>}, and {@code .2}, {@code .3}... where several
 * runs of a job began in one second.
 */
public record RunId(String value, Slug slug) {

  private static final String STAMP = "-99999999-999999";

  /**
   * Takes a name apart.
   *
   * @throws IllegalArgumentException if it cannot be the name of a run
   */
  public static RunId parse(String text) {
    int end = text.length();
    while (end > 0 && isDigit(text.charAt(end - 1))) {
      end--;
    }
    boolean hasSuffix = end > 1 && end < text.length() && text.charAt(end - 1) == '.';
    int stampEnd = hasSuffix ? end - 1 : text.length();
    int slugEnd = stampEnd - STAMP.length();
    if (slugEnd <= 0 || !isStamp(text, slugEnd) || !Slug.isValid(text.substring(0, slugEnd))) {
      throw new IllegalArgumentException(
          VisibleText.quoted(text)
              + " is not the name of a run: they look like backup-20261120-120000");
    }
    return new RunId(text, new Slug(text.substring(0, slugEnd)));
  }

  private static boolean isStamp(String text, int start) {
    for (int i = 0; i < STAMP.length(); i++) {
      char c = text.charAt(start + i);
      if (STAMP.charAt(i) == '9' ? !isDigit(c) : c != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  @Override
  public String toString() {
    return value;
  }
}
