package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import processcontrol.Tool;

/** Reading what jobs did and are: history, statistics, metrics, the effective configuration. */
@EndToEnd
class ReadingIT {

  /** JSON is a part of YAML 1.2. */
  private static Object parse(String document) {
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(64 << 20).build();
    return new Load(settings).loadFromString(document);
  }

  /** Writes a history of so many runs, every tenth of which failed, the oldest first. */
  private static void writeHistory(Installation pc, String slug, int runs) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < runs; i++) {
      lines.append(
          ("{\"run\":\"%s-%d\",\"job\":\"%1$s\",\"result\":\"%s\",\"reason\":\"run"
                  + " %2$d\",\"exit_code\":0,"
                  + "\"signal\":null,\"status\":0,\"started\":\"2026-11-20T12:%02d:00.000Z\","
                  + "\"ended\":\"2026-11-20T12:%4$02d:01.000Z\",\"duration\":1.000,\"attempts\":1,"
                  + "\"trigger\":\"cron\",\"args\":[],\"invoked_by\":null,\"job_sha256\":\"0\",\"log\":null,\"failed_attempts\":[],\"warnings\":[]}\n")
              .formatted(slug, i, i % 10 == 9 ? "failure" : "success", i % 60));
    }
    Path file = Tree.write(pc.historyFile(slug), lines.toString());
    ServiceUser.own(file);
    ServiceUser.own(file.getParent());
  }

  @Test
  void history_is_a_table_and_a_json_array_the_newest_last(Installation pc) {
    pc.shellJob("one", "exit $1");
    pc.run("one", "--", "0").assertSilentSuccess();
    pc.run("one", "--", "3");
    pc.run("--hold", "one", "--reason", "evil \u009b\u001b[2J");
    pc.run("one", "--scheduled").assertSilentSuccess();

    List<String> lines = pc.run("--history", "one").stdout().lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).startsWith("RUN ").endsWith("  REASON");
    assertThat(lines.get(1)).startsWith("one-").contains("success").endsWith("succeeded");
    assertThat(lines.get(2)).contains("failure", "manual").endsWith("exit code 3");
    assertThat(lines.get(3)).startsWith("- ").contains("skipped", "cron").endsWith("\\x1b[2J");

    String json = pc.run("--history", "one", "--json").stdout();
    assertThat(parse(json)).isEqualTo(pc.history("one"));
    assertThat(json).doesNotContain("\u001b", "\u009b");
    for (String line : Tree.read(pc.historyFile("one")).split("\n", -1)) {
      assertThat(json).contains(line);
    }
  }

  @Test
  void as_many_records_are_shown_as_asked_for(Installation pc) {
    pc.shellJob("one", "true");
    writeHistory(pc, "one", 30);

    assertThat(pc.run("--history", "one").stdout().lines()).hasSize(21);
    assertThat(pc.run("--history", "one", "--last", "0").stdout().lines()).hasSize(31);
    List<?> two = (List<?>) parse(pc.run("--history", "one", "--last", "2", "--json").stdout());
    List<?> runs = two.stream().map(each -> ((Map<?, ?>) each).get("run")).toList();
    assertThat(runs).isEqualTo(List.of("one-28", "one-29"));
    pc.run("--history", "one", "--last", "-1").assertFailure(64, "--last");
    pc.run("--history", "one", "--last", "1e3").assertFailure(64, "--last", "'1e3'");
  }

  @Test
  void history_of_an_invalid_and_of_a_deleted_job_can_be_read(Installation pc) {
    Path file = pc.shellJob("one", "true");
    pc.run("one").assertSilentSuccess();

    Tree.write(file, "name: [\n");
    assertThat(pc.run("--history", "one").stdout().lines()).hasSize(2);
    Commands.run("rm", file.toString());
    assertThat(pc.run("--history", "one").stdout().lines()).hasSize(2);
    assertThat(pc.run("--stats", "one").stdout()).contains("one ", "total ");
    assertThat(pc.run("--metrics", "one").stdout())
        .contains("process_control_job_runs_total{job=\"one\",result=\"success\"} 1.0");
    pc.run("--show", "one").assertFailure(78, "there is no job one");

    pc.run("--history", "other").assertFailure(78, "there is no job other");
    pc.run("--stats", "other").assertFailure(78, "there is no job other");
    pc.run("--metrics", "../x").assertFailure(78, "is not a job name");
    pc.run("--history", "../x").assertFailure(78, "is not a job name");
  }

  @Test
  void job_without_records_has_an_empty_history(Installation pc) {
    pc.shellJob("one", "true");

    assertThat(pc.run("--history", "one").stdout()).isEqualTo("one has no records yet\n");
    assertThat(pc.run("--history", "one", "--json").stdout()).isEqualTo("[]\n");
    assertThat(pc.run("--stats").stdout().lines())
        .hasSize(4)
        .endsWith("1 job: 1 active, 0 disabled, 0 invalid; 0 on hold, 0 running");
    assertThat(pc.run("--metrics").stdout())
        .contains("process_control_invalid_jobs 0.0", "process_control_active_jobs 1.0");
    assertThat(Tree.list(pc.states())).isEmpty();
  }

  @Test
  void lost_run_is_there_before_it_is_recorded_and_once_after(Installation pc) {
    pc.shellJob("one", "echo ready\nsleep 300");
    Running running = pc.startUntilReady("one");
    Installation.Holder holder = pc.holder("one");
    running.signal("KILL");
    running.await();
    Commands.run("kill", "-s", "KILL", "--", "-" + holder.child());
    Await.until("the command is dead", () -> !Processes.isAlive(holder.child()));

    assertThat(pc.history("one")).isEmpty();
    assertThat(pc.run("--history", "one").stdout()).contains(holder.runId(), "  lost ");
    assertThat(pc.run("--stats", "--json").stdout()).contains("\"error_count\" : 1");
    assertThat(pc.run("--metrics").stdout())
        .contains("process_control_job_last_result{job=\"one\",result=\"lost\"} 1.0")
        .contains("process_control_job_consecutive_failures{job=\"one\"} 1.0");

    pc.shellJob("one", "true");
    pc.run("one").assertSilentSuccess();
    assertThat(pc.run("--history", "one").stdout().lines()).hasSize(3);
  }

  @Test
  void history_beyond_its_bound_goes_on_in_an_older_file(Installation pc) {
    pc.shellJob("one", "exit 3");
    writeHistory(pc, "one", 14_000); // The last of them failed.
    pc.run("one").assertFailure(3);

    assertThat(Tree.list(pc.states().resolve("one")))
        .extracting(each -> each.getFileName().toString())
        .containsExactly("history.jsonl", "history.jsonl.1");
    assertThat(pc.history("one")).hasSize(1);
    assertThat(pc.run("--history", "one", "--last", "0").stdout().lines()).hasSize(14_002);
    assertThat(pc.run("--status", "one").stdout()).contains("failed 2 times in a row");
    assertThat(Operator.check(pc).stdout()).contains("failure (2 times in a row)");
    assertThat(pc.run("--stats", "one").stdout()).containsPattern("one +12600 +1401 +0 +0 ");
  }

  @Test
  void ten_thousand_records_are_read_in_no_long_time(Installation pc) {
    pc.shellJob("one", "true");
    writeHistory(pc, "one", 10_000);

    for (String action : List.of("--history", "--stats", "--metrics")) {
      Finished finished =
          action.equals("--history")
              ? pc.run(action, "one", "--last", "0", "--json")
              : pc.run(action);
      assertThat(finished.exitCode()).as(finished.stderr()).isZero();
      assertThat(finished.duration()).isLessThan(Duration.ofSeconds(60));
    }
  }

  @Test
  void stats_count_and_measure_every_job_and_all(Installation pc) {
    Operator.scheduled(pc, "one", "0 6 * * *");
    writeHistory(pc, "one", 20);
    pc.job("broken", "name: [\n");

    Map<?, ?> stats = (Map<?, ?>) parse(pc.run("--stats", "--json").stdout());
    List<?> jobs = (List<?>) stats.get("jobs");
    Map<?, ?> one = (Map<?, ?>) jobs.get(1);
    assertThat(one.get("job")).isEqualTo("one");
    assertThat(one.get("success_count")).isEqualTo(18);
    assertThat(one.get("error_count")).isEqualTo(2);
    assertThat(one.get("p95_duration")).isEqualTo(1.0);
    assertThat(one.get("last_success")).isEqualTo("2026-11-20T12:18:01.000Z");
    assertThat(one.get("last_error")).isEqualTo("2026-11-20T12:19:01.000Z");
    assertThat(one.get("last_attempted_run")).isEqualTo("2026-11-20T12:19:00.000Z");
    assertThat((String) one.get("next_run")).contains(":00:00Z");
    assertThat(((Map<?, ?>) jobs.get(0)).get("last_success")).isNull();
    assertThat(((Map<?, ?>) stats.get("total")).get("success_count")).isEqualTo(18);
    pc.run("--stats", "--tag", "nobody").assertFailure(78, "no job has the tag nobody");
  }

  @Test
  void metrics_are_replaced_after_each_run_where_that_is_wanted(Installation pc) {
    Path metrics = Tree.directory(pc.root().resolve("metrics"));
    ServiceUser.own(metrics);
    pc.configure("metrics_directory: " + metrics + "\n");
    pc.shellJob("one", "exit $1");
    Path file = metrics.resolve("process-control-one.prom");

    pc.run("one", "--", "0").assertSilentSuccess();
    assertThat(Tree.read(file))
        .contains("process_control_job_last_result{job=\"one\",result=\"success\"} 1.0")
        .contains("process_control_job_running{job=\"one\"} 0.0");
    assertThat(Commands.run("stat", "--format=%U %a", file.toString()))
        .isEqualTo(ServiceUser.NAME + " 644");
    pc.run("one", "--", "3").assertFailure(3);
    assertThat(Tree.read(file)).contains("consecutive_failures{job=\"one\"} 1.0");
    pc.run("--hold", "one", "--reason", "x");
    assertThat(Tree.read(file)).contains("process_control_job_held{job=\"one\"} 1.0");
    pc.run("--release", "one");
    assertThat(Tree.read(file)).contains("process_control_job_held{job=\"one\"} 0.0");
    assertThat(Tree.list(metrics)).containsExactly(file);
  }

  @Test
  void promtool_accepts_the_metrics(Installation pc) {
    Tool.require("promtool");
    Path metrics = Tree.directory(pc.root().resolve("metrics"));
    ServiceUser.own(metrics);
    pc.configure("metrics_directory: " + metrics + "\n");
    pc.shellJob("one", "true");
    pc.run("one").assertSilentSuccess();

    Commands.run("sh", "-c", "cat \"$0\"/* | promtool check metrics", metrics.toString());
    String all = "\"$0\" --config \"$1\" --metrics | promtool check metrics";
    Commands.run("sh", "-c", all, pc.launcher().toString(), pc.config().toString());
  }

  @Test
  void run_ends_as_it_did_where_metrics_cannot_be_written(Installation pc) {
    pc.configure("metrics_directory: " + pc.root().resolve("none") + "\n");
    pc.shellJob("one", "true");

    Finished finished = pc.run("one");
    assertThat(finished.exitCode()).isZero();
    assertThat(finished.errors()).hasSize(1);
    assertThat(finished.stderr()).startsWith("run-job: one: the metrics were not written: ");
    assertThat(pc.record("one").get("result")).isEqualTo("success");
  }

  @Test
  void shown_configuration_is_yaml_that_tells_where_each_value_comes_from(Installation pc) {
    pc.configure(
        """
        default_job_config:
          timeout: 10
          notify: {failure: {url: "https://example.org/secret"}}
        job_templates:
          base:
            retries: {attempts: 3}
        """);
    String yaml =
        """
        name: "An: #odd 'name'"
        extends: base
        schedule: "0 6 * * 1"
        command:
          - "echo \\u001b[2J"
          - |
            two

              lines
        environment:
          yes: "5"
          "a b": on
        output: [{file: /tmp/x, when: failure}, {mail: a@b.org}]
        """;
    Path file = pc.job("one", yaml);

    Finished shown = pc.run("--show", "one");
    assertThat(shown.stderr()).isEmpty();
    assertThat(shown.stdout())
        .contains(
            "# job file: " + file + "\n", "# sha256: ", "# schedule: at 06:00", "# next run: ")
        .containsPattern("\nname: .* # \\Q" + file + "\\E:1\n")
        .containsPattern("\ntimeout: 10 +# \\Q" + pc.config() + "\\E:8 \\(default_job_config\\)\n")
        .containsPattern("\n  attempts: 3 +# \\Q" + pc.config() + "\\E:12 \\(template base\\)\n")
        .containsPattern("\nkill_after: 10s +# default\n")
        .containsPattern("\n# description: +# default: none\n")
        .contains("\\u001b[2J")
        .doesNotContain("\u001b", "secret");

    // The output could be the job's file, but for the URL: it says the same.
    Tree.write(file, shown.stdout().replace("not shown", "https://example.org/secret"));
    Map<?, ?> again = (Map<?, ?>) parse(shown.stdout());
    assertThat(again.get("name")).isEqualTo("An: #odd 'name'");
    assertThat(again.get("command")).isEqualTo(List.of("echo \u001b[2J", "two\n\n  lines\n"));
    assertThat(again.get("environment")).isEqualTo(Map.of("yes", "5", "a b", "on"));
    assertThat(again.get("output"))
        .isEqualTo(List.of(Map.of("file", "/tmp/x", "when", "failure"), Map.of("mail", "a@b.org")));
    Map<?, ?> json = (Map<?, ?>) parse(pc.run("--show", "one", "--json").stdout());
    assertThat(json.get("path")).isEqualTo(file.toString());
    Map<?, ?> retries = (Map<?, ?>) ((Map<?, ?>) json.get("settings")).get("retries");
    assertThat(((Map<?, ?>) ((Map<?, ?>) retries.get("value")).get("attempts")).get("value"))
        .isEqualTo(3);
  }

  @Test
  void what_holds_without_a_key_is_shown(Installation pc) {
    pc.job("one", "name: One\ncommand: x\nallow_overtime: true\nschedule: '*/45 * * * *'\n");

    assertThat(pc.run("--show", "one").stdout())
        .contains("# schedule: at minutes 0 and 45 of every hour\n")
        .containsPattern("\nwhen_running: skip +# default\n")
        .containsPattern("\n# success_codes: 0 +# default\n")
        .containsPattern("\n# catch_up: false +# default\n")
        .containsPattern("\n# directory: /.* +# default\n");
  }

  @Test
  void a_tag_that_no_job_has_is_an_error_of_every_action(Installation pc) {
    pc.job("one", "name: One\ncommand: x\ntag: database\n");

    for (String action : List.of("--status", "--list-jobs", "--validate", "--stats", "--audit")) {
      pc.run(action, "--tag", "nope").assertFailure(78, "no job has the tag nope");
    }
    pc.run("--status", "--tag", "databse")
        .assertFailure(78, "no job has the tag databse; did you mean database?");
  }

  @Test
  void a_job_that_does_not_go_with_the_others_is_shown_with_its_fault(Installation pc) {
    Path file = pc.job("one", "name: One\ncommand: x\nafter: gone\n");
    pc.job("two", "name: Two\ncommand: x\ntriggers: {end: three}\n");
    pc.job("three", "name: Three\ncommand: x\ntriggers: {end: two}\n");

    Finished shown = pc.run("--show", "one");
    assertThat(shown.exitCode()).isEqualTo(78);
    assertThat(shown.stderr()).contains(file + ":3:8: after: there is no job 'gone'");
    assertThat(shown.stdout()).containsPattern("\nafter: gone +# \\Q" + file + "\\E:3\n");
    assertThat(shown.stderr()).isEqualTo(pc.run("--validate", "one").stderr());
    Finished json = pc.run("--show", "one", "--json");
    assertThat(json.exitCode()).isEqualTo(78);
    assertThat(json.stderr()).contains("there is no job 'gone'");
    assertThat(((Map<?, ?>) parse(json.stdout())).get("job")).isEqualTo("one");
    assertThat(pc.run("--show", "two").stderr())
        .contains("the jobs make each other run in a circle: three -> two -> three");
  }

  @Test
  void faults_of_a_job_are_told_instead_of_showing_it(Installation pc) {
    Path file = pc.job("one", "name: One\ncommand: x\nbogus: 1\n");

    pc.run("--show", "one").assertFailure(78, file + ":3:1: bogus: unknown key");
    pc.run("--show", "-x").assertFailure(64);
    pc.launch("--show", "one").asUser("nobody").run().assertFailure(77);
  }

  @Test
  void nobody_else_may_read_the_history(Installation pc) {
    pc.shellJob("one", "true");
    for (String action : List.of("--history", "--stats", "--metrics")) {
      pc.launch(action, "one").asUser("nobody").run().assertFailure(77, "only root");
    }
  }
}
