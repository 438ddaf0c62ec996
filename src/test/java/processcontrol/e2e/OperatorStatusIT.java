package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Looking at jobs: --list-jobs and --status. */
@EndToEnd
class OperatorStatusIT {

  private static final String TIME = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d \\S+";

  /** JSON is YAML as well; numbers stay numbers. */
  private static List<Map<?, ?>> json(Finished status) {
    assertThat(status.exitCode()).as(status.stderr()).isZero();
    Map<?, ?> document =
        (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(status.stdout());
    List<?> jobs = (List<?>) document.get("jobs");
    return jobs.stream().<Map<?, ?>>map(job -> (Map<?, ?>) job).toList();
  }

  private static void threeJobs(Installation pc) {
    pc.shellJob("multi", "tag: [database, queue]", "true");
    pc.shellJob("sub/alone", "tag: queue", "exit 7");
    pc.job("broken", "name: Broken\ntag: queue\n");
  }

  @Test
  void list_is_the_sorted_slugs_one_a_line(Installation pc) {
    threeJobs(pc);

    assertThat(pc.run("--list-jobs").stdout()).isEqualTo("alone\nbroken\nmulti\n");
    assertThat(pc.run("-l", "--tag", "database").stdout()).isEqualTo("multi\n");
    assertThat(pc.run("-l", "--tag", "database", "--tag", "queue").stdout())
        .isEqualTo("alone\nmulti\n");
    assertThat(pc.run("-l", "--only-running").stdout()).isEmpty();
    pc.run("-l", "--tag", "nobody").assertFailure(78, "no job has the tag nobody");
  }

  @Test
  void status_is_printed_as_the_original_does(Installation pc) {
    threeJobs(pc);
    pc.shellJob("blast", "echo ready; sleep 300");
    Running running = pc.startUntilReady("blast");

    Finished status = pc.run("--status");

    assertThat(status.exitCode()).isZero();
    assertThat(status.stderr()).isEmpty();
    assertThat(status.stdout().lines().filter(line -> !line.startsWith("     ")))
        .contains(
            "alone - Job sub/alone",
            "blast - Job blast    {pid: " + running.pid() + ", status: running}",
            "broken ***Invalid configuration***",
            "    " + pc.jobs() + "/broken.yaml:1:1: command: is missing",
            "multi - Job multi",
            "    tags: database, queue");
    assertThat(pc.run("--status", "--only-running").stdout())
        .startsWith("blast - Job blast    {pid: ");
    assertThat(pc.run("--status", "--only-running").stdout().lines()).hasSize(2);
    assertThat(pc.run("-l", "-r").stdout()).isEqualTo("blast\n");
    assertThat(pc.run("--kill-job", "blast").exitCode()).isZero();
    running.await();
  }

  @Test
  void status_adds_result_failures_next_run_and_hold(Installation pc) {
    pc.shellJob("daily", "schedule: '30 12 * * *'", "exit 7");
    assertThat(pc.run("daily").exitCode()).isEqualTo(7);
    assertThat(pc.run("daily").exitCode()).isEqualTo(7);
    pc.run("--hold", "daily", "--reason", "database is moved");

    assertThat(pc.run("--status", "daily").stdout())
        .matches(
            "daily - Job daily\n"
                + "    last run: failure \\(exit code 7\\), "
                + TIME
                + "\n"
                + "    failed 2 times in a row\n"
                + "    next run: \\d{4}-\\d\\d-\\d\\d 12:30:00 \\S+ \\(30 12 \\* \\* \\*, at"
                + " 12:30\\)\n"
                + "    on hold since "
                + TIME
                + "( by \\S+)?: database is moved\n");
  }

  @Test
  void strange_schedules_do_not_stop_the_rest(Installation pc) {
    Operator.scheduled(pc, "sixty", "*/60 * * * *");
    Operator.scheduled(pc, "week", "0 0 * * sun-7/7");
    pc.job("off", "name: Off\ncommand: id\ndisabled: true\nschedule: 1 2 3 4 5\n");

    Finished status = pc.run("--status");

    assertThat(status.stderr()).isEmpty();
    assertThat(status.exitCode()).isZero();
    assertThat(status.stdout())
        .contains("off - Off\n    last run: none\n    next run: none, disabled (1 2 3 4 5, ")
        .contains("sixty - Job sixty\n    last run: none\n    next run: 2")
        .contains("week - Job week\n");
  }

  @Test
  void json_tells_the_same_as_one_document(Installation pc) {
    threeJobs(pc);
    pc.shellJob("daily", "schedule: '30 12 * * *'\ndescription: \"two\\nlines\"", "exit 7");
    pc.run("daily");
    pc.run("--hold", "daily", "--reason", "a \"quoted\"\u00e9 reason");

    List<Map<?, ?>> jobs = json(pc.run("--status", "--json"));

    assertThat(jobs.stream().map(job -> job.get("job")).toList())
        .isEqualTo(List.of("alone", "broken", "daily", "multi"));
    Map<?, ?> broken = jobs.get(1);
    assertThat(broken.get("valid")).isEqualTo(false);
    assertThat((List<?>) broken.get("problems")).hasSize(1);
    Map<?, ?> daily = jobs.get(2);
    assertThat(daily.get("valid")).isEqualTo(true);
    assertThat(daily.get("description")).isEqualTo("two\nlines");
    assertThat(daily.get("schedule")).isEqualTo("30 12 * * *");
    assertThat(daily.get("schedule_in_words")).isEqualTo("at 12:30");
    assertThat(daily.get("next_run").toString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:00Z");
    assertThat(daily.get("consecutive_failures")).isEqualTo(1);
    assertThat(daily.get("running")).isNull();
    Map<?, ?> last = (Map<?, ?>) daily.get("last");
    assertThat(last.get("result")).isEqualTo("failure");
    assertThat(last.get("exit_code")).isEqualTo(7);
    assertThat(last.get("log")).isEqualTo(pc.logs("daily").get(0).toString());
    Map<?, ?> hold = (Map<?, ?>) daily.get("hold");
    assertThat(hold.get("reason")).isEqualTo("a \"quoted\"\u00e9 reason");
    pc.run("--status", "--json", "--tag", "nobody").assertFailure(78, "no job has the tag nobody");
  }

  @Test
  void a_name_that_is_mistyped_is_an_error(Installation pc) {
    threeJobs(pc);

    pc.run("--status", "mutli").assertFailure(78, "there is no job mutli", "did you mean multi?");
    pc.run("--status", "../multi").assertFailure(78, "../multi");
    pc.run("--list-jobs", "multi").assertFailure(64, "--list-jobs takes no names");
    pc.run("--list-jobs", "--status").assertFailure(64, "exclude each other");
    pc.run("--status", "--reason", "x").assertFailure(64, "--reason");
  }

  @Test
  void status_of_a_damaged_history_shows_what_can_be_read(Installation pc) {
    pc.shellJob("old", "true");
    pc.run("old").assertSilentSuccess();
    Path history = pc.historyFile("old");
    Tree.write(history, "garbage\n{\"run\":\n" + Tree.read(history) + "{\"run\":\"half");

    assertThat(pc.run("--status", "old").stdout()).contains("    last run: success, ");
    assertThat(pc.run("old").exitCode()).isZero();
    assertThat(Tree.read(history).lines()).hasSize(5);
  }
}
