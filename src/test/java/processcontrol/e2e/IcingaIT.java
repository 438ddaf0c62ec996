package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** check-jobs-icinga: one line with performance data, a line for each alarm, an exit code. */
@EndToEnd
class IcingaIT {

  private static String perfdata(String counts, int jobs) {
    StringBuilder text = new StringBuilder();
    String[] kinds = {"invalid", "failing", "lost", "held", "overdue"};
    for (int i = 0; i < kinds.length; i++) {
      text.append(kinds[i]).append('=').append(counts.charAt(i)).append(";;;0;").append(jobs);
      text.append(' ');
    }
    return text + "running=0 jobs=" + jobs + "\n";
  }

  private static void assertCheck(Finished check, int code, String stdout) {
    assertThat(check.stdout()).isEqualTo(stdout);
    assertThat(check.stderr()).isEmpty();
    assertThat(check.exitCode()).isEqualTo(code);
  }

  @Test
  void good_jobs_are_ok(Installation pc) {
    pc.shellJob("good", "schedule: '0 0 1 1 *'", "true");
    pc.run("good").assertSilentSuccess();

    assertCheck(
        Operator.check(pc),
        0,
        "PROCESS-CONTROL OK - all is well (1 job) | " + perfdata("00000", 1));
  }

  @Test
  void failing_job_is_a_warning_and_later_critical(Installation pc) {
    pc.shellJob("bad", "exit 3");
    pc.run("bad");
    assertCheck(
        Operator.check(pc),
        1,
        "PROCESS-CONTROL WARNING - 1 failing (1 job) | "
            + perfdata("01000", 1)
            + "WARNING: bad: failure: exit code 3\n");
    pc.run("bad");
    assertThat(Operator.check(pc).exitCode()).isEqualTo(1);
    pc.run("bad");
    assertCheck(
        Operator.check(pc),
        2,
        "PROCESS-CONTROL CRITICAL - 1 failing (1 job) | "
            + perfdata("01000", 1)
            + "CRITICAL: bad: failure (3 times in a row): exit code 3\n");
    assertThat(Operator.check(pc, "--warning", "4", "--critical", "5").exitCode()).isZero();
    assertThat(Operator.check(pc, "-w", "2", "-c", "4").exitCode()).isEqualTo(1);
  }

  @Test
  void held_invalid_and_overdue_jobs_are_told(Installation pc) {
    pc.shellJob("held", "true");
    pc.run("--hold", "held", "--reason", "a|b");
    pc.job("broken", "name: x\n");
    DueIT.ranBefore(pc, Operator.scheduled(pc, "late", "* * * * *"), Duration.ofHours(2));
    Operator.scheduled(pc, "fresh", "* * * * *");

    Finished check = Operator.check(pc);

    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.stdout())
        .startsWith(
            "PROCESS-CONTROL CRITICAL - 1 invalid, 1 held, 1 overdue (4 jobs) | "
                + perfdata("10011", 4)
                + "CRITICAL: broken: invalid: "
                + pc.jobs()
                + "/broken.yaml:1:1: command: is missing\n"
                + "WARNING: held: on hold: a/b\n"
                + "CRITICAL: late: overdue: was due at ")
        .endsWith(" minutes ago\n");
    assertThat(Operator.check(pc, "--grace", "3h", "late").exitCode()).isZero();
    assertThat(Operator.check(pc, "held").exitCode()).isEqualTo(1);
  }

  @Test
  void lost_run_is_told(Installation pc) {
    pc.shellJob("gone", "echo ready; sleep 300");
    Running running = pc.startUntilReady("gone");
    running.signal("KILL");
    running.await();
    pc.run("--kill-job", "gone");

    Finished check = Operator.check(pc);

    assertThat(check.stdout()).startsWith("PROCESS-CONTROL WARNING - 1 lost (1 job) | ");
    assertThat(check.exitCode()).isEqualTo(1);
  }

  @Test
  void jobs_are_chosen_by_tag(Installation pc) {
    pc.shellJob("bad", "tag: a", "exit 3");
    pc.shellJob("good", "tag: b", "true");
    pc.run("bad");
    pc.run("good");

    assertThat(Operator.check(pc, "--tag", "b").exitCode()).isZero();
    assertThat(Operator.check(pc, "--tag", "a").exitCode()).isEqualTo(1);
  }

  @Test
  void what_cannot_be_checked_is_unknown(Installation pc) {
    assertThat(Operator.check(pc, "--grace", "5").stdout())
        .startsWith("PROCESS-CONTROL UNKNOWN - --grace: '5' has no unit");
    assertThat(Operator.check(pc, "-w", "0").stdout())
        .startsWith("PROCESS-CONTROL UNKNOWN - --warning: expected a number of failed runs from 1");
    assertThat(Operator.check(pc).stdout())
        .startsWith("PROCESS-CONTROL UNKNOWN - there is no job below ");
    pc.shellJob("good", "true");
    for (Finished check :
        new Finished[] {
          Operator.check(pc, "nobody"),
          Operator.check(pc, "--frobnicate"),
          Operator.check(pc, "--warning", "many"),
          Operator.check(pc, "--grace", "soon"),
          Operator.check(pc, "--tag", "none"),
          Operator.launch(pc, "check-jobs-icinga").asUser("nobody").run()
        }) {
      assertThat(check.stdout()).startsWith("PROCESS-CONTROL UNKNOWN - ").hasLineCount(1);
      assertThat(check.stderr()).isEmpty();
      assertThat(check.exitCode()).isEqualTo(3);
    }
  }
}
