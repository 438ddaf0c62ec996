package processcontrol.trigger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import processcontrol.history.JsonLine;
import processcontrol.history.JsonReader;
import processcontrol.job.UtcTime;

/**
 * A request to run a job that waits for its run.
 *
 * @param args arguments to add to the job's command
 * @param run the run that triggered it; null if an operator did it
 * @param by the user who did, or null
 * @param time when
 * @param depth length of the chain of runs that led to this trigger; 0 by hand
 */
public record PendingTrigger(
    List<String> args, @Nullable String run, @Nullable String by, UtcTime time, int depth) {

  /** A run so deep triggers nothing more: jobs that trigger each other in a circle stop. */
  public static final int MAX_DEPTH = 100;

  public PendingTrigger {
    args = List.copyOf(args);
  }

  /** Names the run or the user that did it, for people. */
  public String from() {
    return run != null ? run : by != null ? by : "an unknown user";
  }

  byte[] toLine() {
    return new JsonLine()
        .add("time", time.toString())
        .add("run", run)
        .add("by", by)
        .add("depth", Integer.valueOf(depth))
        .add("args", args)
        .toBytes();
  }

  /** Reads a line that {@link #toLine} wrote; null if it is something else. */
  static @Nullable PendingTrigger ofLine(byte[] line) {
    Map<String, Object> members = JsonReader.read(line);
    if (members == null) {
      return null; // Half a line, of a trigger that never came about.
    }
    try {
      List<String> args = new ArrayList<>();
      for (Object arg : (List<?>) Objects.requireNonNull(members.get("args"))) {
        args.add((String) arg);
      }
      return new PendingTrigger(
          args,
          (String) members.get("run"),
          (String) members.get("by"),
          UtcTime.parse((String) Objects.requireNonNull(members.get("time"))),
          Integer.parseInt((String) members.get("depth")));
    } catch (IllegalArgumentException | NullPointerException | ClassCastException e) {
      return null;
    }
  }

  /** Returns what it costs in the arguments of a process: its words, and a pointer to each. */
  long size() {
    long size = 0;
    for (String arg : args) {
      size += arg.length() * 3L + 9; // At most: of a word's characters none has more than 3 bytes.
    }
    return size;
  }
}
