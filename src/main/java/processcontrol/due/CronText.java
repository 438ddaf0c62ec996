package processcontrol.due;

import processcontrol.job.CronMask;

/** Writes the terms of a schedule from bits, as short as a person would. */
final class CronText {

  private CronText() {}

  /**
   * A term.
   *
   * @param high the largest value; the smallest is 0
   */
  static String of(long bits, int high) {
    int count = Long.bitCount(bits);
    int first = Long.numberOfTrailingZeros(bits);
    int last = 63 - Long.numberOfLeadingZeros(bits);
    if (count == high + 1) {
      return "*";
    }
    int step = count < 2 ? 0 : (last - first) / (count - 1);
    if (count > 2 && bits == progression(first, last, step)) {
      return range(first, last, step, high);
    }
    StringBuilder list = new StringBuilder();
    for (int value = first; value <= last; value++) {
      if ((bits >> value & 1) != 0) {
        list.append(list.length() == 0 ? "" : ",").append(value);
      }
    }
    return list.toString();
  }

  private static String range(int first, int last, int step, int high) {
    int end = step > 1 && last + step > high ? high : last; // 7-59/10 rather than 7-57/10.
    String range = first == 0 && end == high ? "*" : first + "-" + end;
    return step == 1 ? range : range + "/" + step;
  }

  private static long progression(int first, int last, int step) {
    long bits = 0;
    for (int value = first; value <= last; value += step) {
      bits |= 1L << value;
    }
    return bits;
  }

  static String minutes(long bits) {
    return Long.bitCount(bits) == 60 ? "*" : of(bits & CronMask.EVERY_MINUTE, 59);
  }

  static String hours(long bits) {
    return Long.bitCount(bits) == 24 ? "*" : of(bits & CronMask.EVERY_HOUR, 23);
  }
}
