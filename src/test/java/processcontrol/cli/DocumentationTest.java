package processcontrol.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import processcontrol.ManualPage;
import processcontrol.run.ExitCode;

/** The manual knows every option and every exit code. */
class DocumentationTest {

  private final ManualPage manual = ManualPage.named("run-job.1");

  static Stream<Arguments> programs() {
    return Stream.of(
        arguments(RunJobOptions.spec(), "run-job.1"),
        arguments(CronGenerateOptions.spec(), "cron-generate.8"),
        arguments(CheckJobs.spec(), "check-jobs-icinga.8"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("programs")
  void every_option_and_each_of_its_names_has_an_entry_in_the_manual(
      CommandSpec spec, String page) {
    for (OptionSpec option : spec.options()) {
      if (!option.hidden()) {
        assertThat(ManualPage.named(page).options()).contains(option.names());
      }
    }
  }

  /** As the source of each writer has the keys, so that those that are seldom there count, too. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "report/StatusJson",
        "report/StatsReport",
        "report/ShowJson",
        "report/AuditReport",
        "report/DiffJson",
        "history/RunRecord",
        "cli/Findings"
      })
  void every_key_of_json_is_in_the_manual(String writer) {
    String source = ManualPage.readProjectFile("src/main/java/processcontrol/" + writer + ".java");
    String text = ManualPage.readProjectFile("man/run-job.1");
    Matcher key =
        Pattern.compile("(?:write\\w*|add)\\(\\s*(?:json,\\s*)?\"([a-z_0-9]+)\"").matcher(source);
    int found = 0;
    while (key.find()) {
      found++;
      assertThat(text).containsPattern("(?<![a-z_])" + key.group(1) + "(?![a-z_])");
    }
    assertThat(found).isGreaterThan(5);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("programs")
  void the_manual_has_no_entry_for_an_option_that_is_not_there(CommandSpec spec, String page) {
    for (String name : ManualPage.named(page).options()) {
      if (!name.equals("--")) {
        assertThat(spec.optionsMap()).containsKey(name);
        assertThat(spec.findOption(name).hidden()).as(name).isFalse();
      }
    }
  }

  @Test
  void every_exit_code_of_cron_generate_has_an_entry_that_begins_with_its_meaning() {
    Map<String, String> codes = CronGenerateOptions.spec().usageMessage().exitCodeList();

    assertThat(codes).isNotEmpty();
    for (Map.Entry<String, String> code : codes.entrySet()) {
      assertThat(ManualPage.named("cron-generate.8").entry(code.getKey()))
          .startsWith(code.getValue());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"OK", "WARNING", "CRITICAL", "UNKNOWN"})
  void every_state_of_the_check_has_an_entry_that_begins_with_it(String state) {
    int status = List.of("OK", "WARNING", "CRITICAL", "UNKNOWN").indexOf(state);

    assertThat(ManualPage.named("check-jobs-icinga.8").entry(Integer.toString(status)))
        .startsWith(state);
  }

  @Test
  void the_default_thresholds_of_the_check_are_in_the_manual() {
    ManualPage page = ManualPage.named("check-jobs-icinga.8");
    String help = CheckJobs.spec().findOption("--grace").description()[0];

    assertThat(help).contains("(10m)");
    assertThat(page.entry("Fl -grace Ar DURATION")).contains("The default is 10m.");
    assertThat(CheckJobs.spec().findOption("--warning").description()[0]).contains("(1)");
    assertThat(page.entry("Fl w Ar N , Fl -warning Ar N")).contains("The default is 1.");
    assertThat(CheckJobs.spec().findOption("--critical").description()[0]).contains("(3)");
    assertThat(page.entry("Fl c Ar N , Fl -critical Ar N")).contains("The default is 3.");
  }

  @Test
  void the_line_for_tmpfiles_in_the_manual_is_the_shipped_one() {
    String shipped = ManualPage.readProjectFile("etc/tmpfiles.d/process-control.conf");
    String line = shipped.lines().filter(l -> !l.startsWith("#")).findFirst().orElseThrow();

    assertThat(manual.displays()).contains(line);
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
        new String[] {"--help", "exit-codes"}, new PrintStream(out, true, StandardCharsets.UTF_8));

    assertThat(out.toString(StandardCharsets.UTF_8))
        .containsPattern("(?m)^ +" + code.status() + " +\\Q" + code.meaning() + "\\E");
  }
}
