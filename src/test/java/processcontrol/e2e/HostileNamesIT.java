package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that developers may commit must not get into root's crontab, nor root into their links. */
@EndToEnd
class HostileNamesIT {

  private static final String JOB = "name: Evil\ncommand: id\nschedule: '* * * * *'\n";

  private static void assertRefused(Installation pc) {
    assertRefused(1, pc);
  }

  /** Asserts that so many jobs are refused, in a line each. */
  private static void assertRefused(int jobs, Installation pc) {
    int errors = jobs == 1 ? 1 : jobs + 1; // The last one counts them.
    Tree.write(Operator.crontab(pc), "# old\n");
    Finished call = Operator.cronGenerate(pc);
    assertThat(call.exitCode()).isEqualTo(78);
    assertThat(call.stdout()).isEmpty();
    assertThat(call.errors()).hasSize(errors).allMatch(line -> line.startsWith("cron-generate: "));
    assertThat(Tree.read(Operator.crontab(pc))).isEqualTo("# old\n");

    Finished rest = Operator.cronGenerate(pc, "--keep-going");
    assertThat(rest.errors()).hasSize(errors);
    List<String> lines = List.of(Tree.read(Operator.crontab(pc)).split("\n", -1));
    assertThat(lines).hasSize(jobs + 2).startsWith("MAILTO=root").endsWith("");
    assertThat(lines.subList(1, jobs + 1))
        .allMatch(line -> line.startsWith("# Skipping invalid job "));
  }

  @Test
  void job_file_with_a_strange_name_is_refused(Installation pc) {
    String[] names = {
      "a\n* * * * * root id #",
      "a%b",
      "a;id",
      "$(id)",
      "`id`",
      "a b",
      "-rf",
      "a'b",
      "a\"b",
      "\u00e9",
      "a\tb",
      "a\u001b[2Jb",
      "a&b",
      "a|b",
      "a\\nb",
      "{command}"
    };
    for (String name : names) {
      Tree.write(pc.jobs().resolve(name + ".yaml"), JOB);
    }

    assertRefused(names.length, pc);
  }

  @Test
  void directory_with_a_strange_name_is_refused(Installation pc) {
    String[] names = {
      "a\n* * * * * root id #",
      "a%b",
      "a;id",
      "$(id)",
      "`id`",
      "a'b",
      "a\tb",
      "\u001b[2J",
      "{user}",
      "a\rb",
      "\u2028"
    };
    for (int i = 0; i < names.length; i++) {
      Tree.write(pc.jobs().resolve(names[i]).resolve("evil" + i + ".yaml"), JOB);
    }

    assertRefused(names.length, pc);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\n* * * * * root id #", "a\u001b[2J"})
  void faults_of_a_job_in_a_strange_directory_are_still_a_line_each(String name, Installation pc) {
    Tree.write(pc.jobs().resolve(name).resolve("evil.yaml"), "name: 7x\ncommand: [\nnme: x\n");
    assertRefused(pc);
    Finished status = pc.run("--status");
    assertThat(status.stdout()).startsWith("evil ***Invalid configuration***\n");
    assertThat(status.stdout().lines().toList()).hasSize(2);
    assertThat(status.stdout()).doesNotContain("\u001b");
  }

  @Test
  void schedule_cannot_bring_a_second_line(Installation pc) {
    pc.job("evil", "name: Evil\ncommand: id\nschedule: \"* * * * *\\n* * * * * root id\"\n");

    assertRefused(pc);
  }

  @Test
  void values_that_look_like_placeholders_are_not_filled_in(Installation pc) {
    pc.job("evil", "name: '{command}'\ncommand: id\nschedule: '{user} * * * *'\n");

    assertRefused(pc);
  }

  @Test
  void link_out_of_the_job_directory_is_never_read(Installation pc) {
    String[] targets = {"/etc/shadow", "/etc/passwd", "/dev/zero", "/nonexistent", "/etc"};
    for (int i = 0; i < targets.length; i++) {
      Tree.link(pc.jobs().resolve("evil" + i + ".yaml"), Path.of(targets[i]));
    }
    assertRefused(targets.length, pc);

    List<List<String>> calls =
        new ArrayList<>(
            List.of(List.of("--status"), List.of("--validate"), List.of("--list-jobs")));
    for (int i = 0; i < targets.length; i++) {
      calls.add(List.of("--job", "evil" + i));
    }
    calls.add(List.of("--status", "evil0"));
    for (List<String> call : calls) {
      Finished run = pc.run(call.toArray(new String[0]));
      assertThat(run.stdout() + run.stderr()).doesNotContain("root:", "daemon:", "$y$", "/bin/");
      assertThat(run.stderr()).doesNotContain("internal error");
    }
    Finished verbose = Operator.cronGenerate(pc, "-v");
    assertThat(verbose.stdout() + verbose.stderr()).doesNotContain("root:", "daemon:", "$y$");
  }

  @Test
  void linked_directory_is_not_searched(Installation pc) {
    Path outside = Tree.directory(pc.root().resolve("outside"));
    Tree.write(outside.resolve("evil.yaml"), JOB);
    Tree.link(pc.jobs().resolve("linked"), outside);
    Operator.scheduled(pc, "inside/good", "1 * * * *");
    Tree.link(pc.jobs().resolve("again"), pc.jobs().resolve("inside"));
    Tree.link(pc.jobs().resolve("inside/loop"), pc.jobs());

    Finished generated = Operator.cronGenerate(pc);
    assertThat(generated.exitCode()).isZero();
    assertThat(generated.errors()).hasSize(4).endsWith("cron-generate: 1 job is valid, 3 warnings");
    assertThat(generated.errors().subList(0, 3))
        .allMatch(line -> line.endsWith("is skipped, as links to directories are not followed"));

    assertThat(Tree.read(Operator.crontab(pc)))
        .isEqualTo("MAILTO=root\n" + Operator.lines(pc, "inside/good.yaml", "1 * * * *"));
  }

  @Test
  void fifo_in_the_job_directory_does_not_block(Installation pc) {
    Commands.run("mkfifo", pc.jobs().resolve("pipe.yaml").toString());

    assertRefused(pc);
  }

  @Test
  void crontab_that_is_a_link_is_replaced_and_not_written_through(Installation pc) {
    Path victim = Tree.write(pc.root().resolve("victim"), "precious\n");
    Tree.link(Operator.crontab(pc), victim);
    Operator.scheduled(pc, "one", "1 * * * *");

    Operator.cronGenerate(pc).assertSilentSuccess();

    assertThat(Tree.read(victim)).isEqualTo("precious\n");
    assertThat(Operator.crontab(pc)).isRegularFile();
    assertThat(java.nio.file.Files.isSymbolicLink(Operator.crontab(pc))).isFalse();
  }

  @Test
  void file_that_everybody_may_write_is_refused(Installation pc) {
    Tree.mode(pc.job("evil", JOB), "rw-r--rw-");

    assertRefused(pc);
  }
}
