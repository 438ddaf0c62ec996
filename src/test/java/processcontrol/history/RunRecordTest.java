package processcontrol.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;

class RunRecordTest {

  private static final UtcTime STARTED = new UtcTime(1_795_176_000_123L);

  private static RunRecord record(String reason, List<String> args) {
    return RunRecord.builder(new Slug("yak"), Result.FAILURE, reason, Trigger.MANUAL, STARTED)
        .run("yak-20261120-120000")
        .exitCode(7)
        .ended(new UtcTime(STARTED.epochMillis() + 61_005))
        .attempts(1)
        .args(args)
        .invokedBy("alice")
        .jobSha256("abc")
        .log("/var/log/yak.log")
        .build();
  }

  private static String line(RunRecord record) {
    return new String(record.toLine(), StandardCharsets.UTF_8);
  }

  @Test
  void a_record_is_one_line_of_json_with_stable_keys() {
    assertThat(line(record("exit code 7", List.of("a b", "c"))))
        .isEqualTo(
            "{\"run\":\"yak-20261120-120000\",\"job\":\"yak\",\"result\":\"failure\","
                + "\"reason\":\"exit code 7\",\"exit_code\":7,\"signal\":null,\"status\":null,"
                + "\"started\":\"2026-11-20T12:00:00.123Z\",\"ended\":\"2026-11-20T12:01:01.128Z\","
                + "\"duration\":61.005,\"attempts\":1,\"trigger\":\"manual\",\"args\":[\"a b\","
                + "\"c\"],\"invoked_by\":\"alice\",\"job_sha256\":\"abc\","
                + "\"log\":\"/var/log/yak.log\","
                + "\"failed_attempts\":[],\"warnings\":[],\"slot\":null,\"slow_start\":false}\n");
  }

  @Test
  void what_is_not_known_is_null() {
    RunRecord lost =
        RunRecord.builder(new Slug("yak"), Result.LOST, "r", Trigger.CRON, STARTED)
            .signal(9)
            .jobSha256("abc")
            .build();

    assertThat(line(lost))
        .isEqualTo(
            "{\"run\":null,\"job\":\"yak\",\"result\":\"lost\",\"reason\":\"r\","
                + "\"exit_code\":null,\"signal\":9,\"status\":null,\"started\":\"2026-11-20T12:00:00.123Z\","
                + "\"ended\":null,\"duration\":null,\"attempts\":0,\"trigger\":\"cron\","
                + "\"args\":[],\"invoked_by\":null,\"job_sha256\":\"abc\",\"log\":null,"
                + "\"failed_attempts\":[],\"warnings\":[],\"slot\":null,\"slow_start\":false}\n");
  }

  @Test
  void a_clock_set_back_gives_no_negative_duration() {
    RunRecord backwards =
        RunRecord.builder(new Slug("yak"), Result.SUCCESS, "r", Trigger.TRIGGERED, STARTED)
            .run("r")
            .exitCode(0)
            .ended(new UtcTime(STARTED.epochMillis() - 5))
            .attempts(1)
            .jobSha256("s")
            .build();

    assertThat(line(backwards)).contains("\"duration\":0.000,").contains("\"triggered\"");
  }

  @Test
  void the_words_of_a_record_are_those_of_its_documentation() {
    assertThat(Arrays.toString(Result.values()))
        .isEqualTo("[success, failure, timeout, killed, skipped, lost, error]");
    assertThat(Arrays.toString(Trigger.values())).isEqualTo("[manual, cron, triggered, catch_up]");
  }

  @Test
  void characters_are_escaped_where_json_or_a_terminal_needs_it() {
    assertThat(line(record("\" \\ / \n \t \r \0 \u001b \u007f", List.of())))
        .contains("\"reason\":\"\\\" \\\\ / \\n \\t \\u000d \\u0000 \\u001b \\u007f\",");
    assertThat(line(record("\u00e4 \u2028 \u2029 \ufffd", List.of())))
        .contains("\"reason\":\"\u00e4 \\u2028 \\u2029 \ufffd\",");
    assertThat(line(record("\u0080 \u0085 \u009b \u00a0", List.of())))
        .contains("\"reason\":\"\\u0080 \\u0085 \\u009b \u00a0\",");
  }

  @Test
  void surrogates_are_escaped_also_when_they_stand_alone() {
    assertThat(line(record("\ud83d\ude00 \ud83d x \ude00", List.of())))
        .contains("\"reason\":\"\\ud83d\\ude00 \\ud83d x \\ude00\",");
  }

  @Test
  void any_text_is_read_back_by_another_parser() {
    Load parser = new Load(LoadSettings.builder().build());
    Random random = new Random(5);
    for (int i = 0; i < 2000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(20); length > 0; length--) {
        int kind = random.nextInt(4);
        int code =
            kind == 0
                ? random.nextInt(0xa1)
                : kind == 1 ? 0x10000 + random.nextInt(0x10ffff - 0x10000) : random.nextInt(0xd7ff);
        text.appendCodePoint(code);
      }
      String line = line(record(text.toString(), List.of(text.toString(), "")));
      assertThat(line).endsWith("}\n");
      assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
      Map<?, ?> parsed = (Map<?, ?>) parser.loadFromString(line);

      assertThat(parsed.get("reason")).isEqualTo(text.toString());
      assertThat(parsed.get("args")).isEqualTo(List.of(text.toString(), ""));
      assertThat(parsed.get("exit_code")).isEqualTo(7);
      assertThat(parsed.get("signal")).isNull();
      assertThat(parsed.get("duration")).isEqualTo(61.005);
    }
  }
}
