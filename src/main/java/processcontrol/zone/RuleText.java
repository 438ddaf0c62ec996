package processcontrol.zone;

import processcontrol.job.VisibleText;

/** Reads a variable TZ of POSIX from its beginning to its end. */
final class RuleText {

  private static final int MIN_NAME = 3;

  private final String text;
  private int at;

  RuleText(String text) {
    this.text = text;
  }

  boolean isAtEnd() {
    return at == text.length();
  }

  boolean isNext(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  void skip(char c) {
    if (!isNext(c)) {
      throw wrong();
    }
    at++;
  }

  /** The name of a time: letters, or what stands in {@code <>}. */
  void skipName() {
    int begin = at;
    if (isNext('<')) {
      at = text.indexOf('>', begin) + 1;
      begin++;
    } else {
      while (at < text.length() && isLetter(text.charAt(at))) {
        at++;
      }
    }
    if (at - begin < MIN_NAME) {
      throw wrong();
    }
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  int number(int low, int high) {
    int begin = at;
    int value = 0;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      value = value * 10 + (text.charAt(at++) - '0');
      if (value > high) {
        throw wrong();
      }
    }
    if (at == begin || value < low) {
      throw wrong();
    }
    return value;
  }

  /** Hours, minutes and seconds, of which the hours alone have to be there, in seconds. */
  int time(int maxHours) {
    int sign = isNext('-') ? -1 : 1;
    if (isNext('-') || isNext('+')) {
      at++;
    }
    int seconds = number(0, maxHours) * 3600;
    if (isNext(':')) {
      at++;
      seconds += number(0, 59) * 60;
    }
    if (isNext(':')) {
      at++;
      seconds += number(0, 59);
    }
    return sign * seconds;
  }

  private IllegalArgumentException wrong() {
    return new IllegalArgumentException(VisibleText.quoted(text) + " is no rule");
  }
}
