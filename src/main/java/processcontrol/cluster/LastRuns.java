package processcontrol.cluster;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.history.JsonLine;
import processcontrol.history.JsonReader;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;

/**
 * The last runs of a job on any host: those since the last success, and it. A host that starts the
 * job adds them to its own history, so that thresholds, holds and recovery count over all hosts.
 *
 * @param failures failed runs in a row
 * @param records the newest last; not all, where there were many
 */
public record LastRuns(int failures, List<RunRecord> records) {

  private static final int MAX_RECORDS = 20;
  private static final int MAX_FAILURES = 1_000_000;

  static final LastRuns NONE = new LastRuns(0, List.of());

  public LastRuns {
    records = List.copyOf(records);
  }

  /** Returns the last run; null if none is known. */
  public @Nullable RunRecord newest() {
    return records.isEmpty() ? null : records.get(records.size() - 1);
  }

  /** The same with one more run; what never ran changes nothing. */
  LastRuns with(RunRecord record) {
    if (record.run() == null || record.result() == Result.SKIPPED) {
      return this;
    }
    if (record.result() == Result.SUCCESS) {
      return new LastRuns(0, List.of(record));
    }
    List<RunRecord> all = new ArrayList<>(records);
    all.add(record);
    if (all.size() > MAX_RECORDS) {
      all.remove(0);
    }
    int count = record.result().isFailed() ? failures + 1 : failures;
    return new LastRuns(Math.min(count, MAX_FAILURES), all);
  }

  /** The same, but failures until now do not count. */
  LastRuns released() {
    return new LastRuns(0, records);
  }

  String toText() {
    List<String> lines = new ArrayList<>();
    for (RunRecord record : records) {
      lines.add(new String(record.toLine(), StandardCharsets.UTF_8).strip());
    }
    byte[] line = new JsonLine().add("failures", failures).add("records", lines).toBytes();
    return new String(line, StandardCharsets.UTF_8).strip();
  }

  static LastRuns of(KeyValue value) {
    Map<String, Object> members =
        value == null ? null : JsonReader.read(value.value().getBytes(StandardCharsets.UTF_8));
    if (members == null || !(members.get("records") instanceof List<?> lines)) {
      return NONE;
    }
    List<RunRecord> records = new ArrayList<>();
    for (Object line : lines) {
      RunRecord record = RunRecord.ofLine(line.toString().getBytes(StandardCharsets.UTF_8));
      if (record != null) {
        records.add(record);
      }
    }
    try {
      return new LastRuns(Integer.parseInt(String.valueOf(members.get("failures"))), records);
    } catch (NumberFormatException e) {
      return new LastRuns(0, records);
    }
  }
}
