package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** cron-generate --plan: what will run when, without touching anything. */
@EndToEnd
class CronPlanIT {

  /** Too many at once for this machine. */
  private static final int JOBS = Math.max(30, 4 * Runtime.getRuntime().availableProcessors());

  @Test
  void plan_is_printed_for_every_reader_and_nothing_is_written(Installation pc) {
    for (int i = 0; i < 30; i++) {
      Operator.scheduled(pc, "hourly" + i, "7 * * * *");
    }
    Operator.scheduled(pc, "daily", "0 3 * * *");

    Finished root = Operator.cronGenerate(pc, "--plan", "--from", "2026-11-21", "--until", "1d");
    Finished user =
        Operator.launch(pc, "cron-generate", "--plan", "--from", "2026-11-21", "--until", "1d")
            .asUser("nobody")
            .run();

    assertThat(root.exitCode()).isZero();
    assertThat(root.stderr()).isEmpty();
    assertThat(root.stdout())
        .contains(": 721 starts of 31 jobs, at most 30 in one minute.")
        .contains("daily     0 3 * * *       1  2026-11-21 03:00:00 ")
        .contains("\n03  1......u", "\n00:07          30 ####");
    assertThat(user.exitCode()).isZero();
    assertThat(user.stdout()).isEqualTo(root.stdout());
    assertThat(Operator.crontab(pc)).doesNotExist();
    pc.assertNothingWasWritten();
  }

  @Test
  void splay_that_is_suggested_has_the_effect_that_is_promised(Installation pc) {
    for (int i = 0; i < JOBS; i++) {
      Operator.scheduled(pc, "hourly" + i, "7 * * * *");
    }
    String[] call = {"--plan", "--json", "--from", "2026-11-21", "--until", "1d"};
    Map<?, ?> before = json(Operator.cronGenerate(pc, call));
    assertThat(Operator.cronGenerate(pc, "--plan").stdout())
        .contains("Minutes that pile up", "    every hour at :07\n    splay: ");
    Map<?, ?> peak = (Map<?, ?>) ((List<?>) before.get("piles")).get(0);
    for (Object part : (List<?>) ((Map<?, ?>) peak.get("spread")).get("splays")) {
      Map<?, ?> splay = (Map<?, ?>) part;
      for (Object job : (List<?>) splay.get("jobs")) {
        pc.job(
            (String) job,
            "name: J\ncommand: id\nschedule: 7 * * * *\nsplay: " + splay.get("splay") + "\n");
      }
    }

    Map<?, ?> after = json(Operator.cronGenerate(pc, call));

    assertThat(before.get("most")).isEqualTo(JOBS);
    assertThat((Integer) before.get("most_if_spread")).isLessThan(JOBS / 2);
    assertThat(after.get("most")).isEqualTo(before.get("most_if_spread"));
    assertThat((List<?>) after.get("starts")).hasSize(JOBS * 24);
  }

  @Test
  void invalid_jobs_are_told_and_the_others_are_planned(Installation pc) {
    Operator.scheduled(pc, "good", "0 3 * * *");
    pc.job("bad", "name: Bad\nschedule: '* 22-6 * * *'\n");

    Finished call = Operator.cronGenerate(pc, "--plan");

    assertThat(call.exitCode()).isEqualTo(78);
    assertThat(call.errors()).hasSize(2).allMatch(line -> line.contains("/bad.yaml:"));
    assertThat(call.stdout()).contains("1 start of 1 job", "good").doesNotContain("bad");
  }

  @Test
  void wrong_usage_is_one_line(Installation pc) {
    for (String[] wrong :
        new String[][] {
          {"--plan", "--check"},
          {"--until", "1d"},
          {"--plan", "--from", "tomorrow"},
          {"--plan", "--until", "2020-01-01"}
        }) {
      Finished call = Operator.cronGenerate(pc, wrong);
      assertThat(call.exitCode()).isEqualTo(64);
      assertThat(call.errors()).hasSize(1);
      assertThat(call.stdout()).isEmpty();
    }
  }

  private static Map<?, ?> json(Finished call) {
    assertThat(call.exitCode()).isZero();
    // JSON is a part of YAML 1.2.
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(64 << 20).build();
    return (Map<?, ?>) new Load(settings).loadFromString(call.stdout());
  }
}
