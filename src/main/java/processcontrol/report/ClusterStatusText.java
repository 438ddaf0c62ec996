package processcontrol.report;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import processcontrol.cluster.ClusterJob;
import processcontrol.cluster.SlotEntry;
import processcontrol.history.Hold;
import processcontrol.history.JsonLine;
import processcontrol.history.RunRecord;
import processcontrol.job.CommandLine;
import processcontrol.job.Job;
import processcontrol.job.UtcTime;

/** The state of jobs on all hosts, for people to read, and as JSON. */
public final class ClusterStatusText {

  private final DateTimeFormatter time;
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder json = new StringBuilder();

  public ClusterStatusText(ZoneId zone) {
    this.time = TimeText.formatOf(zone);
  }

  public void add(Job job, ClusterJob state) {
    addJson(job, state);
    text.append(job.slug()).append(" - ").append(CommandLine.printable(job.name()));
    SlotEntry lock = state.lock();
    if (lock != null) {
      text.append("    {host: ").append(CommandLine.printable(lock.host())).append(", status: ");
      text.append(lock.run() == null ? "starting" : "running").append('}');
    }
    text.append('\n');
    if (lock != null && lock.run() != null) {
      line("run: " + lock.run() + ", fence " + state.fence() + ", since " + format(lock.since()));
    }
    RunRecord last = lastOf(state);
    if (last == null) {
      line("last run: none");
    } else {
      String reason = last.reason().equals("succeeded") ? "" : " (" + last.reason() + ")";
      String where = last.placement() == null ? "" : " on " + last.placement().host();
      line("last run: " + last.result() + reason + where + ", " + format(last.latestMoment()));
    }
    if (failuresOf(state) > 1) {
      line("failed " + failuresOf(state) + " times in a row");
    }
    Hold hold = state.hold();
    if (hold != null) {
      String by = hold.automatic() ? " by itself" : hold.by() == null ? "" : " by " + hold.by();
      line("on hold since " + format(hold.since()) + by + ": " + hold.reason());
    }
  }

  /** Returns the last record of the current run, which it has left there. */
  private static @Nullable RunRecord lastOf(ClusterJob state) {
    int count = state.last().records().size();
    boolean running = isOfRunning(state.last().newest(), state.lock());
    int index = running ? count - 2 : count - 1;
    return index < 0 ? null : state.last().records().get(index);
  }

  private static int failuresOf(ClusterJob state) {
    boolean running = isOfRunning(state.last().newest(), state.lock());
    return Math.max(0, state.last().failures() - (running ? 1 : 0));
  }

  private static boolean isOfRunning(RunRecord newest, SlotEntry lock) {
    return newest != null && lock != null && newest.run().equals(lock.run());
  }

  private void addJson(Job job, ClusterJob state) {
    SlotEntry lock = state.lock();
    RunRecord last = lastOf(state);
    Hold hold = state.hold();
    JsonLine line =
        new JsonLine()
            .add("job", job.slug().value())
            .add("name", job.name())
            .add("host", lock == null ? null : lock.host())
            .add("run", lock == null ? null : lock.run())
            .add("since", lock == null ? null : lock.since().toString())
            .addNumber("fence", lock == null ? null : Long.valueOf(state.fence()))
            .add("last_run", last == null ? null : last.run())
            .add("last_host", host(last))
            .add("last_result", last == null ? null : last.result().toString())
            .add("last_reason", last == null ? null : last.reason())
            .add("last_moment", last == null ? null : last.latestMoment().toString())
            .add("consecutive_failures", failuresOf(state))
            .add("hold_reason", hold == null ? null : hold.reason())
            .add("hold_since", hold == null ? null : hold.since().toString())
            .add("hold_by", hold == null ? null : hold.by());
    json.append(json.length() == 0 ? "\n" : ",\n");
    json.append(new String(line.toBytes(), StandardCharsets.UTF_8).stripTrailing());
  }

  private static @Nullable String host(RunRecord record) {
    return record == null || record.placement() == null ? null : record.placement().host();
  }

  private String format(UtcTime when) {
    return time.format(Instant.ofEpochMilli(when.epochMillis()));
  }

  /** Jobs can write to etcd, and this may be a terminal. */
  private void line(String content) {
    text.append("    ").append(CommandLine.printable(content)).append('\n');
  }

  /** An array of objects. */
  public String json() {
    return "[" + json + (json.length() == 0 ? "]\n" : "\n]\n");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
