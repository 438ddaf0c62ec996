package processcontrol.report;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import processcontrol.history.RunRecord;
import processcontrol.job.UtcTime;
import processcontrol.report.JobState.Kind;
import processcontrol.report.Screen.Color;
import processcontrol.report.ScreenTable.Cell;
import processcontrol.report.ScreenTable.Column;
import processcontrol.status.JobStatus;

/** The status of jobs at a glance: a line a job, and a last one that counts. */
public final class StatusTable {

  private final Screen screen;
  private final BriefTime times;

  /** Usual duration of runs, in milliseconds, of jobs that run now. */
  private final Map<String, Long> usual;

  public StatusTable(Screen screen, Instant now, ZoneId zone, Map<String, Long> usual) {
    this.screen = screen;
    this.times = new BriefTime(now, zone);
    this.usual = Map.copyOf(usual);
  }

  /**
   * The table.
   *
   * @param jobs in the order of the lines
   * @param all how many jobs there are, those among them that are not shown
   * @param most how many lines there may be; the rest is counted
   */
  public String of(List<JobStatus> jobs, int all, int most) {
    ScreenTable table =
        new ScreenTable(
            screen,
            false,
            Column.text("STATE"),
            Column.name("JOB"),
            Column.text("LAST RUN"),
            Column.number("TOOK"),
            Column.text("NEXT"),
            Column.text("WHY"));
    Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    for (JobStatus job : jobs) {
      JobState state = JobState.of(job, times.now());
      counts.merge(state.kind(), 1, Integer::sum);
      table.add(
          new Cell(state.kind().word(), state.kind().color()),
          Cell.of(job.name()),
          last(job),
          Cell.of(took(job)),
          Cell.of(next(job, state)),
          new Cell(reason(job, state), Color.PLAIN));
    }
    List<String> lines = new ArrayList<>(jobs.isEmpty() ? List.of() : table.lines());
    int room = Math.max(1, most - 1);
    if (lines.size() > room) {
      int more = lines.size() - room + 1;
      lines.subList(room - 1, lines.size()).clear();
      lines.add("... and " + PlanText.count(more, "more job") + "; see --failed, --held, --tag");
    }
    lines.add(screen.paint(Color.TITLE, summary(jobs.size(), all, counts)));
    return String.join("\n", lines) + "\n";
  }

  /** {@code 40 jobs: 2 failing, 1 held, 37 ok}. */
  private static String summary(int shown, int all, Map<Kind, Integer> counts) {
    if (all == 0) {
      return "there are no jobs";
    }
    String head =
        shown == all ? PlanText.count(all, "job") : shown + " of " + PlanText.count(all, "job");
    StringJoiner parts = new StringJoiner(", ", ": ", "").setEmptyValue("");
    counts.forEach((kind, count) -> parts.add(count + " " + kind.word()));
    return head + parts;
  }

  private Cell last(JobStatus job) {
    JobStatus.Running running = job.running();
    if (running != null && running.started() != null) {
      return Cell.of("since " + times.moment(TimeText.instant(running.started())));
    }
    RunRecord last = JobState.last(job);
    if (last == null) {
      return new Cell(null, Color.QUIET);
    }
    UtcTime ended = last.latestMoment();
    String text = last.result() + " " + times.ago(TimeText.instant(ended));
    return new Cell(text, last.result().isFailed() ? Color.BAD : Color.PLAIN);
  }

  private @Nullable String took(JobStatus job) {
    JobStatus.Running running = job.running();
    if (running != null && running.started() != null) {
      long since = times.now().toEpochMilli() - running.started().epochMillis();
      return BriefTime.duration(Math.max(0, since));
    }
    RunRecord last = JobState.last(job);
    return last == null ? null : BriefTime.duration(last.duration());
  }

  /** A job on hold is not started. Why another one has no next start its state may not tell. */
  private @Nullable String next(JobStatus job, JobState state) {
    if (job.hold() != null || job.nextRun() != null || !job.isValid()) {
      return job.hold() != null ? null : times.moment(job.nextRun());
    }
    if (job.job().disabled()) {
      return state.kind() == Kind.DISABLED ? null : "disabled";
    }
    return job.job().startsAtBoot() ? "after boot" : null;
  }

  private String reason(JobStatus job, JobState state) {
    Long usually = usual.get(job.name());
    if (job.running() == null || usually == null) {
      return state.reason();
    }
    return "usually "
        + BriefTime.duration(usually)
        + (state.reason().isEmpty() ? "" : "; " + state.reason());
  }
}
