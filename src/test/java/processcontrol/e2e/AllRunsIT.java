package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Runs over all jobs, one run whole, all jobs as JSON, and the global configuration. */
@EndToEnd
class AllRunsIT {

  private static Map<?, ?> parse(String document) {
    return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(document);
  }

  private static String record(String job, int hour, String result) {
    return ("{\"run\":\"%1$s-20261120-%2$02d0000\",\"job\":\"%1$s\",\"result\":\"%3$s\",\"reason\":\"as said\","
            + "\"exit_code\":0,\"signal\":null,\"status\":0,\"started\":\"2026-11-20T%2$02d:00:00.000Z\","
            + "\"ended\":\"2026-11-20T%2$02d:00:01.000Z\",\"duration\":1.000,\"attempts\":1,"
            + "\"trigger\":\"cron\",\"args\":[\"a b\"],\"invoked_by\":null,\"job_sha256\":\"0\",\"log\":null}\n")
        .formatted(job, hour, result);
  }

  private static void write(Installation pc, String job, String records) {
    ServiceUser.own(Tree.write(pc.historyFile(job), records));
    ServiceUser.own(pc.historyFile(job).getParent());
  }

  private static List<String> runs(Finished call) {
    return call.stdout().lines().skip(1).map(line -> line.split(" +", -1)[1]).toList();
  }

  @Test
  void records_of_all_jobs_are_merged_by_time_and_chosen_by_time_tag_and_result(Installation pc) {
    pc.job("one", "name: One\ntag: db\ncommand: /bin/true\n");
    pc.job("two", "name: Two\ncommand: /bin/true\n");
    write(pc, "one", record("one", 1, "success") + record("one", 4, "timeout"));
    write(pc, "two", record("two", 2, "failure") + record("two", 5, "success"));
    write(pc, "gone", record("gone", 3, "lost"));

    Finished all = pc.run("--history");
    assertThat(all.stdout()).startsWith("JOB   RUN ");
    assertThat(runs(all))
        .containsExactly(
            "one-20261120-010000",
            "two-20261120-020000",
            "gone-20261120-030000",
            "one-20261120-040000",
            "two-20261120-050000");
    assertThat(runs(pc.run("--history", "--last", "2")))
        .containsExactly("one-20261120-040000", "two-20261120-050000");
    assertThat(runs(pc.run("--history", "--result", "failed")))
        .containsExactly("two-20261120-020000", "gone-20261120-030000", "one-20261120-040000");
    assertThat(
            runs(
                pc.run(
                    "--history",
                    "--tag",
                    "db",
                    "--result",
                    "timeout,success",
                    "--from",
                    "2026-11-20T03:00Z",
                    "--until",
                    "2026-11-20T06:00Z")))
        .containsExactly("one-20261120-040000");
    pc.run("--history", "--result", "bad").assertFailure(64, "'bad'", "success, failure");

    Finished one = pc.run("--history", "--run", "two-20261120-020000");
    assertThat(one.stdout())
        .startsWith("run: two-20261120-020000\njob: two\nresult: failure\nreason: as said\n")
        .contains("args: 'a b'\n");
    String json = pc.run("--history", "one", "--run", "-1", "--json").stdout();
    assertThat(parse(json).get("run")).isEqualTo("one-20261120-040000");
    pc.run("--history", "--run", "two-20261120-030000").assertFailure(64, "there is no record");
  }

  @Test
  void jobs_and_the_configuration_are_shown_with_their_sources(Installation pc) {
    pc.configure("notifiers:\n  chat:\n    url: https://chat.example/secret\n");
    pc.job("one", "name: One\ntag: db\nschedule: 0 5 * * *\ncommand: /bin/true\n");
    pc.job("two", "nam: Two\n");

    List<?> jobs = (List<?>) parse(pc.run("--list-jobs", "--json").stdout()).get("jobs");
    Map<?, ?> one = (Map<?, ?>) jobs.get(0);
    assertThat(one.get("job")).isEqualTo("one");
    assertThat(one.get("tags")).isEqualTo(List.of("db"));
    assertThat(one.get("schedule")).isEqualTo("0 5 * * *");
    Map<?, ?> two = (Map<?, ?>) jobs.get(1);
    assertThat(two.get("valid")).isEqualTo(false);
    assertThat(two.get("problems").toString()).contains("two.yaml:1:1: nam: unknown key");

    String text = pc.run("--show-config").stdout();
    assertThat(text)
        .containsPattern("job_directory: " + pc.jobs() + " +# " + pc.config() + ":2\n")
        .containsPattern("mailto: root +# default\n")
        .doesNotContain("secret");
    Map<?, ?> settings =
        (Map<?, ?>) parse(pc.run("--show-config", "--json").stdout()).get("settings");
    Map<?, ?> crontab = (Map<?, ?>) settings.get("output_crontab");
    assertThat(crontab.get("source")).isEqualTo(pc.config() + ":6");
    pc.run("--show-config", "one").assertFailure(64, "--show-config is about no job");
  }
}
