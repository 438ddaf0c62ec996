package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A change of the job directory, as a reviewer sees it. */
@EndToEnd
class DiffIT {

  private static void git(Path directory, String... arguments) {
    String[] command = new String[arguments.length + 9];
    String[] head = {
      "git",
      "-C",
      directory.toString(),
      "-c",
      "user.name=x",
      "-c",
      "user.email=x@y",
      "-c",
      "core.hooksPath=/"
    };
    System.arraycopy(head, 0, command, 0, 9);
    System.arraycopy(arguments, 0, command, 9, arguments.length);
    Commands.run(command);
  }

  private static void commit(Path directory) {
    git(directory, "add", "-A");
    git(directory, "commit", "-q", "-m", "x");
  }

  @Test
  void a_change_of_the_work_tree_is_told_by_what_it_does(Installation pc) throws Exception {
    pc.job("nightly", "name: N\ncommand: /bin/true\nschedule: 30 4 * * *\n");
    pc.job("old", "name: Old\ncommand: /bin/echo same\nschedule: 1 1 * * *\n");
    pc.job("gone", "name: Gone\ncommand: /bin/echo gone\n");
    git(pc.jobs(), "init", "-q", ".");
    commit(pc.jobs());
    assertThat(pc.run("--diff").exitCode()).isZero();

    pc.job("nightly", "name: N\ncommand: /bin/true\nschedule: 15 4,16 * * *\n");
    Files.move(pc.jobs().resolve("old.yaml"), pc.jobs().resolve("fresh.yaml"));
    Files.delete(pc.jobs().resolve("gone.yaml"));
    pc.job("odd", "name: \"`x`|<b>\"\ncommand: /bin/echo $HOME\nafter: nightly\n");
    // Git would run it for whoever looks at the index.
    Path proof = pc.work().resolve("proof");
    git(pc.jobs(), "config", "core.fsmonitor", "touch " + proof);

    Finished diff = pc.run("--diff");
    Finished markdown = pc.run("--diff", "HEAD", pc.jobs().toString(), "--markdown");
    assertThat(proof).doesNotExist();
    commit(pc.jobs());
    Finished json = pc.run("--diff", "HEAD~", "HEAD", "--json");

    assertThat(diff.stderr()).isEmpty();
    assertThat(diff.exitCode()).isEqualTo(1);
    assertThat(diff.stdout())
        .startsWith("from HEAD ")
        .contains(
            "\nfresh: renamed from old\n",
            "\ngone: removed\n",
            """

            nightly: changed
                schedule: 30 4 * * * -> 15 4,16 * * *
                runs at 04:15, 16:15 instead of 04:30, 14 starts a week instead of 7
            """,
            "\nodd: added\n",
            "\n  + nightly -> odd (after)\n",
            "odd.yaml:2:10: command: no shell reads this command");
    assertThat(markdown.exitCode()).isEqualTo(1);
    assertThat(markdown.stdout())
        .contains("| `nightly` | changed<br>`schedule`: `30 4 * * *`", "&#96;x&#96;&#124;&lt;b&gt;")
        .doesNotContain("<b>");
    assertThat(json.exitCode()).isEqualTo(1);
    assertThat(json.stdout()).contains("\"former_job\" : \"old\"", "\"starts_after\" : 14");
    pc.run("--diff", "nowhere").assertFailure(64, "no directory and no revision 'nowhere'");
  }

  @Test
  void days_that_cron_cannot_say_and_boots_are_told(Installation pc) throws Exception {
    Path other = Files.createDirectory(pc.root().resolve("other"));
    String job = "name: J\ncommand: /bin/true\nschedule: ";
    pc.job("boot", job + "'0 5 * * *'\n");
    pc.job("last", job + "'0 4 * 1 *'\n");
    Files.writeString(other.resolve("boot.yaml"), job + "'@reboot'\n");
    Files.writeString(other.resolve("last.yaml"), job + "'0 4 29 2 1#5'\ndays: both\n");

    Finished diff = pc.run("--diff", other.toString(), pc.jobs().toString());
    assertThat(diff.stdout())
        .contains("\n    starts no more after boots, runs at 05:00, 7 starts a week\n");
    Finished back = pc.run("--diff", pc.jobs().toString(), other.toString());
    assertThat(back.exitCode()).isEqualTo(1);
    assertThat(back.stdout())
        .contains(
            "\n    starts once after each boot, no start in the next 7 days instead of 7\n",
            "next start 2044-02-29 04:00")
        .doesNotContain("does not start any more");
    assertThat(pc.run("--diff", pc.jobs().toString(), other.toString(), "--markdown").stdout())
        .contains("starts once after each boot, no start in the next 7 days instead of 7");
  }

  @Test
  void a_configuration_elsewhere_is_said_to_be_that_of_now(Installation pc) {
    pc.job("a", "name: A\ncommand: /bin/true\n");
    git(pc.jobs(), "init", "-q", ".");
    commit(pc.jobs());
    assertThat(pc.run("--diff").stdout()).doesNotContain("Templates");
    assertThat(pc.run("--diff", "--json").stdout()).contains("\"note\" : null");

    pc.configure("job_templates: {base: {timeout: 10}}\n");

    String note =
        "Templates and defaults are in "
            + pc.config()
            + ", which is read as it is now for both states: a change of it does not show.";
    assertThat(pc.run("--diff").stdout()).endsWith("\n\n" + note + "\n");
    assertThat(pc.run("--diff", "--json").stdout()).contains(note);
    assertThat(pc.run("--diff", "--markdown").stdout()).contains("for both states");
  }

  @Test
  void a_template_that_is_in_the_work_tree_is_read_as_it_was(Installation pc) {
    git(pc.root(), "init", "-q", ".");
    pc.configure("job_templates: {base: {timeout: 10}}\n");
    for (String name : new String[] {"a", "b"}) {
      pc.job(name, "name: A\ncommand: /bin/true\nextends: base\n");
    }
    git(pc.root(), "add", "jobs", pc.config().getFileName().toString());
    git(pc.root(), "commit", "-q", "-m", "x");
    pc.configure("job_templates: {base: {timeout: 20}}\n");

    Finished diff = pc.run("--diff");

    assertThat(diff.exitCode()).isEqualTo(1);
    assertThat(diff.stdout())
        .contains("timeout: 10 -> 20")
        .doesNotContain("Templates and defaults are in");
  }

  @Test
  void a_template_that_changes_is_told_once_and_errors_are_78(Installation pc) throws Exception {
    Path other = Files.createDirectory(pc.root().resolve("other"));
    for (String name : new String[] {"a", "b", "c"}) {
      pc.job(name, "name: J\ncommand: /bin/true\n");
      Files.writeString(other.resolve(name + ".yaml"), "name: J\ncommand: /bin/true\n");
    }
    assertThat(pc.run("--diff", other.toString()).stdout()).contains("no job changes");
    Files.writeString(other.resolve("c.yaml"), "name: J\ncommand: /bin/true\nspeed: 1\n");

    Finished invalid = pc.run("--diff", pc.jobs().toString(), other.toString());

    assertThat(invalid.exitCode()).isEqualTo(78);
    assertThat(invalid.stdout()).contains("New errors\n  c.yaml:3:1: speed: unknown key");
  }
}
