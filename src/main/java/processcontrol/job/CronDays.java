package processcontrol.job;

/**
 * The closest approximation that cron can express of a schedule with other days than cron knows:
 * its times on all days that can be meant, as few as there are.
 */
final class CronDays {

  private static final int ALL_DATES = 31;
  private static final int ALL_WEEKDAYS = 7;

  private CronDays() {}

  /** Returns the third, fourth and fifth term for cron. */
  static String of(CronMask mask, String months) {
    CalendarDays days = mask.calendarDays();
    long dates = mask.days();
    long weekdays = mask.weekdays();
    if (days != null) {
      dates |= CalendarDays.candidates(days.dates());
      weekdays |= CalendarDays.candidates(days.weekdays());
    }
    boolean anyDate = Long.bitCount(dates) == ALL_DATES;
    boolean anyWeekday = Long.bitCount(weekdays) == ALL_WEEKDAYS;
    if (mask.bothDays()) {
      // Cron takes either of two days, so it gets one of them: that which is met less often.
      boolean byDate =
          !anyDate
              && (anyWeekday
                  || Long.bitCount(dates) * ALL_WEEKDAYS <= Long.bitCount(weekdays) * ALL_DATES);
      anyWeekday |= byDate;
      anyDate |= !byDate;
    } else if (anyDate || anyWeekday) {
      anyDate = true;
      anyWeekday = true;
    }
    return list(dates, anyDate) + " " + months + " " + list(weekdays, anyWeekday);
  }

  private static String list(long bits, boolean any) {
    if (any) {
      return "*";
    }
    StringBuilder list = new StringBuilder();
    for (int value = 0; value <= ALL_DATES; value++) {
      if ((bits >> value & 1) != 0) {
        int first = value;
        while ((bits >> (value + 1) & 1) != 0) {
          value++;
        }
        list.append(list.length() == 0 ? "" : ",").append(first);
        list.append(value == first ? "" : (value == first + 1 ? "," : "-") + value);
      }
    }
    return list.toString();
  }
}
