package processcontrol.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import processcontrol.Tool;

/** The completion files know every option, and no other. */
class CompletionTest {

  private static final Path DIRECTORY = Path.of("etc/completion");
  private static final List<CommandSpec> SPECS =
      List.of(RunJobOptions.spec(), CronGenerateOptions.spec(), CheckJobs.spec());

  /** The part of a file that is about one program: from its case, or all but those, to ;;. */
  private static String part(String text, CommandSpec spec) {
    String label = spec.name().equals("run-job") ? "\n    *)\n" : "\n    " + spec.name() + ")\n";
    int start = text.lastIndexOf(label);
    assertThat(start).as(label).isPositive();
    return text.substring(start, text.indexOf("\n      ;;", start));
  }

  @ParameterizedTest
  @ValueSource(strings = {"run-job.bash", "_run-job"})
  void every_option_of_each_program_is_completed(String file) throws IOException {
    String text = Files.readString(DIRECTORY.resolve(file));
    int common = text.indexOf("common=(");
    for (CommandSpec spec : SPECS) {
      String own = part(text, spec);
      String all = common < 0 ? own : text.substring(common, text.indexOf("\n  )", common)) + own;
      for (OptionSpec option : spec.options()) {
        if (option.hidden()) {
          continue;
        }
        for (String name : option.names()) {
          assertThat(all)
              .as("%s: %s", file, spec.name())
              .containsPattern("(?<![\\w-])\\Q" + name + "\\E(?![\\w-])");
        }
      }
    }
  }

  @Test
  void nothing_else_is_completed() throws IOException {
    String text = Files.readString(DIRECTORY.resolve("run-job.bash"));
    for (CommandSpec spec : SPECS) {
      String own = part(text, spec);
      String options =
          own.substring(own.indexOf('\'') + 1, own.indexOf('\'', own.indexOf('\'') + 1));
      for (String word : options.strip().split("\\s+", -1)) {
        assertThat(spec.optionsMap()).containsKey(word);
        assertThat(spec.findOption(word).hidden()).as(word).isFalse();
      }
    }
  }

  @Test
  void zsh_accepts_its_file() throws Exception {
    Tool.require("zsh");
    Process zsh =
        new ProcessBuilder("zsh", "-n", DIRECTORY.resolve("_run-job").toString())
            .inheritIO()
            .start();
    assertThat(zsh.waitFor()).isZero();
  }
}
