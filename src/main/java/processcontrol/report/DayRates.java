package processcontrol.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.TreeMap;
import processcontrol.history.Result;
import processcontrol.history.RunFigures;

/** How many runs of all jobs succeeded, by day. */
public final class DayRates {

  /** So many days are counted, today among them. */
  public static final int DAYS = 14;

  private final ZoneId zone;
  private final TreeMap<LocalDate, int[]> days = new TreeMap<>();

  public DayRates(Instant now, ZoneId zone) {
    this.zone = zone;
    LocalDate today = now.atZone(zone).toLocalDate();
    for (int i = 0; i < DAYS; i++) {
      days.put(today.minusDays(i), new int[2]);
    }
  }

  /** Counts a run; returns false if it began before the first of the days. */
  public boolean add(RunFigures run) {
    LocalDate day = Instant.ofEpochMilli(run.started().epochMillis()).atZone(zone).toLocalDate();
    int[] counts = days.get(day);
    if (counts != null && run.result() == Result.SUCCESS) {
      counts[0]++;
    } else if (counts != null && run.result().isFailed()) {
      counts[1]++;
    }
    return !day.isBefore(days.firstKey());
  }

  /** The rows of a table: the day, the share, and the numbers. */
  String rows() {
    StringBuilder rows = new StringBuilder();
    days.descendingMap()
        .forEach(
            (day, counts) -> {
              int all = counts[0] + counts[1];
              String share = all == 0 ? "-" : 100 * counts[0] / all + " %";
              rows.append("<tr><th scope=row>").append(day).append("<td>").append(share);
              rows.append("<td>").append(counts[0]).append("<td>").append(counts[1]).append('\n');
            });
    return rows.toString();
  }
}
