package processcontrol.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine.Model.OptionSpec;
import processcontrol.ManualPage;

/** The manual knows every option and every exit code. */
class DocumentationTest {

  private final ManualPage manual = ManualPage.named("run-job.1");

  @Test
  void every_option_and_each_of_its_names_has_an_entry_in_the_manual() {
    for (OptionSpec option : RunJobOptions.spec().options()) {
      assertThat(manual.options()).contains(option.names());
    }
  }

  @Test
  void the_manual_has_no_entry_for_an_option_that_is_not_there() {
    for (String name : manual.options()) {
      if (!name.equals("--")) {
        assertThat(RunJobOptions.spec().optionsMap()).containsKey(name);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void every_exit_code_has_an_entry_in_the_manual_that_begins_with_its_meaning(ExitCode code) {
    assertThat(manual.entry(Integer.toString(code.status()))).startsWith(code.meaning());
  }

  @ParameterizedTest
  @EnumSource
  void help_tells_every_exit_code_with_its_meaning(ExitCode code) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RunJobOptions.parse(
        new String[] {"--help"}, new PrintStream(out, true, StandardCharsets.UTF_8));

    assertThat(out.toString(StandardCharsets.UTF_8))
        .containsPattern("(?m)^ +" + code.status() + " +\\Q" + code.meaning() + "\\E");
  }
}
