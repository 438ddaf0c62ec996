package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The record of a run says what happened. */
@EndToEnd
class RecordIT {

  @Test
  void runs_of_one_second_have_names_of_their_own_though_their_logs_are_gone(Installation pc) {
    pc.shellJob("yak", "log: {max_runs: 1}", "true");

    for (int i = 0; i < 12; i++) {
      pc.run("yak").assertSilentSuccess();
    }

    assertThat(pc.logs("yak")).hasSize(1);
    assertThat(pc.history("yak").stream().map(record -> record.get("run")))
        .hasSize(12)
        .doesNotHaveDuplicates();
  }

  @Test
  void a_record_has_all_its_keys_in_their_order(Installation pc) {
    Path file = pc.shellJob("one", "sleep 1");
    Instant before = Instant.now();

    pc.run("one", "--", "a b", "\u00fc\"\\\n").assertSilentSuccess();

    Instant after = Instant.now();
    String sha256 = Commands.run("sha256sum", file.toString()).substring(0, 64);
    Map<?, ?> record = pc.record("one");
    assertThat(record.keySet().stream().map(Object::toString))
        .containsExactly(
            "run",
            "job",
            "result",
            "reason",
            "exit_code",
            "signal",
            "status",
            "started",
            "ended",
            "duration",
            "attempts",
            "trigger",
            "args",
            "invoked_by",
            "job_sha256",
            "log",
            "failed_attempts",
            "warnings",
            "slot",
            "slow_start");
    assertThat((String) record.get("run")).matches("one-\\d{8}-\\d{6}");
    assertThat(record.get("job")).isEqualTo("one");
    assertThat(record.get("result")).isEqualTo("success");
    assertThat(record.get("reason")).isEqualTo("succeeded");
    assertThat(record.get("exit_code")).isEqualTo(0);
    assertThat(record.get("signal")).isNull();
    assertThat(record.get("status")).isEqualTo(0);
    assertThat(record.get("attempts")).isEqualTo(1);
    assertThat(record.get("trigger")).isEqualTo("manual");
    assertThat(record.get("args")).isEqualTo(List.of("a b", "\u00fc\"\\\n"));
    assertThat(record.get("job_sha256")).isEqualTo(sha256);
    assertThat(record.get("log")).isEqualTo(pc.logs("one").get(0).toString());

    Instant started = Instant.parse((String) record.get("started"));
    Instant ended = Instant.parse((String) record.get("ended"));
    assertThat(started).isBetween(before.minusMillis(1), after);
    assertThat(ended).isBetween(started.plusMillis(990), after);
    double seconds = Duration.between(started, ended).toMillis() / 1000.0;
    assertThat(((Number) record.get("duration")).doubleValue()).isEqualTo(seconds);
    String second = started.toString().replaceAll("[-:]", "").replace('T', '-').substring(0, 15);
    assertThat(record.get("run")).isEqualTo("one-" + second);
  }

  @Test
  void the_trigger_of_a_scheduled_run_is_cron(Installation pc) {
    pc.shellJob("one", "true");

    pc.run("--job", "one", "--scheduled").assertSilentSuccess();

    assertThat(pc.record("one").get("trigger")).isEqualTo("cron");
  }

  @Test
  void the_word_of_sudo_is_taken_from_root_alone(Installation pc) {
    pc.shellJob("one", "true");

    pc.launch("one").with("SUDO_USER", "alice").run().assertSilentSuccess();
    pc.launch("one").with("SUDO_USER", "mallory").asUser(ServiceUser.NAME).run();

    String loginUid = Tree.read(Path.of("/proc/self/loginuid")).strip();
    assumeTrue(loginUid.equals("4294967295"), "somebody is logged in, so the kernel says who");
    assertThat(pc.history("one").get(0).get("invoked_by")).isEqualTo("alice");
    assertThat(pc.history("one").get(1).get("invoked_by")).isNull();
  }

  @Test
  void each_record_is_one_line_whatever_it_holds(Installation pc) {
    pc.job("odd", "name: Odd\ncommand: \"'no such\\n\\u0001program\\e'\"\n");

    pc.run("odd").assertFailure(127, "odd: cannot execute ");
    pc.run("odd", "--", "\u2028\u0085\u007f\ud83d\ude00").assertFailure(127);

    assertThat(Tree.read(pc.historyFile("odd")).split("\n", -1)).hasSize(3);
    assertThat(pc.history("odd").get(1).get("args"))
        .isEqualTo(List.of("\u2028\u0085\u007f\ud83d\ude00"));
  }

  @Test
  void a_history_that_ends_in_half_a_line_is_mended(Installation pc) {
    pc.shellJob("one", "true");
    pc.run("one").assertSilentSuccess();
    Commands.run("sh", "-c", "printf '{\"run\":\"half' >>\"$1\"", "sh", pc.historyFile("one") + "");

    pc.run("one").assertSilentSuccess();

    List<String> lines = Tree.read(pc.historyFile("one")).lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(1)).isEqualTo("{\"run\":\"half");
    assertThat(lines.get(2)).startsWith("{\"run\":\"one-").endsWith("}");
  }
}
