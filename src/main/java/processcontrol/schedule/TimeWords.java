package processcontrol.schedule;

import java.util.ArrayList;
import java.util.List;
import processcontrol.job.CronMask;

/** The minutes and hours of a schedule: "at 03:00", "every 5 minutes from 09:00 to 17:55". */
final class TimeWords {

  /** Number of times of day that are listed; more are given by their minutes and hours. */
  private static final int MAX_TIMES = 6;

  /** So many minutes are listed, even if they are at equal distances. */
  private static final int MAX_MINUTES = 4;

  private static final int MAX_SPANS = 3;
  private static final int MINUTES = 60;
  private static final int HOURS = 24;

  private final NumberSet minutes;
  private final NumberSet hours;

  private TimeWords(CronMask mask) {
    this.minutes = NumberSet.of(mask.minutes());
    this.hours = NumberSet.of(mask.hours());
  }

  static String of(CronMask mask) {
    return new TimeWords(mask).words();
  }

  private String words() {
    if (hours.size() == HOURS) {
      return isEven() ? every() : minutesOf(" of every hour");
    }
    if (isEven()) {
      return hours.runs().size() <= MAX_SPANS ? every() + spans() : every() + ofHours();
    }
    if (minutes.size() == 1 && hours.isRange()) {
      return "every hour " + span(hours.first(), hours.last());
    }
    if (minutes.size() * hours.size() <= MAX_TIMES) {
      return "at " + times();
    }
    if (minutes.size() == 1 && hours.step() > 0) {
      return "every " + hours.step() + " hours " + span(hours.first(), hours.last());
    }
    if (hours.size() == 1 && minutes.step() > 0) {
      return every() + " " + span(hours.first(), hours.first());
    }
    return minutesOf(ofHours());
  }

  /** Returns true if the distance from the last minute to the next hour's first is no other. */
  private boolean isEven() {
    int step = minutes.step();
    return step > 0 && minutes.first() == 0 && minutes.last() + step == MINUTES;
  }

  private String every() {
    return minutes.step() == 1 ? "every minute" : "every " + minutes.step() + " minutes";
  }

  private String minutesOf(String hourWords) {
    if (minutes.size() > MAX_MINUTES && minutes.step() > 1) {
      return every() + " from minute " + minutes.first() + " to " + minutes.last() + hourWords;
    }
    String list = minutes.list(Integer::toString);
    return (minutes.size() == 1 ? "at minute " : "at minutes ") + list + hourWords;
  }

  private String ofHours() {
    return (hours.size() == 1 ? " of hour " : " of the hours ") + hours.list(Integer::toString);
  }

  private String spans() {
    List<String> spans = new ArrayList<>();
    for (int[] run : hours.runs()) {
      spans.add(span(run[0], run[1]));
    }
    return " " + NumberSet.join(spans, "and");
  }

  /** From the first minute of an hour to the last one of another. */
  private String span(int from, int to) {
    return "from " + time(from, minutes.first()) + " to " + time(to, minutes.last());
  }

  private String times() {
    List<String> times = new ArrayList<>();
    for (int hour : hours.values()) {
      for (int minute : minutes.values()) {
        times.add(time(hour, minute));
      }
    }
    return NumberSet.join(times, "and");
  }

  private static String time(int hour, int minute) {
    return two(hour) + ":" + two(minute);
  }

  private static String two(int number) {
    return (number < 10 ? "0" : "") + number;
  }
}
