package processcontrol.cluster;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.history.Hold;
import processcontrol.history.JsonLine;
import processcontrol.history.JsonReader;
import processcontrol.job.UtcTime;

/** A hold of a job on all hosts, as the value of a key. */
final class ClusterHold {

  private ClusterHold() {}

  static String toText(Hold hold) {
    JsonLine line =
        new JsonLine()
            .add("reason", hold.reason())
            .add("since", hold.since().toString())
            .add("by", hold.by());
    byte[] bytes = (hold.automatic() ? line.add("automatic", "yes") : line).toBytes();
    return new String(bytes, StandardCharsets.UTF_8).strip();
  }

  /** Null for none; what cannot be read is a hold all the same. */
  static @Nullable Hold of(KeyValue value) {
    if (value == null) {
      return null;
    }
    Map<String, Object> members = JsonReader.read(value.value().getBytes(StandardCharsets.UTF_8));
    try {
      if (members != null
          && members.get("reason") instanceof String reason
          && members.get("since") instanceof String since) {
        boolean automatic = "yes".equals(members.get("automatic"));
        return new Hold(reason, UtcTime.parse(since), (String) members.get("by"), automatic);
      }
    } catch (IllegalArgumentException | ClassCastException e) {
      return new Hold(value.key() + ": is damaged", new UtcTime(Hold.UNKNOWN), null);
    }
    return new Hold(value.key() + ": is damaged", new UtcTime(Hold.UNKNOWN), null);
  }
}
