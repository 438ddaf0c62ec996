package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chains of jobs that stop, and the messages about it. */
@EndToEnd
class BrokenChainIT {

  private static void job(Installation pc, String slug, String keys) {
    pc.shellJob(slug, keys, "true");
  }

  /** A record of a run that ended so many minutes ago. */
  private static void ran(Installation pc, String slug, String result, int minutes) {
    Instant ended = Instant.now().minus(Duration.ofMinutes(minutes));
    String line =
        "{\"run\":\"%s-20200101-000000\",\"job\":\"%s\",\"result\":\"%s\",\"reason\":\"r\","
            + "\"exit_code\":0,\"signal\":null,\"status\":0,\"started\":\"%s\",\"ended\":\"%s\","
            + "\"duration\":1.000,\"attempts\":1,\"trigger\":\"manual\",\"args\":[],"
            + "\"invoked_by\":null,\"job_sha256\":\"%s\",\"log\":null}\n";
    String sha256 = DueIT.sha256(pc.jobs().resolve(slug + ".yaml"));
    Path file = pc.historyFile(slug);
    String before = file.toFile().exists() ? Tree.read(file) : "";
    Tree.directory(file.getParent());
    Tree.write(
        file,
        before
            + line.formatted(slug, slug, result, time(ended.minusSeconds(1)), time(ended), sha256));
    ServiceUser.own(file.getParent());
    ServiceUser.own(file);
  }

  private static String time(Instant moment) {
    String text = moment.truncatedTo(java.time.temporal.ChronoUnit.MILLIS).toString();
    return text.length() == 20 ? text.replace("Z", ".000Z") : text;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "after: [gone]",
        "after: {any: [other, gone]}",
        "triggers: {end: gone}",
        "triggers: {success: [{gone: [x]}]}",
        "triggers: {failure: [other, gone]}",
      })
  void a_name_of_no_job_is_as_critical_as_any_fault(String keys, Installation pc) {
    job(pc, "job", keys);
    job(pc, "other", "");

    String fault = ": there is no job 'gone'";
    assertThat(pc.run("--status").stdout())
        .contains("job ***Invalid configuration***\n")
        .contains(fault);
    assertThat(pc.run("--status", "job", "--json").stdout())
        .contains("\"valid\" : false")
        .contains(fault);
    assertThat(pc.run("--metrics").stdout()).contains("process_control_invalid_jobs 1.0");
    Finished check = Operator.check(pc);
    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.stdout())
        .contains(" - 1 invalid (2 jobs) | ")
        .contains("CRITICAL: job: invalid: ")
        .contains(fault);
    assertThat(Operator.check(pc, "job").exitCode()).isEqualTo(2);
    assertThat(Operator.check(pc, "other").exitCode()).isZero();
  }

  @Test
  void circles_and_pools_that_contradict_each_other_are_critical_as_well(Installation pc) {
    job(pc, "a", "triggers: {end: b}");
    job(pc, "b", "triggers: {end: a}");
    assertThat(Operator.check(pc).stdout())
        .contains(" - 2 invalid (2 jobs)")
        .contains("the jobs make each other run in a circle: a -> b -> a");

    job(pc, "a", "pool: {name: db, limit: 1}");
    job(pc, "b", "pool: {name: db, limit: 2}");
    assertThat(Operator.check(pc).stdout()).contains(" - 2 invalid (2 jobs)");
  }

  @Test
  void the_record_of_the_run_that_could_not_trigger_has_a_warning(Installation pc) {
    job(pc, "job", "triggers: {end: [gone, broken, good]}");
    pc.job("broken", "name: x\n");
    job(pc, "good", "");

    Finished run = pc.run("job");

    assertThat(run.exitCode()).isZero();
    assertThat(run.stderr()).contains("cannot trigger gone: there is no job gone");
    assertThat(pc.record("job").get("warnings").toString())
        .contains("cannot trigger gone: there is no job gone")
        .contains("the trigger of broken waits until that is valid: ")
        .contains("command: is missing")
        .doesNotContain("trigger good", "trigger of good");
    assertThat(pc.run("--history", "job").stdout()).contains("warning: cannot trigger gone");
    Await.until("the good one ran", () -> pc.results("good").size() == 1);
  }

  @Test
  void what_a_job_waits_for_is_shown(Installation pc) {
    job(pc, "par", "");
    job(pc, "b", "");
    job(pc, "c", "disabled: true");
    job(pc, "job", "after: [par, b]");
    job(pc, "other", "after: {any: [par, c]}");
    ran(pc, "par", "failure", 60);
    ran(pc, "b", "success", 50);

    String status = pc.run("--status").stdout();

    assertThat(status)
        .containsPattern("after: par \\(failed 20[^)]*\\), b \\(succeeded 20[^)]*\\)\n")
        .containsPattern("after any: par \\(failed 20[^)]*\\), c \\(disabled, no run yet\\)\n");
    assertThat(pc.run("--status", "job", "--json").stdout())
        .contains("\"after\" : {")
        .contains("\"result\" : \"failure\"")
        .contains("\"due_since\" : null");
    assertThat(Operator.check(pc, "job").exitCode()).isZero();
    assertThat(Operator.check(pc, "other").exitCode()).isZero();
  }

  @Test
  void a_parent_that_is_disabled_is_a_warning(Installation pc) {
    job(pc, "par", "disabled: true");
    job(pc, "job", "after: par");

    Finished check = Operator.check(pc);

    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.stdout()).contains("WARNING: job: does not run: par is disabled (after)\n");
  }

  @Test
  void a_job_that_its_parents_did_not_start_is_overdue_until_it_runs(Installation pc) {
    job(pc, "par", "");
    job(pc, "b", "");
    job(pc, "job", "after: [par, b]");
    ran(pc, "job", "success", 90);
    ran(pc, "par", "success", 60);
    assertThat(Operator.check(pc).exitCode()).isZero();
    ran(pc, "b", "success", 50);
    ran(pc, "b", "success", 5); // However often they succeed.

    Finished check = Operator.check(pc);
    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.stdout())
        .contains(" - 1 overdue (3 jobs)")
        .contains("CRITICAL: job: overdue: its parents had succeeded at ")
        .contains(", 50 minutes ago\n");
    assertThat(Operator.check(pc, "--grace", "2h").exitCode()).isZero();
    assertThat(pc.run("--status", "job").stdout()).contains("; due since ");
    Finished audit = pc.run("--audit");
    assertThat(audit.exitCode()).isEqualTo(1);
    assertThat(audit.stdout()).containsPattern("job +20.* 1  ").contains("1 missing");

    pc.run("--hold", "job", "--reason", "x");
    assertThat(Operator.check(pc).stdout()).doesNotContain("overdue: ");
    pc.run("--release", "job");

    pc.run("job").assertSilentSuccess();
    assertThat(Operator.check(pc).stdout()).contains("all is well");
    assertThat(pc.run("--status", "job").stdout()).doesNotContain("due since");
    assertThat(pc.run("--audit").stdout()).contains("1 late");

    ran(pc, "b", "failure", 4);
    assertThat(Operator.check(pc, "job").exitCode()).isZero();
  }

  @Test
  void a_trigger_that_nobody_serves_is_overdue(Installation pc) {
    job(pc, "job", "");
    Path spool = Tree.directory(pc.states().resolve(".triggers"));
    Instant time = Instant.now().minus(Duration.ofMinutes(30));
    String line = "{\"time\":\"%s\",\"run\":null,\"by\":\"jane\",\"depth\":0,\"args\":[]}\n";
    Tree.write(spool.resolve("job.new"), line.formatted(time(time)));

    assertThat(Operator.check(pc).stdout())
        .contains("CRITICAL: job: overdue: it was triggered by jane at ");

    job(pc, "job", "idle: 1h");
    assertThat(Operator.check(pc).exitCode()).isZero();
  }
}
