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

  // An etcd takes 1.5 MiB in one request; what a job was called with can be longer.
  private static final int MAX_RECORD = 65_536;
  private static final int MAX_SIZE = 262_144;
  private static final int MAX_REASON = 2000;

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
    List<RunRecord> all = new ArrayList<>();
    int count = record.result().isFailed() ? failures + 1 : failures;
    for (RunRecord each : records) {
      if (isSameRun(each, record)) {
        count -= each.result().isFailed() ? 1 : 0; // Its last will, of a lock that it had before.
      } else {
        all.add(each);
      }
    }
    all.add(record);
    if (all.size() > MAX_RECORDS) {
      all.remove(0);
    }
    return new LastRuns(Math.max(0, Math.min(count, MAX_FAILURES)), all);
  }

  private static boolean isSameRun(RunRecord one, RunRecord other) {
    return one.run().equals(other.run())
        && one.placement() != null
        && other.placement() != null
        && one.placement().host().equals(other.placement().host());
  }

  /** Returns those that came after the holder of a lock, the oldest first. */
  public List<RunRecord> since(long fence) {
    List<RunRecord> later = new ArrayList<>();
    for (RunRecord record : records) {
      Long own = record.placement() == null ? null : record.placement().fence();
      if (own != null && own > fence) {
        later.add(record);
      }
    }
    return later;
  }

  /** The same, but failures until now do not count. */
  LastRuns released() {
    return new LastRuns(0, records);
  }

  String toText() {
    List<String> lines = new ArrayList<>();
    int size = 0;
    for (int i = records.size() - 1; i >= 0 && size <= MAX_SIZE; i--) {
      byte[] line = records.get(i).toLine();
      line = line.length > MAX_RECORD ? shortened(records.get(i)).toLine() : line;
      size += line.length;
      if (size <= MAX_SIZE) {
        lines.add(0, new String(line, StandardCharsets.UTF_8).strip());
      }
    }
    byte[] line = new JsonLine().add("failures", failures).add("records", lines).toBytes();
    return new String(line, StandardCharsets.UTF_8).strip();
  }

  /** The same without what can be long; all of it is in the history of the run's host. */
  private static RunRecord shortened(RunRecord record) {
    String reason = record.reason();
    return RunRecord.builder(
            record.job(),
            record.result(),
            reason.length() > MAX_REASON ? reason.substring(0, MAX_REASON) + "..." : reason,
            record.trigger(),
            record.started())
        .run(record.run())
        .exitCode(record.exitCode())
        .signal(record.signal())
        .status(record.status())
        .ended(record.ended())
        .attempts(record.attempts())
        .invokedBy(record.invokedBy())
        .jobSha256(record.jobSha256())
        .log(record.log())
        .warnings(List.of("its arguments and warnings are on " + record.placement().host()))
        .slot(record.slot())
        .slowStart(record.slowStart())
        .rerunOf(record.rerunOf())
        .revision(record.revision())
        .placement(record.placement())
        .build();
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
