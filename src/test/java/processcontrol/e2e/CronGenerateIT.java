package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import processcontrol.Tool;

/** cron-generate: the text of the crontab, and how it gets to its place. */
@EndToEnd
class CronGenerateIT {

  @Test
  void crontab_has_the_documented_format_sorted_by_slug(Installation pc) {
    Operator.scheduled(pc, "deep/er/paypal_audit", "35 19 * * *");
    pc.job("zeta", "name: Zeta\ncommand: id\ndisabled: true\nschedule: 1 2 3 4 5\n");
    pc.job("manual", "name: By hand\ncommand: id\n");
    pc.job("alpha", "name: Alpha\ncommand: id\ndisabled: true\n");
    Operator.scheduled(pc, "a/runner", "2-59/5 * * * *");
    Operator.scheduled(pc, ".hidden/ghost", "* * * * *");

    Operator.cronGenerate(pc).assertSilentSuccess();

    assertThat(Tree.read(Operator.crontab(pc)))
        .isEqualTo(
            "MAILTO=root\n# Skipping disabled job alpha\n"
                + Operator.lines(pc, "deep/er/paypal_audit.yaml", "35 19 * * *")
                + Operator.lines(pc, "a/runner.yaml", "2-59/5 * * * *")
                + "# Skipping disabled job zeta\n");
    assertThat(Commands.run("stat", "--format=%U:%G %a", Operator.crontab(pc).toString()))
        .isEqualTo("root:root 644");
  }

  @Test
  void crontab_is_accepted_by_the_real_parser(Installation pc) {
    Tool.require("crontab");
    Operator.scheduled(pc, "one", "*/7 0-5,12 1,15 jan-MAR sun,7");
    Operator.scheduled(pc, "two", "0 0 */2 * 1");
    Operator.cronGenerate(pc, "--quiet").assertSilentSuccess();

    Commands.run("crontab", "-n", Operator.crontab(pc).toString());
  }

  @Test
  void runner_that_cannot_stand_in_a_crontab_is_refused(Installation pc) {
    Operator.scheduled(pc, "one", "1 * * * *");
    for (String path : List.of("/opt/a b/run-job", "/opt/50%/run-job", "/opt/$(id)/run-job")) {
      pc.configure("runner_path: '" + path + "'\n");
      Finished refused = Operator.cronGenerate(pc);
      assertThat(refused.exitCode()).isEqualTo(78);
      assertThat(refused.stderr())
          .contains("runner_path: '" + path + "' cannot stand in a line of the crontab");
    }
    assertThat(Operator.crontab(pc)).doesNotExist();
  }

  @Test
  void runner_that_is_not_there_is_warned_of(Installation pc) {
    Operator.scheduled(pc, "one", "1 * * * *");
    pc.configure("runner_path: /opt/none/run-job\n");

    Finished generated = Operator.cronGenerate(pc);

    assertThat(generated.exitCode()).isZero();
    assertThat(generated.stderr())
        .contains("warning: runner_path: /opt/none/run-job does not exist");
  }

  @Test
  void a_report_directory_that_cannot_be_written_is_warned_of(Installation pc) {
    Operator.scheduled(pc, "one", "1 * * * *");
    Path reports = pc.root().resolve("reports");
    pc.configure("report_directory: " + reports + "\n");

    Finished missing = Operator.cronGenerate(pc);
    assertThat(missing.exitCode()).isZero();
    assertThat(missing.stderr())
        .contains("warning: report_directory: " + reports + " does not exist, so that no report")
        .contains("install -d -o " + ServiceUser.NAME + " " + reports);

    Tree.directory(reports);
    assertThat(Operator.cronGenerate(pc).stderr())
        .contains("report_directory: " + reports + " is not writable by " + ServiceUser.NAME);
    ServiceUser.own(reports);
    Operator.cronGenerate(pc).assertSilentSuccess();
  }

  @Test
  void unchanged_crontab_is_not_touched(Installation pc) {
    Operator.scheduled(pc, "one", "1 * * * *");
    Operator.cronGenerate(pc).assertSilentSuccess();
    String before = Operator.identity(Operator.crontab(pc));

    Operator.cronGenerate(pc).assertSilentSuccess();

    assertThat(Operator.identity(Operator.crontab(pc))).isEqualTo(before);
  }

  @Test
  void crontab_is_replaced_whole_and_nothing_is_left_beside_it(Installation pc) {
    Path crontab = Tree.write(Operator.crontab(pc), "# old\n");
    Path other = pc.root().resolve("hard-link");
    Commands.run("ln", crontab.toString(), other.toString());
    Operator.scheduled(pc, "one", "1 * * * *");

    Operator.cronGenerate(pc).assertSilentSuccess();

    assertThat(Tree.read(crontab))
        .isEqualTo("MAILTO=root\n" + Operator.lines(pc, "one.yaml", "1 * * * *"));
    assertThat(Tree.read(other)).isEqualTo("# old\n");
    assertThat(Tree.list(pc.root())).noneMatch(path -> path.toString().contains("tmp."));
    assertThat(Tree.list(pc.root())).noneMatch(path -> path.toString().endsWith(".tmp"));
  }

  @Test
  void mode_and_owner_of_the_crontab_are_mended(Installation pc) {
    Operator.scheduled(pc, "one", "1 * * * *");
    Operator.cronGenerate(pc).assertSilentSuccess();
    Path crontab = Tree.mode(Operator.crontab(pc), "rw-rw-rw-");
    ServiceUser.own(crontab);

    Operator.cronGenerate(pc).assertSilentSuccess();

    assertThat(Commands.run("stat", "--format=%u:%g %a", crontab.toString())).isEqualTo("0:0 644");
  }

  @Test
  void one_invalid_job_keeps_the_old_crontab_and_every_error_is_told(Installation pc) {
    Operator.scheduled(pc, "good", "1 * * * *");
    Operator.cronGenerate(pc).assertSilentSuccess();
    String before = Operator.identity(Operator.crontab(pc));
    Operator.scheduled(pc, "good", "2 * * * *");
    pc.job("bad", "name: Bad\ncommand: id\nschedule: '* 22-6 * * *'\ntimeot: 5\n");
    pc.job("worse", "name: Worse\ncommand: id\nschedule: '@nightly'\n");

    Finished call = Operator.cronGenerate(pc);

    assertThat(call.exitCode()).isEqualTo(78);
    assertThat(call.stdout()).isEmpty();
    String start = "cron-generate: " + pc.jobs();
    assertThat(call.errors()).hasSize(4).endsWith("cron-generate: 2 of 3 jobs are invalid");
    assertThat(call.errors().subList(0, 3)).allMatch(line -> line.startsWith(start));
    assertThat(call.stderr())
        .contains(
            start
                + "/bad.yaml:3:11: schedule: hour range '22-6' runs backwards and would never fire:"
                + " write '22-23,0-6'\n")
        .contains(start + "/bad.yaml:4:1: ", "timeout?")
        .contains(start + "/worse.yaml:3:11: schedule: aliases such as '@nightly' are not allowed");
    assertThat(Operator.identity(Operator.crontab(pc))).isEqualTo(before);
  }

  @Test
  void keep_going_writes_the_valid_jobs_and_a_comment_for_each_other(Installation pc) {
    Operator.scheduled(pc, "a-good", "1 * * * *");
    pc.job("bad", "name: Bad\n");
    Operator.scheduled(pc, "good", "2 * * * *");
    Operator.scheduled(pc, "x/twice", "3 * * * *");
    Operator.scheduled(pc, "y/twice", "3 * * * *");
    Operator.scheduled(pc, "z/twice", "3 * * * *");

    Finished call = Operator.cronGenerate(pc, "--keep-going");

    assertThat(call.exitCode()).isEqualTo(78);
    assertThat(call.stderr()).contains("/bad.yaml:1:1: command: is missing", "is defined in");
    assertThat(Tree.read(Operator.crontab(pc)))
        .isEqualTo(
            "MAILTO=root\n"
                + Operator.lines(pc, "a-good.yaml", "1 * * * *")
                + "# Skipping invalid job bad\n"
                + Operator.lines(pc, "good.yaml", "2 * * * *")
                + "# Skipping invalid job twice\n");
  }

  @Test
  void name_that_cron_would_ignore_is_an_error(Installation pc) {
    Operator.scheduled(pc, "one", "1 * * * *");
    Path file = pc.root().resolve("process-control.new");

    Finished call = Operator.cronGenerate(pc, "--output", file.toString());

    assertThat(call.exitCode()).isEqualTo(78);
    assertThat(call.stderr())
        .isEqualTo(
            "cron-generate: cron ignores a crontab named 'process-control.new': use letters,"
                + " digits, '_' and '-' only, no '.'\n");
    assertThat(file).doesNotExist();
  }

  @Test
  void check_shows_what_is_stale_and_writes_nothing(Installation pc) {
    Operator.scheduled(pc, "one", "1 * * * *");
    Operator.cronGenerate(pc).assertSilentSuccess();
    Operator.cronGenerate(pc, "--check").assertSilentSuccess();
    String before = Operator.identity(Operator.crontab(pc));
    Operator.scheduled(pc, "one", "2 * * * *");

    Finished check = Operator.cronGenerate(pc, "--check");

    String file = Operator.crontab(pc).toString();
    String user = ServiceUser.NAME + " /usr/bin/run-job --config " + pc.config() + " --job one\n";
    assertThat(check.stdout())
        .isEqualTo(
            "--- %s\n+++ %s (generated)\n@@ -1,3 +1,3 @@\n MAILTO=root\n".formatted(file, file)
                + " # Generated from %s/one.yaml\n".formatted(pc.jobs())
                + ("-1 * * * * " + user + "+2 * * * * " + user));
    assertThat(check.stderr()).isEmpty();
    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(Operator.identity(Operator.crontab(pc))).isEqualTo(before);
  }

  @Test
  void check_calls_a_missing_crontab_and_one_without_its_last_newline_stale(Installation pc) {
    Operator.scheduled(pc, "one", "1 * * * *");
    Finished missing = Operator.cronGenerate(pc, "--check");
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.stdout()).contains("\n+1 * * * * ");
    Operator.cronGenerate(pc).assertSilentSuccess();
    String text = Tree.read(Operator.crontab(pc));

    Tree.write(Operator.crontab(pc), text.substring(0, text.length() - 1));

    Finished unfinished = Operator.cronGenerate(pc, "--check");
    assertThat(unfinished.exitCode()).isEqualTo(1);
    assertThat(unfinished.stdout()).contains("\\ No newline at end of file");
  }

  @Test
  void crontab_goes_to_the_console_or_to_another_file(Installation pc) {
    Operator.scheduled(pc, "one", "1 * * * *");
    String text = "MAILTO=root\n" + Operator.lines(pc, "one.yaml", "1 * * * *");
    Path other = pc.root().resolve("other-crontab");

    Finished console = Operator.cronGenerate(pc, "--output", "console");
    Operator.cronGenerate(pc, "--output", other.toString()).assertSilentSuccess();

    assertThat(console.stdout()).isEqualTo(text);
    assertThat(console.exitCode()).isZero();
    assertThat(Tree.read(other)).isEqualTo(text);
    assertThat(Operator.crontab(pc)).doesNotExist();
    assertThat(Operator.cronGenerate(pc, "--output=console", "--check").exitCode()).isEqualTo(64);
  }

  @Test
  void configuration_says_whom_cron_mails(Installation pc) {
    Operator.scheduled(pc, "one", "1 * * * *");
    pc.configure("mailto: ops@example.org\n");
    assertThat(Operator.cronGenerate(pc, "--output", "console").stdout())
        .startsWith("MAILTO=ops@example.org\n# Generated from ");
    pc.configure("mailto: ''\n");
    assertThat(Operator.cronGenerate(pc, "--output", "console").stdout())
        .startsWith("MAILTO=\"\"\n# Generated from ");
    pc.configure("mailto: \"root\\n* * * * * root id\"\n");
    Finished call = Operator.cronGenerate(pc, "--output", "console");
    assertThat(call.exitCode()).isEqualTo(78);
    assertThat(call.stdout()).isEmpty();
  }

  @Test
  void template_is_the_administrators(Installation pc) {
    pc.configure("cron_template: \"{schedule} {user} chronic {command} # {source} %\"\n");
    Operator.scheduled(pc, "one", "1 * * * *");

    Operator.cronGenerate(pc).assertSilentSuccess();

    assertThat(Tree.read(Operator.crontab(pc)))
        .isEqualTo(
            "MAILTO=root\n1 * * * * %s chronic /usr/bin/run-job --config %s --job one # %s/one.yaml %%\n"
                .formatted(ServiceUser.NAME, pc.config(), pc.jobs()));
  }

  @Test
  void wrong_usage_is_told(Installation pc) {
    Finished call = Operator.cronGenerate(pc, "--frobnicate");

    assertThat(call.exitCode()).isEqualTo(64);
    assertThat(call.errors()).hasSize(1);
    assertThat(call.stderr()).startsWith("cron-generate: ").contains("--frobnicate", "--help");
    assertThat(Operator.cronGenerate(pc, "--help").stdout()).contains("--keep-going", "Exit codes");
  }
}
