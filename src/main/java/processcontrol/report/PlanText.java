package processcontrol.report;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import processcontrol.due.Slots;
import processcontrol.job.CommandLine;
import processcontrol.job.Timing;
import processcontrol.plan.Peaks;
import processcontrol.plan.Plan;
import processcontrol.plan.PlannedJob;

/** A plan for people: the starts of each job, the minutes of a day, and those that pile up. */
public final class PlanText {

  /** More starts are not read one by one. */
  static final int MAX_STARTS = 200;

  private static final String ESTIMATE = "~";

  private final Plan plan;
  private final Peaks peaks;
  private final TimeText times;

  /** Null for a file or another program. */
  private final Screen screen;

  private final BriefTime brief;
  private final StringBuilder text = new StringBuilder();

  private PlanText(Plan plan, Peaks peaks, ZoneId zone, Screen screen) {
    this.plan = plan;
    this.peaks = peaks;
    this.times = new TimeText(zone);
    this.screen = screen;
    this.brief = new BriefTime(Instant.ofEpochMilli(plan.frame().from()), zone);
  }

  /** The whole text, with times in the zone. */
  public static String of(Plan plan, Peaks peaks, ZoneId zone) {
    return of(plan, peaks, zone, null);
  }

  /**
   * The whole text for a terminal: no wider than that, and the minutes of the day only once.
   *
   * @param screen null for none
   */
  public static String of(Plan plan, Peaks peaks, ZoneId zone, @Nullable Screen screen) {
    PlanText text = new PlanText(plan, peaks, zone, screen);
    text.addHead();
    text.addJobs();
    text.addIdleJobs();
    if (plan.size() > 0) {
      text.addStarts();
      text.addMinutes();
      text.text.append(PeaksText.of(peaks, plan.frame(), zone));
    }
    return text.text.toString();
  }

  private @Nullable String time(long moment) {
    return times.time(Instant.ofEpochMilli(moment));
  }

  /** In a table; the time of the plan says of which year and zone it is. */
  private @Nullable String cell(long moment) {
    return screen == null ? time(moment) : brief.full(Instant.ofEpochMilli(moment));
  }

  private void addHead() {
    List<PlannedJob> starting = plan.jobs(true);
    text.append("From ").append(time(plan.frame().from()));
    text.append(" until ").append(time(plan.frame().until()));
    text.append(screen == null ? ": " : ":\n");
    text.append(count(plan.size(), "start")).append(" of ").append(count(starting.size(), "job"));
    text.append(plan.size() == 0 ? "" : ", at most " + peaks.most() + " in one minute");
    text.append(".\n");
    if (starting.stream().anyMatch(PlannedJob::estimated)) {
      text.append(ESTIMATE).append(" is an estimate: it depends on the runs before.\n");
    }
    long asked = starting.stream().filter(PlannedJob::dueCheck).count();
    if (asked > 0) {
      text.append("Cron asks every minute whether they are due: ");
      text.append(count((int) asked, "job")).append(".\n");
    }
  }

  static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private void addJobs() {
    List<PlannedJob> starting = plan.jobs(true);
    if (starting.isEmpty()) {
      return;
    }
    List<String> header = new ArrayList<>(List.of("JOB", "SCHEDULE", "STARTS", "FIRST", "LAST"));
    boolean skips = starting.stream().anyMatch(job -> job.skipped() > 0);
    if (skips) {
      header.add("SKIPPED");
    }
    PlanTable table = new PlanTable(screen, header.toArray(new String[0]));
    for (PlannedJob job : starting) {
      String mark = job.estimated() ? ESTIMATE : "";
      List<String> row = new ArrayList<>();
      row.add(job.name());
      row.add(schedule(job));
      row.add(mark + job.starts().size());
      row.add(mark + cell(job.starts().first()));
      row.add(mark + cell(job.starts().last()));
      if (skips) {
        row.add(job.skipped() == 0 ? null : Integer.toString(job.skipped()));
      }
      table.add(row.toArray(new String[0]));
    }
    text.append('\n').append(table);
  }

  private void addIdleJobs() {
    // Those that start at other times of the day would be most of all jobs.
    boolean all = plan.frame().isWholeDay();
    PlanTable table = new PlanTable(screen, "JOB", "SCHEDULE", "NO STARTS");
    int rows = 0;
    int others = 0;
    for (PlannedJob job : plan.jobs(false)) {
      if (all || !job.isLater()) {
        rows++;
        table.add(job.name(), schedule(job), reason(job));
      } else {
        others++;
      }
    }
    text.append(rows == 0 ? "" : "\n" + table);
    if (others > 0) {
      text.append("\nAt other times only: ").append(count(others, "job")).append(".\n");
    }
  }

  private static String schedule(PlannedJob job) {
    Timing timing = job.job().timing();
    return job.job().scheduleText() + (timing == null ? "" : timing.shiftInWords());
  }

  private @Nullable String reason(PlannedJob job) {
    return job.next() == Slots.NEVER ? job.idle() : "not before " + time(job.next());
  }

  private void addStarts() {
    text.append('\n');
    if (plan.size() > MAX_STARTS) {
      text.append("More than ").append(MAX_STARTS);
      text.append(" starts are not listed: take less time, by --from and --until, or --json.\n");
      return;
    }
    boolean arguments = plan.jobs().stream().anyMatch(PlannedJob::hasArguments);
    String[] header = {"TIME", "JOB", "ARGUMENTS"};
    PlanTable table = new PlanTable(screen, Arrays.copyOf(header, arguments ? 3 : 2));
    for (Iterator<Plan.Start> starts = plan.starts(); starts.hasNext(); ) {
      Plan.Start start = starts.next();
      String time = (start.job().estimated() ? ESTIMATE : "") + cell(start.time());
      List<String> words = start.job().argumentsAt(start.time());
      String line = words.isEmpty() ? null : new CommandLine(words).toString();
      String[] row = {time, start.job().name(), line};
      table.add(Arrays.copyOf(row, arguments ? 3 : 2));
    }
    text.append(table);
  }

  private void addMinutes() {
    int[] counts = plan.counts().ofDay();
    StringJoiner ofTable = ownership();
    StringJoiner ofBars = ownership();
    String legend = MinuteChart.legend(counts);
    if (!legend.isEmpty()) {
      ofTable.add(legend);
    }
    int unit = MinuteChart.unit(counts);
    if (unit > 1) {
      ofBars.add("# is " + unit + " starts");
    }
    text.append("\nStarts in each minute of the day").append(ofTable).append(":\n");
    text.append(MinuteChart.table(counts, plan.frame().isWholeDay()));
    if (screen != null && unit == 1 && MinuteChart.isExact(counts)) {
      return; // It would say the same again.
    }
    text.append("\nHistogram").append(ofBars).append(":\n");
    text.append(MinuteChart.histogram(counts));
  }

  private StringJoiner ownership() {
    StringJoiner ownership = new StringJoiner("; ", " (", ")").setEmptyValue("");
    return plan.frame().isLongerThanDay()
        ? ownership.add("the most on any of the days")
        : ownership;
  }
}
