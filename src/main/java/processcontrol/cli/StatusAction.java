package processcontrol.cli;

import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.config.JobLoader;
import processcontrol.config.Similar;
import processcontrol.job.Slug;
import processcontrol.job.TimeSpan;
import processcontrol.job.VisibleText;
import processcontrol.report.JobState;
import processcontrol.report.Screen;
import processcontrol.report.StatusJson;
import processcontrol.report.StatusOrder;
import processcontrol.report.StatusTable;
import processcontrol.report.StatusText;
import processcontrol.run.ExitCode;
import processcontrol.start.ErrorOutput;
import processcontrol.start.UsageException;
import processcontrol.status.JobSelection;
import processcontrol.status.JobStatus;
import processcontrol.status.OtherJobs;
import processcontrol.status.StatusCollector;
import processcontrol.status.UsualDuration;
import processcontrol.zone.Zones;

/** {@code run-job --status [NAME...]}: the state of the named jobs, or of all. */
final class StatusAction {

  private static final List<String> ORDERS = List.of("name", "last", "next", "duration");
  private static final TimeSpan DEFAULT_INTERVAL = TimeSpan.parse("2s");
  private static final long LEAST_INTERVAL_MILLIS = 500;

  /** Puts the cursor at the top, and removes what stood there. */
  private static final String CLEAR = "\33[H\33[2J";

  private final Invocation invocation;
  private final GlobalConfig config;
  private final PrintStream out;

  /** Null for the order of the format. */
  private final @Nullable StatusOrder order;

  private StatusAction(Invocation invocation, GlobalConfig config, PrintStream out) {
    this.invocation = invocation;
    this.config = config;
    this.out = out;
    this.order = order(invocation.value("--sort"));
  }

  static int run(Invocation invocation, GlobalConfig config, PrintStream out) {
    StatusAction action = new StatusAction(invocation, config, out);
    Screen screen = Terminal.screen(invocation.value("--color"));
    long interval = interval(invocation);
    if (interval == 0) {
      action.print(screen);
      return ExitCode.SUCCESS.status();
    }
    return action.watch(interval);
  }

  /** The order that is asked for; null for none. */
  private static @Nullable StatusOrder order(String name) {
    if (name == null) {
      return null;
    }
    if (!ORDERS.contains(name)) {
      String close = Similar.to(name, ORDERS);
      throw new UsageException(
          "--sort: expected name, last, next or duration, not "
              + VisibleText.quoted(name)
              + (close == null ? "" : "; did you mean " + close + "?"));
    }
    return StatusOrder.valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** The time from one look to the next, in milliseconds; 0 for one look alone. */
  private static long interval(Invocation invocation) {
    String text = invocation.value("--watch");
    if (text == null && !invocation.has(Invocation.Flag.FOLLOW)) {
      return 0;
    }
    String option = text == null ? "--follow" : "--watch";
    if (invocation.has(Invocation.Flag.JSON)) {
      throw new UsageException(option + " does not go with --json; see run-job --help");
    }
    if (!Terminal.isThere()) {
      throw new UsageException(option + " of the status needs a terminal as standard output");
    }
    TimeSpan interval;
    try {
      interval = text == null ? DEFAULT_INTERVAL : TimeSpan.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--watch: " + e.getMessage());
    }
    if (interval.millis() < LEAST_INTERVAL_MILLIS) {
      throw new UsageException("--watch: at least 500ms, not " + VisibleText.quoted(text));
    }
    return interval.millis();
  }

  private int watch(long interval) {
    while (!out.checkError()) {
      Screen screen = Terminal.screen(invocation.value("--color")); // It may have been resized.
      StatusCollector collector = collector(new JobLoader(config));
      String text = render(screen, collector, screen.rows() - 1);
      String fault = collector.spoolFault();
      out.print(CLEAR + text + (fault == null ? "" : "warning: " + fault + "\n"));
      out.flush();
      try {
        Thread.sleep(interval);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    return ExitCode.SUCCESS.status();
  }

  private StatusCollector collector(JobLoader loader) {
    return new StatusCollector(
        config, new OtherJobs(invocation.names(), invocation.tags(), loader));
  }

  private void print(Screen screen) {
    StatusCollector collector = collector(new JobLoader(config));
    String text = render(screen, collector, Integer.MAX_VALUE);
    if (!invocation.has(Invocation.Flag.JSON)) {
      ErrorOutput.warn(collector.spoolFault(), System.err);
    }
    out.print(text);
  }

  /**
   * The whole output.
   *
   * @param most the lines that a table may have
   */
  private String render(Screen screen, StatusCollector collector, int most) {
    Instant now = Instant.now();
    List<JobSelection.Item> items = items(new JobLoader(config));
    List<JobStatus> all = collector.of(items, invocation.has(Invocation.Flag.ONLY_RUNNING));
    List<JobStatus> chosen = chosen(all);
    boolean table =
        Terminal.isThere()
            && invocation.names().isEmpty()
            && !invocation.has(Invocation.Flag.LONG)
            && !invocation.has(Invocation.Flag.JSON);
    StatusOrder wanted = order != null ? order : table ? StatusOrder.ATTENTION : StatusOrder.NAME;
    List<JobStatus> sorted = order == null && !table ? chosen : wanted.sorted(chosen, now);
    if (invocation.has(Invocation.Flag.JSON)) {
      return StatusJson.of(sorted, collector.spoolFault());
    }
    if (table) {
      StatusTable rendered = new StatusTable(screen, now, Zones.idOfMachine(), usual(sorted));
      return rendered.of(sorted, items.size(), most);
    }
    boolean colored = "always".equals(invocation.value("--color"));
    StatusText text = new StatusText(Zones.idOfMachine(), colored ? screen : Screen.NONE);
    sorted.forEach(text::add);
    return text.toString();
  }

  private List<JobSelection.Item> items(JobLoader loader) {
    List<JobSelection.Item> items = JobSelection.of(invocation.names(), invocation.tags(), loader);
    for (JobSelection.Item item : items) {
      if (item.path() == null) {
        throw new InvalidConfigException(item.problems()); // A name that was mistyped.
      }
    }
    return items;
  }

  private List<JobStatus> chosen(List<JobStatus> all) {
    boolean failed = invocation.has(Invocation.Flag.FAILED);
    boolean held = invocation.has(Invocation.Flag.HELD);
    if (!failed && !held) {
      return all;
    }
    List<JobStatus> chosen = new ArrayList<>();
    for (JobStatus status : all) {
      if ((failed && JobState.isFailed(status)) || (held && status.hold() != null)) {
        chosen.add(status);
      }
    }
    return chosen;
  }

  private Map<String, Long> usual(List<JobStatus> statuses) {
    Map<String, Long> usual = new HashMap<>();
    for (JobStatus status : statuses) {
      Long duration =
          status.running() == null ? null : UsualDuration.of(config, new Slug(status.name()));
      if (duration != null) {
        usual.put(status.name(), duration);
      }
    }
    return usual;
  }
}
