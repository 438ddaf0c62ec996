package processcontrol.report;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import processcontrol.job.CommandLine;

/**
 * The answer of a monitoring plugin (Monitoring Plugins Development Guidelines): a line with
 * performance data, a line for each alarm behind it, and a state that is the exit status.
 *
 * @param state {@link #OK}, {@link #WARNING}, {@link #CRITICAL} or {@link #UNKNOWN}
 */
public record CheckResult(int state, String text) {

  public static final int OK = 0;
  public static final int WARNING = 1;
  public static final int CRITICAL = 2;
  public static final int UNKNOWN = 3;

  private static final String[] STATES = {"OK", "WARNING", "CRITICAL", "UNKNOWN"};

  /**
   * Judges alarms.
   *
   * @param skipped files and directories that may have been meant as jobs, each a warning
   * @param jobs how many jobs were looked at
   * @param running how many of them are running
   * @param warning failed runs in a row from which a job is a warning
   * @param critical failed runs in a row from which it is critical
   */
  public static CheckResult of(
      List<Alarms.Alarm> alarms,
      List<String> skipped,
      int jobs,
      int running,
      int warning,
      int critical) {
    Map<Alarms.Kind, Integer> counts = new EnumMap<>(Alarms.Kind.class);
    StringBuilder lines = new StringBuilder();
    int worst = OK;
    for (Alarms.Alarm alarm : alarms) {
      int state = stateOf(alarm, warning, critical);
      if (state != OK) {
        worst = Math.max(worst, state);
        counts.merge(figure(alarm.kind()), 1, Integer::sum);
        lines.append(STATES[state]).append(": ").append(text(alarm)).append('\n');
      }
    }
    for (String each : skipped) {
      worst = Math.max(worst, WARNING);
      lines.append(STATES[WARNING]).append(": ").append(oneLine(each)).append('\n');
    }
    StringBuilder summary = new StringBuilder();
    StringBuilder performance = new StringBuilder();
    for (Alarms.Kind kind : Alarms.Kind.values()) {
      int count = counts.getOrDefault(kind, 0);
      String word = kind.toString().toLowerCase(java.util.Locale.ROOT);
      if (count > 0) {
        summary.append(summary.length() == 0 ? "" : ", ").append(count).append(' ').append(word);
      }
      boolean isNew =
          kind == Alarms.Kind.DAMAGED || kind == Alarms.Kind.CLOCK || kind == Alarms.Kind.WARNED;
      if (figure(kind) != kind || (isNew && count == 0)) {
        continue; // Not among the figures that a monitoring system has always been given.
      }
      performance.append(word).append('=').append(count).append(";;;0;").append(jobs).append(' ');
    }
    if (!skipped.isEmpty()) {
      summary.append(summary.length() == 0 ? "" : ", ").append(skipped.size()).append(" skipped");
    }
    String head = summary.length() == 0 ? "all is well" : summary.toString();
    String first =
        "PROCESS-CONTROL "
            + STATES[worst]
            + " - "
            + head
            + " ("
            + jobs
            + (jobs == 1 ? " job) | " : " jobs) | ")
            + performance
            + "running="
            + running
            + " jobs="
            + jobs
            + "\n";
    return new CheckResult(worst, first + lines);
  }

  /** The answer where nothing can be said. */
  public static CheckResult unknown(String message) {
    String line = oneLine(message);
    return new CheckResult(UNKNOWN, "PROCESS-CONTROL UNKNOWN - " + line + "\n");
  }

  private static int stateOf(Alarms.Alarm alarm, int warning, int critical) {
    return switch (alarm.kind()) {
      case INVALID, OVERDUE, STOPPED -> CRITICAL;
      case HELD, DAMAGED, CLOCK, WARNED -> WARNING;
      case FAILING, LOST ->
          alarm.failures() >= critical ? CRITICAL : alarm.failures() >= warning ? WARNING : OK;
    };
  }

  /** A job that put itself on hold is among those that are. */
  private static Alarms.Kind figure(Alarms.Kind kind) {
    return kind == Alarms.Kind.STOPPED ? Alarms.Kind.HELD : kind;
  }

  private static String text(Alarms.Alarm alarm) {
    return oneLine(alarm.job() + ": " + alarm.text());
  }

  /** A vertical bar would begin performance data. */
  private static String oneLine(String text) {
    return CommandLine.printable(text).replace('|', '/');
  }
}
