package processcontrol.plan;

import processcontrol.job.TimeSpan;

/** The number of starts in each minute of a time. */
public final class MinuteCounts {

  private final TimeFrame frame;
  private final int[] counts;

  MinuteCounts(TimeFrame frame) {
    this.frame = frame;
    this.counts = new int[frame.minutes()];
  }

  void add(Times starts) {
    change(starts, 1);
  }

  void remove(Times starts) {
    change(starts, -1);
  }

  private void change(Times starts, int by) {
    for (int i = 0; i < starts.size(); i++) {
      counts[frame.minuteOf(starts.get(i))] += by;
    }
  }

  /** The number of starts in a minute of the time, from 0. */
  int at(int minute) {
    return counts[minute];
  }

  int minutes() {
    return counts.length;
  }

  /** Returns how many minutes have more starts than that. */
  int above(int limit) {
    int minutes = 0;
    for (int count : counts) {
      minutes += count > limit ? 1 : 0;
    }
    return minutes;
  }

  /** The number of all starts. */
  long total() {
    long total = 0;
    for (int count : counts) {
      total += count;
    }
    return total;
  }

  /** The most in any minute. */
  public int most() {
    int most = 0;
    for (int count : counts) {
      most = Math.max(most, count);
    }
    return most;
  }

  /** The most in each minute of the day, by the clock on the wall, on any of the days. */
  public int[] ofDay() {
    int[] ofDay = new int[TimeSpan.DAY_MINUTES];
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] != 0) {
        int minute = frame.minuteOfDay(i);
        ofDay[minute] = Math.max(ofDay[minute], counts[i]);
      }
    }
    return ofDay;
  }
}
