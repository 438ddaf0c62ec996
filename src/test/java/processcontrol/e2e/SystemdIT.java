package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import processcontrol.Tool;

/** Timers and services of systemd, as systemd itself reads them. */
@EndToEnd
class SystemdIT {

  private static Finished generate(Installation pc, Path units, String... more) {
    List<String> args = new ArrayList<>(List.of("--format", "systemd", "--output", "" + units));
    args.addAll(List.of(more));
    return Operator.cronGenerate(pc, args.toArray(new String[0]));
  }

  @Test
  void systemd_has_nothing_to_say_against_the_units(Installation pc) {
    Tool.require("systemd-analyze");
    pc.configure("runner_path: " + pc.launcher() + "\n");
    String[] jobs = {
      "schedule: 30 4 * * *",
      "schedule: 0 0 13 * 5\ndays: either",
      "schedule: ['0 1 * * *', '*/7 3-5 * */2 mon-fri']",
      "schedule: '0 3 * * *'\nsplay: 30m\ncatch_up: once",
      "schedule: 30 4 * * *\ntime_zone: America/New_York",
      "schedule: '@reboot'",
      "schedule: '0 5 L * *'",
      "keep_running: true",
      "period: 3s",
      "repeat: R/2026-01-01T00:00:00Z/PT90S",
      "after: job-0.x_y",
    };
    for (int i = 0; i < jobs.length; i++) {
      pc.job("job-" + i + ".x_y", "name: 'a %i $X \\'\ncommand: /bin/true\n" + jobs[i] + "\n");
    }
    Path units = Tree.directory(pc.root().resolve("units"));

    assertThat(generate(pc, units).stdout()).contains(" files have changed in " + units);

    List<String> command = new ArrayList<>(List.of("systemd-analyze", "verify", "--man=no"));
    Tree.list(units).forEach(unit -> command.add(unit.toString()));
    assertThat(command).hasSize(3 + 2 * jobs.length);
    Commands.Result verified = Commands.tryRun(command.toArray(new String[0]));
    assertThat(verified.output()).isEmpty();
    assertThat(verified.exitCode()).isZero();

    assertThat(generate(pc, units).stdout()).isEmpty();
    assertThat(generate(pc, units, "--check").exitCode()).isZero();
    Path own = Tree.write(units.resolve("process-control-mine.timer"), "[Timer]\n");
    Tree.delete(pc.jobs().resolve("job-0.x_y.yaml"));
    Tree.delete(pc.jobs().resolve("job-10.x_y.yaml"));
    assertThat(generate(pc, units, "--check").stdout())
        .contains("Only in " + units + ": process-control-job-0.x_y.timer");
    generate(pc, units);
    assertThat(units.resolve("process-control-job-0.x_y.timer")).doesNotExist();
    assertThat(own).exists();
  }

  @Test
  void what_a_service_calls_runs_the_job_when_it_is_due(Installation pc) {
    pc.configure("runner_path: " + pc.launcher() + "\n");
    Path due = pc.shellJob("due", "schedule: '* * * * *'", "true");
    DueIT.ranBefore(pc, due, Duration.ofHours(2));
    pc.shellJob("other", "schedule: '0 0 30 2-3 *'", "touch wrong");
    Path units = Tree.directory(pc.root().resolve("units"));
    generate(pc, units);
    for (String slug : List.of("due", "other")) {
      String service = Tree.read(units.resolve("process-control-" + slug + ".service"));
      String call =
          service.lines().filter(line -> line.startsWith("ExecStart=")).findFirst().orElseThrow();
      Commands.Result called =
          Commands.tryRun(call.substring("ExecStart=".length()).split(" ", -1));
      assertThat(called.output()).isEmpty();
      assertThat(called.exitCode()).isZero();
    }
    assertThat(pc.work().resolve("wrong")).doesNotExist();
    assertThat(pc.history("due").size()).as("that of this minute, or two").isBetween(2, 3);
    assertThat(pc.results("due")).containsOnly("success");
  }
}
