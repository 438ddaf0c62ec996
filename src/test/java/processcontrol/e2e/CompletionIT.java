package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Completion in a real bash. */
@EndToEnd
class CompletionIT {

  /** Sources the file, completes the last of the words and prints the candidates. */
  private static final String SCRIPT =
      """
      . "$1"
      shift
      COMP_WORDS=("$@")
      COMP_CWORD=$(($# - 1))
      function=$(complete -p "${1##*/}" | sed 's/.*-F \\([^ ]*\\) .*/\\1/')
      "$function" "$1" "${!#}" "${COMP_WORDS[COMP_CWORD - 1]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """;

  private static List<String> complete(Installation pc, String program, String... words) {
    String path = pc.launcher().resolveSibling(program).toString();
    Path file = Path.of("etc/completion/run-job.bash").toAbsolutePath();
    List<String> command =
        new ArrayList<>(List.of("bash", "--norc", "-c", SCRIPT, "bash", file.toString(), path));
    command.addAll(List.of(words));
    String output = Commands.run(command.toArray(new String[0]));
    return output.lines().filter(line -> !line.isEmpty()).toList();
  }

  private static String config(Installation pc) {
    return pc.config().toString();
  }

  @Test
  void names_of_jobs_come_from_the_configuration_on_the_line(Installation pc) {
    pc.shellJob("backup-db", "true");
    pc.shellJob("deep/backup-web", "true");
    pc.job("broken", "nme: x\n");

    assertThat(complete(pc, "run-job", "--config", config(pc), "--job", ""))
        .containsExactly("backup-db", "backup-web", "broken");
    assertThat(complete(pc, "run-job", "--config", config(pc), "ba"))
        .containsExactly("backup-db", "backup-web");
    assertThat(complete(pc, "run-job", "--config", "=", config(pc), "-k", "backup-d"))
        .containsExactly("backup-db");
    assertThat(complete(pc, "check-jobs-icinga", "--config", config(pc), "br"))
        .containsExactly("broken");
    assertThat(complete(pc, "run-job", "--config", "/nonexistent", "--job", "")).isEmpty();
  }

  @Test
  void options_are_completed(Installation pc) {
    assertThat(complete(pc, "run-job", "--s"))
        .containsExactlyInAnyOrder(
            "--status",
            "--scheduled",
            "--slow-start",
            "--show",
            "--show-config",
            "--sort",
            "--stats",
            "--streams",
            "--strict");
    assertThat(complete(pc, "run-job", "--logs", "hello", "--streams", "std"))
        .containsExactly("stdout", "stderr", "stdout,stderr");
    assertThat(complete(pc, "run-job", "--d"))
        .containsExactlyInAnyOrder("--detach", "--diff", "--dot", "--dry-run");
    assertThat(complete(pc, "cron-generate", "--"))
        .contains("--check", "--keep-going", "--output")
        .doesNotContain("--status");
    assertThat(complete(pc, "check-jobs-icinga", "--w")).containsExactly("--warning");
  }

  @Test
  void values_of_other_options_are_not_names_of_jobs(Installation pc) {
    pc.shellJob("backup", "true");
    String config = pc.config().toString();

    assertThat(complete(pc, "run-job", "--config", config.substring(0, config.length() - 3)))
        .containsExactly(config);
    assertThat(complete(pc, "run-job", "--config", config, "--hold", "--reason", "b")).isEmpty();
    assertThat(complete(pc, "run-job", "--config", config, "--tag", "b")).isEmpty();
    assertThat(complete(pc, "run-job", "--config", config, "--lines", "b")).isEmpty();
    assertThat(complete(pc, "run-job", "--config", config, "--last", "b")).isEmpty();
    assertThat(complete(pc, "run-job", "--config", config, "backup", "--", "b")).isEmpty();
    assertThat(complete(pc, "cron-generate", "--output", "cons")).containsExactly("console");
    assertThat(complete(pc, "cron-generate", "b")).isEmpty();
  }

  @Test
  void tab_completes_in_an_interactive_shell(Installation pc) {
    pc.shellJob("a-job-of-this-test", "true");
    Path script = pc.root().resolve("typed");
    String typed =
        ". %s\nrun-job() { echo \"got <$*>\"; }\nPATH=%s:$PATH\n%s --config %s a-jo\t >/dev/null\n"
                .formatted(
                    Path.of("etc/completion/run-job.bash").toAbsolutePath(),
                    pc.launcher().getParent(),
                    pc.launcher(),
                    config(pc))
            + "exit\n";
    Tree.write(script, typed);

    Commands.tryRun(
        "sh",
        "-c",
        "script -q -e -c 'bash --norc -i' /dev/null <\"$1\" >\"$2\"",
        "sh",
        script.toString(),
        pc.root().resolve("seen").toString());

    assertThat(Tree.read(pc.root().resolve("seen"))).contains("a-job-of-this-test");
    assertThat(pc.history("a-job-of-this-test")).hasSize(1);
  }
}
