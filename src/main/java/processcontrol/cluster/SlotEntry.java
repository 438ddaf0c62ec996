package processcontrol.cluster;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.history.JsonLine;
import processcontrol.history.JsonReader;
import processcontrol.job.UtcTime;

/**
 * The value of a slot, and of a lock: the host and the run that have it.
 *
 * @param state {@code claimed}, {@code started} or {@code done}
 * @param claim tells this claim from any other, so that a lost reply can be asked for again
 * @param run the name of the run; null while it has none
 * @param since the moment of the claim, by that host's clock
 */
public record SlotEntry(
    String state, String host, String claim, @Nullable String run, UtcTime since) {

  static final String CLAIMED = "claimed";
  static final String STARTED = "started";
  static final String DONE = "done";

  SlotEntry as(String otherState, String itsRun) {
    return new SlotEntry(otherState, host, claim, itsRun, since);
  }

  String toText() {
    byte[] line =
        new JsonLine()
            .add("state", state)
            .add("host", host)
            .add("claim", claim)
            .add("run", run)
            .add("since", since.toString())
            .toBytes();
    return new String(line, StandardCharsets.UTF_8).strip();
  }

  /** Reads a value; null for none. One in another form counts as started, by an unknown host. */
  static @Nullable SlotEntry of(KeyValue value) {
    if (value == null) {
      return null;
    }
    Map<String, Object> members = JsonReader.read(value.value().getBytes(StandardCharsets.UTF_8));
    try {
      if (members != null) {
        return new SlotEntry(
            text(members, "state"),
            text(members, "host"),
            text(members, "claim"),
            (String) members.get("run"),
            UtcTime.parse(text(members, "since")));
      }
    } catch (IllegalArgumentException | ClassCastException e) {
      return new SlotEntry(STARTED, "?", "", null, new UtcTime(0)); // Jobs can write there.
    }
    return new SlotEntry(STARTED, "?", "", null, new UtcTime(0));
  }

  private static String text(Map<String, Object> members, String key) {
    if (members.get(key) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(key + " is missing");
  }

  /** Returns what it is, in words: on which host, which run, since when. */
  public String inWords() {
    String where = "on " + host;
    where += run == null ? "" : " (" + run + ")";
    return since.epochMillis() == 0 ? where : where + " since " + since;
  }
}
