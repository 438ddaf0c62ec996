package processcontrol.report;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import processcontrol.history.Hold;
import processcontrol.history.Incident;
import processcontrol.history.RunRecord;
import processcontrol.history.Standing;
import processcontrol.job.CommandLine;
import processcontrol.job.Ownership;
import processcontrol.job.Timing;
import processcontrol.job.UtcTime;
import processcontrol.report.Screen.Color;
import processcontrol.status.JobStatus;
import processcontrol.trigger.PendingTrigger;

/** The status of jobs as people read it, times in the machine's time zone. */
public final class StatusText {

  private static final String INDENT = "    ";

  /** Of the arguments of triggers that wait, in characters. */
  private static final int MAX_ARGUMENTS = 200;

  private final DateTimeFormatter time;
  private final Screen screen;
  private final StringBuilder text = new StringBuilder();

  public StatusText(ZoneId zone) {
    this(zone, Screen.NONE);
  }

  public StatusText(ZoneId zone, Screen screen) {
    this.time = TimeText.formatOf(zone);
    this.screen = screen;
  }

  /** Adds a job's lines. */
  public void add(JobStatus status) {
    if (!status.isValid()) {
      String name = CommandLine.printable(status.name());
      text.append(screen.paint(Color.BAD, name + " ***Invalid configuration***"));
      appendRunning(status.running());
      text.append('\n');
      for (String problem : status.problems()) {
        line(problem);
      }
      appendPending(status.pending());
      appendHold(status.hold());
      return;
    }
    text.append(screen.paint(Color.TITLE, status.name())).append(" - ");
    text.append(CommandLine.printable(status.job().name()));
    appendRunning(status.running());
    text.append('\n');
    if (!status.job().tags().isEmpty()) {
      line("tags: " + String.join(", ", status.job().tags()));
    }
    if (status.job().description() != null) {
      status.job().description().strip().lines().forEach(this::line);
    }
    appendOwnership(status.job().ownership());
    appendStanding(status.standing());
    appendIncident(status.incident());
    appendSchedule(status);
    appendAfter(status.after());
    appendPending(status.pending());
    appendHold(status.hold());
  }

  private void appendAfter(JobStatus.After after) {
    if (after == null) {
      return;
    }
    StringBuilder parents = new StringBuilder();
    for (JobStatus.Parent parent : after.parents()) {
      parents.append(parents.length() == 0 ? "" : ", ").append(parent.job());
      parents.append(" (").append(parent.disabled() ? "disabled, " : "");
      parents.append(parent.running() ? "running, " : "").append(state(parent.last())).append(')');
    }
    String due = after.dueSince() == null ? "" : "; due since " + time.format(after.dueSince());
    line((after.any() && after.parents().size() > 1 ? "after any: " : "after: ") + parents + due);
  }

  private String state(RunRecord last) {
    if (last == null) {
      return "no run yet";
    }
    String word =
        switch (last.result()) {
          case SUCCESS -> "succeeded ";
          case FAILURE, ERROR -> "failed ";
          case TIMEOUT -> "timed out ";
          case KILLED -> "killed ";
          case LOST -> "lost ";
          case SKIPPED -> "skipped ";
        };
    return word + format(last.ended() == null ? last.started() : last.ended());
  }

  private void appendRunning(JobStatus.Running running) {
    if (running != null) {
      String facts = "{pid: " + running.pid() + ", status: " + running.state() + "}";
      text.append("    ").append(screen.paint(Color.ACTIVE, facts));
    }
  }

  private void appendStanding(Standing standing) {
    RunRecord last = standing.last();
    if (standing.fault() != null) {
      line(Color.WARNING, "warning: " + standing.fault());
    }
    if (standing.clockFault() != null) {
      line(Color.WARNING, "warning: " + standing.clockFault());
    }
    if (last == null) {
      line("last run: " + (standing.fault() == null ? "none" : "not known"));
      return;
    }
    UtcTime when = last.ended() == null ? last.started() : last.ended();
    String reason = last.reason().equals("succeeded") ? "" : " (" + last.reason() + ")";
    String slow = last.slowStart() ? " (slow start)" : "";
    line(
        last.result().isFailed() ? Color.BAD : Color.PLAIN,
        "last run: " + last.result() + reason + slow + ", " + format(when));
    last.warnings().forEach(warning -> line(Color.WARNING, "warning: " + warning));
    if (standing.consecutiveFailures() > 1) {
      line("failed " + standing.consecutiveFailures() + " times in a row");
    }
  }

  private void appendIncident(Incident incident) {
    if (incident == null) {
      return;
    }
    if (incident.isAnnounced()) {
      int more = incident.suppressed();
      String since =
          more == 0 ? "" : "; failed " + more + (more == 1 ? " time" : " times") + " since";
      line("mailed: " + format(incident.mailed()) + since);
    }
    if (incident.error() != null) {
      line("mail: could not be sent: " + incident.error());
    }
  }

  private void appendSchedule(JobStatus status) {
    Ownership ownership = status.job().ownership();
    if (status.job().restartPolicy() != null) {
      appendRestartPolicy(status);
    }
    if (!status.job().isScheduled()) {
      if (ownership.disabledUntil() != null && status.job().restartPolicy() == null) {
        line("disabled" + ownership.disabledInWords());
      }
      return;
    }
    String words = status.job().scheduleText();
    words += status.scheduleInWords() == null ? "" : ", " + status.scheduleInWords();
    Timing timing = status.job().timing();
    words += timing == null ? "" : timing.shiftInWords();
    if (status.job().disabled()) {
      line("next run: none, disabled" + ownership.disabledInWords() + " (" + words + ")");
    } else if (status.nextRun() == null) {
      String when = status.job().startsAtBoot() ? "after the next boot" : "never";
      line("next run: " + when + " (" + words + ")");
    } else {
      line("next run: " + time.format(status.nextRun()) + " (" + words + ")");
    }
  }

  private void appendRestartPolicy(JobStatus status) {
    if (status.running() != null) {
      Instant next = status.running().next();
      line("kept running" + (next == null ? "" : "; next run: " + time.format(next)));
    } else if (status.job().disabled()) {
      String cause = status.job().ownership().disabledInWords();
      line("next run: none, disabled" + cause + " (kept running)");
    } else {
      line("next run: at the next minute, unless it is on hold (kept running)");
    }
  }

  private void appendPending(List<PendingTrigger> pending) {
    if (pending.isEmpty()) {
      return;
    }
    PendingTrigger first = pending.get(0);
    List<String> args = new ArrayList<>();
    pending.forEach(each -> args.addAll(each.args()));
    String shown = args.isEmpty() ? "" : ": " + cut(new CommandLine(args).toString());
    String count = pending.size() == 1 ? "1 trigger" : pending.size() + " triggers";
    line("pending: " + count + " since " + format(first.time()) + " by " + first.from() + shown);
  }

  private static String cut(String arguments) {
    return arguments.length() <= MAX_ARGUMENTS
        ? arguments
        : arguments.substring(0, MAX_ARGUMENTS) + "...";
  }

  private void appendOwnership(Ownership ownership) {
    if (ownership.owner() != null) {
      line("owner: " + ownership.owner());
    }
    if (ownership.runbook() != null) {
      line("runbook: " + ownership.runbook().strip());
    }
  }

  private void appendHold(Hold hold) {
    if (hold != null) {
      String by = hold.by() == null ? "" : " by " + hold.by();
      by = hold.automatic() ? " by itself" : by;
      boolean known = hold.since().epochMillis() != Hold.UNKNOWN;
      String since = known ? format(hold.since()) : "an unknown time";
      line(Color.WARNING, "on hold since " + since + by + ": " + hold.reason());
    }
  }

  private String format(UtcTime when) {
    return time.format(Instant.ofEpochMilli(when.epochMillis()));
  }

  /** Developers choose most of what stands here; it must not steer an operator's terminal. */
  private void line(String content) {
    line(Color.PLAIN, content);
  }

  private void line(Color color, String content) {
    text.append(INDENT).append(screen.paint(color, CommandLine.printable(content))).append('\n');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
