package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The lines of cron-generate for jobs that are due in other ways than by a plain schedule. */
@EndToEnd
class DueCrontabIT {

  /** A line of the crontab without the source above it. */
  private static String line(Installation pc, String schedule, String options, String slug) {
    return "# Generated from %s/%s.yaml\n%s %s /usr/bin/run-job --config %s%s --job %s\n"
        .formatted(pc.jobs(), slug, schedule, ServiceUser.NAME, pc.config(), options, slug);
  }

  private static void job(Installation pc, String slug, String keys) {
    pc.job(slug, "name: Job " + slug + "\ncommand: 'true'\n" + keys + "\n");
  }

  @Test
  void each_kind_has_its_lines(Installation pc) {
    job(pc, "a-every", "every: 2h");
    job(pc, "b-odd", "every: 7m");
    job(pc, "c-list", "schedule: ['5,35', '0 17']");
    job(pc, "d-map", "schedule: {'5': --one, '0 17': --two}");
    job(pc, "e-period", "period: 30s");
    job(pc, "f-over", "repeat: R2/2020-06-04T19:25:16-07:00/PT10S");
    job(pc, "g-repeat", "repeat: R/2020-06-04T19:25:16-07:00/P1D");
    job(pc, "h-owed", "schedule: '0 3'\ncatch_up: once");
    job(pc, "i-past", "schedule: '0 3'\nnot_after: 2020-01-01");
    job(pc, "j-dark", "schedule: '0 3'\nblackout: 22:00-06:00 sat,sun");
    job(pc, "k-zone", "schedule: '0 3'\ntime_zone: Asia/Tokyo");
    job(pc, "l-off", "every: 10m\ndisabled: {until: 2999-01-01, reason: the move}");
    job(pc, "m-none", "catch_up: once\ntime_zone: UTC");

    Operator.cronGenerate(pc).assertSilentSuccess();

    String check = " --scheduled";
    String minute = "* * * * *";
    assertThat(Tree.read(Operator.crontab(pc)))
        .isEqualTo(
            "MAILTO=root\n"
                + line(pc, "0 */2 * * *", "", "a-every")
                + line(pc, minute, check, "b-odd")
                + line(pc, "5,35 * * * *", "", "c-list")
                + line(pc, "0 17 * * *", "", "c-list")
                + line(pc, "5 * * * *", " --entry 1", "d-map")
                + line(pc, "0 17 * * *", " --entry 2", "d-map")
                + line(pc, minute, check, "e-period")
                + "# Finished job f-over\n"
                + line(pc, minute, check, "g-repeat")
                + line(pc, minute, check, "h-owed")
                + "# Finished job i-past\n"
                + line(pc, "0 3 * * *", "", "j-dark")
                + line(pc, minute, check, "k-zone")
                + "# Skipping disabled job l-off\n");
  }

  @Test
  void splay_is_the_same_on_every_call_and_cron_reads_it(Installation pc) {
    for (int i = 0; i < 20; i++) {
      job(pc, "every" + i, "every: 90m\nsplay: true");
      job(pc, "late" + i, "schedule: '50 */3 * * mon-fri'\nsplay: 15m");
    }
    Operator.cronGenerate(pc).assertSilentSuccess();
    String first = Tree.read(Operator.crontab(pc));

    Operator.cronGenerate(pc, "--check").assertSilentSuccess();
    if (Files.isExecutable(Path.of("/usr/bin/crontab"))) {
      Commands.run("crontab", "-n", Operator.crontab(pc).toString());
    }
    assertThat(first.lines().filter(line -> line.endsWith("--job every0")).distinct()).hasSize(2);
    assertThat(first.lines().map(line -> line.split(" ", -1)[0]).distinct().count())
        .as("different minutes")
        .isGreaterThan(15);
  }

  @Test
  void nothing_that_a_job_author_writes_gets_into_the_crontab(Installation pc) {
    String evil = "\\n* * * * * root touch evil %% $(evil) `evil`";
    pc.job(
        "evil",
        """
        name: evil
        command: evil
        schedule:
          "5": "evil EVIL"
          "6": ["%1$s", "evil"]
        splay: 9m
        owner: "evil root"
        runbook: "%1$s"
        description: "%1$s"
        blackout: 22:00-06:00 sat
        not_before: 2026-01-01
        """
            .formatted(evil));

    Operator.cronGenerate(pc).assertSilentSuccess();

    String crontab = Tree.read(Operator.crontab(pc));
    assertThat(crontab.lines().filter(line -> !line.startsWith("# Gen")).skip(1))
        .hasSize(2)
        .allMatch(
            line ->
                line.matches(
                    "[0-9]+ \\* \\* \\* \\* "
                        + ServiceUser.NAME
                        + " /usr/bin/run-job --config \\S+ --entry [12] --job evil"));
    String lines = crontab.substring("MAILTO=root\n".length());
    assertThat(lines).doesNotContain("EVIL", "touch", "22:00", "root\n", "$", "`", "%");
  }
}
