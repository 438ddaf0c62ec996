package processcontrol.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import processcontrol.history.Placement;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.history.SkipCause;
import processcontrol.history.Trigger;
import processcontrol.job.Event;
import processcontrol.job.UtcTime;

/** The record that programs are sent, beside the one in the history. */
class NotificationJsonTest {

  private static final UtcTime START = UtcTime.parse("2026-11-21T12:00:00Z");

  private static RunRecord withAllKeys() {
    return RunRecord.builder(Fixture.YAK, Result.FAILURE, "exit code 3", Trigger.CRON, START)
        .run("yak-20261121-120000")
        .exitCode(3)
        .status(3)
        .ended(UtcTime.parse("2026-11-21T12:01:30.500Z"))
        .slot(START)
        .rerunOf("yak-20261120-120000")
        .revision("1f2e")
        .boot("b")
        .placement(new Placement("db1", 7L))
        .cause(SkipCause.HELD)
        .build();
  }

  /** Returns the values of an object's keys as they are written, those of the inner record. */
  private static Map<String, String> members(JsonParser parser) throws Exception {
    Map<String, String> members = new LinkedHashMap<>();
    parser.nextToken();
    for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
      parser.nextToken();
      members.put(key, parser.getText());
      parser.skipChildren();
    }
    return members;
  }

  private static Map<String, String> sent(Event event) throws Exception {
    String json = NotificationJson.of(Fixture.notification(event, withAllKeys()));
    String record = json.substring(json.indexOf("\"record\":") + 9);
    return members(new JsonFactory().createParser(record));
  }

  private static Map<String, String> kept() throws Exception {
    String line = new String(withAllKeys().toLine(), StandardCharsets.UTF_8);
    return members(new JsonFactory().createParser(line));
  }

  @Test
  void the_record_of_a_run_that_is_over_is_that_of_the_history() throws Exception {
    assertThat(kept()).hasSize(26);
    assertThat(sent(Event.FAILURE)).containsExactlyEntriesOf(kept());
  }

  @Test
  void the_record_of_a_run_that_has_begun_has_the_same_keys() throws Exception {
    Map<String, String> sent = sent(Event.START);

    assertThat(sent.keySet()).containsExactlyElementsOf(kept().keySet());
    assertThat(sent).containsEntry("ended", "null").containsEntry("duration", "null");
    assertThat(sent).containsEntry("result", "null").containsEntry("slot", START.toString());
  }
}
