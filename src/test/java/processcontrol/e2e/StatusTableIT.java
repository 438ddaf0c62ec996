package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables that fit the operator's terminal. */
@EndToEnd
class StatusTableIT {

  private static String onTerminal(Installation pc, String environment, String args) {
    String command = pc.launcher() + " --config " + pc.config() + " " + args;
    return Commands.tryRun(
            "env",
            "-i",
            "TERM=xterm",
            "sh",
            "-c",
            environment + " exec script -qec \"$0\" /dev/null",
            command)
        .output()
        .replace("\r", "");
  }

  @Test
  void status_on_a_terminal_is_a_table_that_begins_with_what_needs_attention(Installation pc) {
    pc.shellJob("fine", "true");
    pc.shellJob("import-of-a-name-that-is-long", "schedule: '30 12 * * *'", "exit 7");
    pc.shellJob("moved", "schedule: '0 1 * * *'", "true");
    pc.run("fine");
    pc.run("import-of-a-name-that-is-long");
    pc.run("--hold", "moved", "--reason", "the whole database is moved to another machine");

    String colored = onTerminal(pc, "", "--status");
    List<String> lines = onTerminal(pc, "COLUMNS=80 NO_COLOR=1", "--status").lines().toList();
    String wide = onTerminal(pc, "COLUMNS=120", "--status --held --color never");

    assertThat(colored).contains("\33[1;31mfailing\33[m");
    assertThat(lines).hasSize(5).allMatch(line -> line.length() <= 80);
    assertThat(lines.get(0)).matches("STATE +JOB +LAST RUN +TOOK +NEXT +WHY");
    assertThat(lines.get(1)).startsWith("failing  import-of-").endsWith("exit code 7");
    assertThat(lines.get(2)).matches("held +moved +- +- +- +the whole.*\\.\\.\\.");
    assertThat(lines.get(3)).matches("ok +fine +success \\d+s +\\d\\.\\ds +-");
    assertThat(lines.get(4)).isEqualTo("3 jobs: 1 failing, 1 held, 1 ok");
    assertThat(wide.lines().toList()).last().isEqualTo("1 of 3 jobs: 1 held");
    assertThat(wide).contains(" the whole database is moved to another machine");
    // With names, or long, it is as everywhere else.
    assertThat(onTerminal(pc, "", "--status fine --long")).startsWith("fine - Job fine\n    last");
  }

  @Test
  void filters_and_order_go_with_every_format(Installation pc) {
    pc.shellJob("a", "true");
    pc.shellJob("b", "exit 1");
    pc.job("c", "name: C\n");
    pc.run("a");
    pc.run("b");

    assertThat(pc.run("--status", "--failed").stdout())
        .startsWith("b - Job b\n")
        .contains("c ***Invalid configuration***")
        .doesNotContain("a - Job a");
    assertThat(pc.run("--status", "--sort", "last").stdout()).startsWith("b - Job b\n");
    pc.run("--status", "--sort", "lsat").assertFailure(64, "did you mean last?");
    pc.run("--status", "--color", "red").assertFailure(64, "auto, always or never, not 'red'");
    pc.run("--status", "--watch", "2s").assertFailure(64, "--watch", "needs a terminal");
  }

  @Test
  void watching_draws_the_table_until_it_is_interrupted(Installation pc) {
    pc.shellJob("a", "true");
    String command = pc.launcher() + " --config " + pc.config() + " --status --watch 500ms";
    // Ctrl-C once it was drawn twice. A suite that was started in the background ignores it, and
    // what it starts.
    String script =
        """
        { until [ "$(grep -sc '1 job: 1 new' "$1")" -ge 2 ] 2>/dev/null; do sleep 0.1; done
          printf '\\003'; until [ -e "$1.end" ]; do sleep 0.1; done; } |
          { env --default-signal=INT script -qefc "$0" "$1" >/dev/null; echo $? >"$1.code"; touch "$1.end"; }
        cat "$1.code"
        """;
    String typescript = pc.root().resolve("typescript").toString();

    assertThat(Commands.run("sh", "-c", script, command, typescript)).isEqualTo("130");
  }

  @Test
  void why_a_job_has_no_next_start_is_told_where_its_state_does_not(Installation pc) {
    pc.shellJob("boot", "schedule: '@reboot'", "true");
    pc.shellJob("off", "schedule: '0 1 * * *'", "exit 1");
    pc.run("off");
    pc.shellJob("off", "schedule: '0 1 * * *'\ndisabled: true", "exit 1");
    pc.shellJob("quiet", "schedule: '0 1 * * *'\ndisabled: true", "true");

    List<String> lines = onTerminal(pc, "COLUMNS=80 NO_COLOR=1", "--status").lines().toList();

    assertThat(lines.get(1))
        .matches("failing +off +failure \\d+s +\\d\\.\\ds +disabled +exit code 1");
    assertThat(lines.get(2)).matches("new +boot +- +- +after boot");
    assertThat(lines.get(3)).matches("disabled +quiet +- +- +- *");
  }
}
