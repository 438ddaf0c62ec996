package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Traces of a clock that was wrong for a while: never a reason not to start a job. */
@EndToEnd
class WrongClockIT {

  private static final String AHEAD = "is 3 h in the future: was the clock wrong?";

  /** Puts the records of a job some hours into the future. */
  private static void runsAhead(Installation pc, Path job) {
    DueIT.ranBefore(pc, job, Duration.ofHours(-3));
  }

  private static List<?> warnings(Map<?, ?> record) {
    return (List<?>) record.get("warnings");
  }

  @Test
  void record_of_the_future_keeps_no_job_from_starting_and_is_told(Installation pc) {
    Path job = pc.shellJob("job", "period: 1h", "echo run");
    runsAhead(pc, job);

    assertThat(pc.run("--status", "job").stdout()).contains("warning: record job-1 " + AHEAD);
    assertThat(pc.run("--status", "--json", "job").stdout())
        .contains("\"clock_fault\" : \"record job-1 " + AHEAD + "\"");
    Finished check = Operator.check(pc);
    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.stdout())
        .startsWith("PROCESS-CONTROL WARNING - 1 clock (1 job)")
        .contains("WARNING: job: record job-1 " + AHEAD);
    assertThat(pc.run("--audit", "job").stdout()).contains("job: record job-1 " + AHEAD);

    pc.run("--scheduled", "--job", "job").assertSilentSuccess();

    assertThat(pc.history("job")).hasSize(2);
    assertThat(warnings(pc.history("job").get(1))).isEqualTo(List.of("record job-1 " + AHEAD));
    assertThat(Operator.check(pc).stdout())
        .startsWith("PROCESS-CONTROL WARNING - 1 warned (1 job)")
        .contains("WARNING: job: warning of its last run: record job-1 " + AHEAD);
    pc.run("--scheduled", "--job", "job").assertSilentSuccess();
    assertThat(pc.history("job")).as("it is not due again").hasSize(2);
  }

  @Test
  void start_by_hand_tells_of_a_record_and_of_a_file_of_the_future(Installation pc) {
    Path job = pc.shellJob("job", "true");
    runsAhead(pc, job);
    Operator.age(job, Instant.now().plus(Duration.ofDays(5)));

    pc.run("job").assertSilentSuccess();

    String file = "the date of " + job + " is 5 days in the future: was the clock wrong?";
    assertThat(warnings(pc.history("job").get(1)))
        .isEqualTo(List.of("record job-1 " + AHEAD, file));
    assertThat(pc.run("--status").stdout()).contains("warning: " + file);
    assertThat(Operator.check(pc).stdout()).contains("WARNING: job: " + file);
  }

  @Test
  void job_is_overdue_whatever_its_file_and_its_records_say_of_the_future(Installation pc) {
    Path job = Operator.scheduled(pc, "late", "* * * * *");
    DueIT.ranBefore(pc, job, Duration.ofHours(2));
    String past = Tree.read(pc.historyFile("late"));
    runsAhead(pc, job);
    Tree.write(pc.historyFile("late"), past + Tree.read(pc.historyFile("late")));
    Operator.age(job, Instant.now().plus(Duration.ofDays(5)));

    Finished check = Operator.check(pc);

    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.stdout()).contains("CRITICAL: late: overdue: was due at ");
  }

  @Test
  void file_with_an_old_date_is_not_owed_its_past(Installation pc) {
    ZoneId zone = ZoneId.systemDefault();
    int hour = ZonedDateTime.now(zone).minusHours(1).getHour();
    String keys = "schedule: '0 " + hour + " * * *'\ncatch_up: once";
    Path changed = pc.shellJob("changed", keys, "echo run");
    DueIT.ranBefore(pc, "changed", Duration.ofDays(3), "0".repeat(64));
    Path same = pc.shellJob("same", keys, "echo run");
    DueIT.ranBefore(pc, same, Duration.ofDays(3));
    for (Path file : List.of(changed, same, pc.shellJob("fresh", keys, "echo run"))) {
      Operator.age(file, Instant.now().minus(Duration.ofDays(100))); // As rsync -a does.
    }

    for (String slug : List.of("changed", "same", "fresh")) {
      pc.run("--scheduled", "--job", slug).assertSilentSuccess();
    }

    assertThat(pc.history("changed")).hasSize(1);
    assertThat(pc.history("fresh")).isEmpty();
    assertThat(pc.history("same")).as("it was known by its content").hasSize(2);
    Finished audit = pc.run("--audit", "--from", "1d");
    assertThat(audit.stdout()).contains("the job file has changed since").contains(" 0 missing");
    assertThat(Operator.check(pc).exitCode()).isZero();
  }

  @Test
  void start_that_was_missed_before_a_hold_is_owed_after_it(Installation pc) {
    int hour = ZonedDateTime.now(ZoneId.systemDefault()).minusHours(1).getHour();
    String keys = "schedule: '0 " + hour + " * * *'\ncatch_up: once";
    DueIT.ranBefore(pc, pc.shellJob("job", keys, "echo run"), Duration.ofDays(2));
    pc.run("--hold", "job", "--reason", "move");

    pc.run("--scheduled", "--job", "job").assertSilentSuccess();
    assertThat(pc.history("job")).hasSize(1);
    pc.run("--release", "job");
    pc.run("--scheduled", "--job", "job").assertSilentSuccess();

    assertThat(pc.history("job")).hasSize(2);
    assertThat(pc.history("job").get(1).get("trigger")).isEqualTo("catch_up");
    assertThat(pc.results("job")).containsExactly("success", "success");
  }

  @Test
  void child_runs_although_its_last_run_lies_in_the_future(Installation pc) {
    Path child = pc.shellJob("child", "after: parent", "true");
    runsAhead(pc, child);
    pc.shellJob("parent", "true");
    pc.run("parent").assertSilentSuccess();

    pc.run("--pending", "child").assertSilentSuccess();

    Await.until("the child has run", () -> pc.history("child").size() == 2);
    assertThat(pc.history("child").get(1).get("trigger")).isEqualTo("triggered");
    pc.run("--pending", "child").assertSilentSuccess();
    assertThat(pc.run("--status", "child").stdout()).doesNotContain("pending:");
    assertThat(pc.history("child")).hasSize(2);
  }

  @Test
  void release_of_the_future_does_not_keep_a_failing_job_from_being_held(Installation pc) {
    pc.shellJob("job", "hold_after_failures: 2", "exit 3");
    pc.run("--hold", "job", "--reason", "x");
    pc.run("--release", "job");
    Path released = pc.states().resolve("job/released");
    Tree.write(released, Tree.read(released).replaceFirst("20\\d\\d-", "2098-"));
    ServiceUser.own(released);

    pc.run("job");
    pc.run("job");

    assertThat(pc.run("--status", "job").stdout()).contains("on hold since ");
  }
}
