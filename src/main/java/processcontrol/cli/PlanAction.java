package processcontrol.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.config.JobLoader;
import processcontrol.due.Splay;
import processcontrol.job.Job;
import processcontrol.job.Moment;
import processcontrol.job.TimeSpan;
import processcontrol.job.UtcTime;
import processcontrol.job.Zone;
import processcontrol.plan.Peaks;
import processcontrol.plan.Plan;
import processcontrol.plan.Planner;
import processcontrol.plan.TimeFrame;
import processcontrol.plan.TooManyStartsException;
import processcontrol.report.PlanJson;
import processcontrol.report.PlanText;
import processcontrol.report.Screen;
import processcontrol.run.ExitCode;
import processcontrol.start.UsageException;
import processcontrol.zone.Zones;

/**
 * {@code cron-generate --plan}: what will run when. It reads the jobs and nothing else, as root may
 * call it: neither histories nor holds, which belong to the service user.
 */
final class PlanAction {

  /** So few starts are no trouble for a machine of few processors either. */
  private static final int LEAST_PILE = 6;

  private PlanAction() {}

  static int run(CronGenerateOptions options, GlobalConfig config, PrintStream out) {
    TimeFrame frame = frame(options, System.currentTimeMillis(), Zones.ofMachine());
    CheckedJobs checked = new CheckedJobs(new JobLoader(config));
    List<Job> jobs = new ArrayList<>();
    for (CheckedJobs.Checked each : checked.jobs()) {
      if (each.valid()) {
        jobs.add(each.item().job());
      }
    }
    Planner planner = new Planner(Splay.hostName(), frame);
    Plan plan;
    try {
      plan = planner.plan(jobs);
    } catch (TooManyStartsException e) {
      throw new UsageException(e.getMessage() + "; take less time, by --from and --until");
    }
    int atOnce = Math.max(LEAST_PILE, Runtime.getRuntime().availableProcessors());
    Peaks peaks = Peaks.of(plan, planner, atOnce);
    if (options.json()) {
      PlanJson.write(plan, peaks, Zones.idOfMachine(), out);
    } else {
      Screen screen = Terminal.isThere() ? Terminal.screen(null) : null;
      out.print(PlanText.of(plan, peaks, Zones.idOfMachine(), screen));
    }
    if (!checked.problems().isEmpty()) {
      throw new InvalidConfigException(checked.problems()); // The output is not complete.
    }
    return ExitCode.SUCCESS.status();
  }

  /** The time that is asked for; from the coming minute on, and for a day, if nothing is said. */
  static TimeFrame frame(CronGenerateOptions options, long now, Zone zone) {
    Moment begin = moment("--from", options.from());
    Moment end = moment("--until", options.until());
    long from = begin == null ? now : begin.epochMillis(new UtcTime(now), zone);
    if (begin == null || begin.isDuration()) {
      from =
          Math.floorDiv(from + TimeSpan.MINUTE_MILLIS - 1, TimeSpan.MINUTE_MILLIS)
              * TimeSpan.MINUTE_MILLIS;
    }
    long until =
        end == null ? from + TimeSpan.DAY_MILLIS : end.nextEpochMillis(new UtcTime(from), zone);
    try {
      return new TimeFrame(from, until, zone);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage() + ": see --from and --until");
    }
  }

  private static @Nullable Moment moment(String option, String text) {
    try {
      return text == null ? null : new Moment(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException(option + ": " + e.getMessage());
    }
  }
}
