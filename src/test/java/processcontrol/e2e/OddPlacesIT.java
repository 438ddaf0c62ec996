package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An odd place in the job directory keeps no job elsewhere from running, and is reported. */
@EndToEnd
@Timeout(240)
class OddPlacesIT {

  private static void assertTold(Installation pc, String text) {
    Finished validate = pc.run("--validate");
    assertThat(validate.stderr()).contains(text).doesNotContain("internal error");
    assertThat(validate.exitCode()).isEqualTo(78);
    assertThat(pc.run("--status").stdout()).contains(text);
    assertThat(pc.run("--status", "--json").stdout()).contains(text);
    Finished check = Operator.check(pc);
    assertThat(check.stdout()).contains(text);
    assertThat(check.exitCode()).isEqualTo(2);
  }

  @Test
  void a_directory_of_root_alone_stops_no_other_job(Installation pc) {
    pc.shellJob("yak", "true");
    Tree.mode(Tree.directory(pc.jobs().resolve("priv")), "rwx------");

    pc.run("yak").assertSilentSuccess();
    assertTold(pc, "priv: Permission denied");
    Finished other = pc.run("elsewhere");
    assertThat(other.exitCode()).isEqualTo(78);
    assertThat(other.stderr()).contains("there is no job elsewhere", "priv: Permission denied");
  }

  @Test
  void a_deep_tree_stops_no_other_job(Installation pc) {
    pc.shellJob("yak", "true");
    String script = "for i in $(seq 600); do mkdir d && cd d || exit; done";
    Commands.run("sh", "-c", "cd " + pc.jobs() + " && " + script);

    pc.run("yak").assertSilentSuccess();
    assertTold(pc, "d: is nested deeper than 32 levels");
    assertThat(pc.run("--list-jobs").stdout()).isEqualTo("yak\n");
    assertThat(Operator.cronGenerate(pc).exitCode()).isEqualTo(78);
    assertThat(Operator.cronGenerate(pc, "--keep-going").stderr()).doesNotContain("internal");
    assertThat(Operator.crontab(pc)).exists();
  }

  @Test
  void links_and_names_that_are_passed_over_are_warnings(Installation pc) throws Exception {
    pc.shellJob("yak", "true");
    Tree.write(pc.jobs().resolve("x.yml"), "name: X\n");
    Files.createSymbolicLink(pc.jobs().resolve("linked"), Path.of("/tmp"));

    Finished validate = pc.run("--validate");
    assertThat(validate.exitCode()).isZero();
    assertThat(validate.stderr()).contains("warning: ", "/x.yml: ", "/linked: ");
    assertThat(Operator.cronGenerate(pc).stderr()).contains("/x.yml: ", "/linked: ");
    Finished check = Operator.check(pc);
    assertThat(check.stdout()).contains("WARNING - 2 skipped", "/x.yml: ", "/linked: ");
    assertThat(check.exitCode()).isEqualTo(1);
  }

  @Test
  void an_empty_job_directory_is_no_empty_crontab_and_not_all_is_well(Installation pc) {
    Tree.write(Operator.crontab(pc), "# kept\n");

    Finished refused = Operator.cronGenerate(pc);
    assertThat(refused.exitCode()).isEqualTo(78);
    assertThat(refused.stderr()).contains("there is no job", "--allow-empty");
    assertThat(Tree.read(Operator.crontab(pc))).isEqualTo("# kept\n");
    assertThat(Operator.check(pc).exitCode()).isEqualTo(3);

    assertThat(Operator.cronGenerate(pc, "--allow-empty").exitCode()).isZero();
    assertThat(Tree.read(Operator.crontab(pc))).isEmpty();
  }

  @Test
  void what_is_valid_at_the_bounds_runs_within_the_heap_of_a_run(Installation pc) {
    String pattern = "      - \"((((x{30}){30})))\"\n";
    StringBuilder keys = new StringBuilder("expect:\n  must_not_match:\n");
    keys.append(pattern.repeat(10));
    keys.append("tag:\n").append("  - t\n".repeat(4900));
    keys.append("description: \"").append("d".repeat(200_000)).append("\"\n");
    pc.shellJob("yak", keys.toString(), "echo hi");
    assertThat(pc.run("--validate", "yak").stderr()).isEmpty();
    pc.run("yak").assertSilentSuccess();

    String alias = "name: A\ncommand: /bin/true\ntag:\n  - &a \"" + "v".repeat(50_000) + "\"\n";
    pc.job("aliased", alias + "  - *a\n".repeat(3000));
    Finished refused = pc.run("aliased");
    refused.assertFailure(78, "aliased.yaml:14:5: ", "more than 524288 characters");

    pc.job("many", "name: A\ncommand: /bin/true\ntag:\n" + "  - t\n".repeat(6000));
    pc.run("many").assertFailure(78, "many.yaml:4:3: tag: ", "more than 5000 values");
  }
}
