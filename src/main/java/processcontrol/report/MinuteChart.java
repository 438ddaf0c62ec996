package processcontrol.report;

import java.util.Arrays;

/**
 * The number of starts in each minute of a day: a table with a row for each hour, and a histogram.
 */
final class MinuteChart {

  private static final int HOUR = 60;
  private static final int BAR = 60;

  /** One character a minute keeps the table narrower than a terminal. */
  private static final String MARKS = ".123456789abcdefghijklmnopqrstuvwxyz";

  private final int[] counts;
  private final StringBuilder text = new StringBuilder();

  private MinuteChart(int[] counts) {
    this.counts = counts;
  }

  /** A row of 60 characters for each hour, or for each that has starts. */
  static String table(int[] counts, boolean allHours) {
    MinuteChart chart = new MinuteChart(counts);
    chart.addTable(allHours);
    return chart.text.toString();
  }

  /**
   * Returns what a character of the table stands for, beyond digits; empty if there is no such one.
   */
  static String legend(int[] counts) {
    int most = Arrays.stream(counts).max().orElse(0);
    if (most < 10) {
      return "";
    }
    return most < MARKS.length() ? "a is 10, z is 35" : "a is 10, z is 35, + is more";
  }

  /** Returns true if the table has a character for every count. */
  static boolean isExact(int[] counts) {
    return Arrays.stream(counts).max().orElse(0) < MARKS.length();
  }

  private void addTable(boolean allHours) {
    text.append("    ");
    for (int minute = 0; minute < HOUR; minute += 5) {
      text.append(minute < 10 ? ":0" : ":").append(minute).append("  ");
    }
    text.append("    SUM\n");
    for (int hour = 0; hour < 24; hour++) {
      if (!allHours && isEmpty(hour)) {
        continue;
      }
      text.append(two(hour)).append("  ");
      long sum = 0;
      for (int minute = 0; minute < HOUR; minute++) {
        int count = counts[hour * HOUR + minute];
        sum += count;
        text.append(count < MARKS.length() ? MARKS.charAt(count) : '+');
      }
      text.append(right(Long.toString(sum), 7)).append('\n');
    }
  }

  /** A bar for each minute that has starts; minutes and hours that repeat themselves are one. */
  static String histogram(int[] counts) {
    MinuteChart chart = new MinuteChart(counts);
    int unit = unit(counts);
    int hour = 0;
    while (hour < 24) {
      chart.addBars(hour, unit);
      int last = hour;
      while (last < 23 && chart.isSame(hour, last + 1)) {
        last++;
      }
      if (last > hour && !chart.isEmpty(hour)) {
        String hours = two(hour + 1) + (last > hour + 1 ? " to " + two(last) : "");
        chart.text.append("hour ").append(hours).append(" as ").append(two(hour)).append('\n');
      }
      hour = last + 1;
    }
    return chart.text.toString();
  }

  /** Returns how many starts one character of a bar stands for. */
  static int unit(int[] counts) {
    int most = Arrays.stream(counts).max().orElse(0);
    return Math.max(1, (most + BAR - 1) / BAR);
  }

  private boolean isSame(int hour, int other) {
    return Arrays.equals(
        counts, hour * HOUR, (hour + 1) * HOUR, counts, other * HOUR, (other + 1) * HOUR);
  }

  private boolean isEmpty(int hour) {
    return Arrays.stream(counts, hour * HOUR, (hour + 1) * HOUR).max().orElse(0) == 0;
  }

  private void addBars(int hour, int unit) {
    int minute = hour * HOUR;
    while (minute < (hour + 1) * HOUR) {
      int last = minute;
      while (last + 1 < (hour + 1) * HOUR && counts[last + 1] == counts[minute]) {
        last++;
      }
      if (counts[minute] > 0) {
        String until = last == minute ? "      " : "-" + time(last);
        int length = (counts[minute] + unit - 1) / unit;
        text.append(time(minute)).append(until);
        text.append(right(Integer.toString(counts[minute]), 6)).append(' ');
        text.append("#".repeat(length)).append('\n');
      }
      minute = last + 1;
    }
  }

  /** {@code 06:05}. */
  static String time(int minuteOfDay) {
    return two(minuteOfDay / HOUR) + ":" + two(minuteOfDay % HOUR);
  }

  private static String two(int number) {
    return (number < 10 ? "0" : "") + number;
  }

  private static String right(String number, int width) {
    return " ".repeat(Math.max(1, width - number.length())) + number;
  }
}
