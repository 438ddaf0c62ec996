package processcontrol.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import processcontrol.start.UsageException;

/** The command lines of run-job and cron-generate. */
class OptionsTest {

  private static final PrintStream NOWHERE = new PrintStream(new ByteArrayOutputStream());

  private static String[] words(String line) {
    return line.isEmpty() ? new String[0] : line.split(" ", -1);
  }

  private static Invocation parse(String line) {
    return RunJobOptions.parse(words(line), NOWHERE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "-j a",
        "--job a",
        "a --scheduled",
        "--detach a",
        "--scheduled --job a",
        "--config f -j a -q",
        "a -w -v",
        "a -- -x --job b --",
        "--job a --slow-start --quiet --verbose --config /x -- y"
      })
  void plain_runs_are_understood_alike_with_and_without_picocli(String line) {
    assertThat(Invocation.ofPlainRun(words(line))).isEqualTo(parse(line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-q",
        "a b",
        "-j a b",
        "-j",
        "-j -q",
        "a --config",
        "a --scheduled --scheduled",
        "-k a",
        "--job=a",
        "-ja",
        "--force a",
        "--tag x",
        "--logs a",
        "--wait a",
        "-- a",
        "--help",
        "--config f --config g a"
      })
  void everything_else_is_left_to_picocli(String line) {
    assertThat(Invocation.ofPlainRun(words(line))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-s",
        "--status b a --json",
        "-s -r -q",
        "a --status --config f -v",
        "--list-jobs",
        "-l -r",
        "-k a b",
        "--history a --json",
        "--logs a",
        "--stats",
        "--stats a --json",
        "--metrics a",
        "--release a b",
        "--trigger a",
        "--show a --json",
        "--validate --json",
        "--audit",
        "--audit b a --json --from today --until 12:00",
        "--report",
        "--report d -q",
        "--history a --last 5 --result failed --from yesterday",
        "--history a --run a-20261128-150000 --json",
        "--logs a --run 3 --lines 20"
      })
  void plain_calls_of_operators_are_understood_alike_with_and_without_picocli(String line) {
    assertThat(PlainOperatorCall.of(words(line))).isEqualTo(parse(line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "--help",
        "--status --help",
        "--status --status",
        "--status --stats",
        "--status --tag x",
        "--status=a",
        "--status --config",
        "--status --config f --config g",
        "--status -- a",
        "--status --json --json",
        "--list-jobs a",
        "--list-jobs --json",
        "--kill-job",
        "--kill-job a --json",
        "--history",
        "--history a b",
        "--history a -r",
        "--hold a",
        "--logs a --json",
        "--validate --strict",
        "--audit --tag x",
        "--audit --cluster",
        "--audit --last 5",
        "--report a b",
        "--report --json",
        "--history a --last 5 --last 6",
        "--history a --last",
        "--history a --last=5",
        "--history a --lines 5",
        "--logs a --run -1",
        "--logs a --from today",
        "--status --run a"
      })
  void every_other_call_of_an_operator_is_left_to_picocli(String line) {
    assertThat(PlainOperatorCall.of(words(line))).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--kill-job a b|KILL",
        "a -k b|KILL",
        "-s|STATUS",
        "--status a|STATUS",
        "-l -r|LIST",
        "--validate|VALIDATE",
        "--hold a --reason x|HOLD",
        "--release --tag t|RELEASE",
        "--job=a --force|RUN",
        "--detach a|RUN",
        "--wait a-20261121-120000|WAIT",
        "--logs a --run -1 --lines 5 --streams stdout,stderr --follow --raw|LOGS",
        "a --logs --run all|LOGS",
        "--logs a --run=-1|LOGS",
        "--history a --last 3 --json|HISTORY",
        "--show a --json|SHOW",
        "--stats|STATS",
        "--stats a b --tag t --json|STATS",
        "--metrics --tag t|METRICS",
        "--clean|CLEAN",
        "--clean --dry-run a b --tag t|CLEAN",
        "--deliver a|DELIVER"
      })
  void action_is_what_its_option_says(String line, Invocation.Action action) {
    assertThat(parse(line).action()).isEqualTo(action);
  }

  @Test
  void names_and_tags_are_collected() {
    Invocation invocation = parse("--status b a --tag x --tag y --json");
    assertThat(invocation.names()).isEqualTo(List.of("b", "a"));
    assertThat(invocation.tags()).isEqualTo(List.of("x", "y"));
    assertThat(invocation.has(Invocation.Flag.JSON)).isTrue();
  }

  @Test
  void values_and_flags_of_modifiers_are_kept() {
    Invocation logs = parse("--logs a --run -2 --lines 5 --streams stderr --follow --raw");
    assertThat(logs.values())
        .isEqualTo(Map.of("--run", "-2", "--lines", "5", "--streams", "stderr"));
    assertThat(logs.flags()).containsExactlyInAnyOrder(Invocation.Flag.FOLLOW, Invocation.Flag.RAW);
    assertThat(parse("--history a --last 3").value("--last")).isEqualTo("3");
    assertThat(parse("--release a --reason done").value("--reason")).isEqualTo("done");
    assertThat(parse("--history a").value("--last")).isNull();
    assertThat(parse("--clean --dry-run").flags()).containsExactly(Invocation.Flag.DRY_RUN);
    Invocation detached = parse("--detach a -- b --wait c");
    assertThat(detached.flags()).containsExactly(Invocation.Flag.DETACH);
    assertThat(detached.arguments()).containsExactly("b", "--wait", "c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|which job?",
        "--logs|which job?",
        "--show-config a|about no job",
        "--show|which job?",
        "--wait|which run?",
        "--show a b|one job at a time, not 'b' as well",
        "--show a b|one job at a time, not 'b' as well",
        "--wait a b|one job at a time, not 'b' as well",
        "--show a --tag t|--tag does not go with this action",
        "--logs a --json|--json does not go with this action",
        "--logs a --last 3|--last does not go with this action",
        "--logs a --detach|--detach does not go with this action",
        "--logs --history a|--logs and --history exclude each other",
        "--history a --lines 3|--lines does not go with this action",
        "--status a --run 3|--run does not go with this action",
        "--status --result lost|--result does not go with this action",
        "--show a --streams stdout|--streams does not go with this action",
        "--stats --raw|--raw does not go with this action",
        "--metrics --json|--json does not go with this action",
        "--clean --follow|--follow does not go with this action",
        "--validate --dry-run|--dry-run does not go with this action",
        "--detach --wait a|--detach does not go with this action",
        "a --run 1|--run does not go with running a job",
        "a --follow|--follow does not go with running a job",
        "--wait a -- b|arguments behind -- go with running a job only",
        "--logs a --run|--run",
        "--logs a --lines|--lines",
        "--kill-job|which job?",
        "-k -s a|--kill-job and --status exclude each other",
        "--job a --hold --reason x|--job and --hold exclude each other",
        "a b|one job at a time, not 'b'",
        "a --tag t|--tag does not go with running a job",
        "-k a -- x|arguments behind -- go with running a job only",
        "-l a|--list-jobs takes no names",
        "--hold a|--hold needs a --reason",
        "--status --reason x|--reason does not go with this action",
        "-k a -r|--only-running does not go with this action",
        "--graph --json|--json does not go with this action",
        "-s -w|--slow-start does not go with this action",
        "-s --scheduled|--scheduled does not go with this action",
        "-s --force|--force does not go with this action",
        "--frobnicate|--frobnicate",
        "--config|--config",
        "-s --tag|--tag"
      })
  void what_makes_no_sense_is_refused(String line, String message) {
    assertThatThrownBy(() -> parse(line))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(message);
  }

  @Test
  void cron_generate_has_its_own_options() {
    assertThat(CronGenerateOptions.parse(words(""), NOWHERE))
        .isEqualTo(
            new CronGenerateOptions(
                null, null, false, false, false, false, false, false, null, null, false, false,
                false));
    assertThat(
            CronGenerateOptions.parse(
                words(
                    "--config c --output console --check --keep-going --strict --allow-empty -q"
                        + " -v"),
                NOWHERE))
        .isEqualTo(
            new CronGenerateOptions(
                "c", "console", true, true, true, true, false, false, null, null, false, true,
                true));
    for (String wrong : List.of("job", "--job a", "--output", "--check=x y", "--status")) {
      assertThatThrownBy(() -> CronGenerateOptions.parse(words(wrong), NOWHERE))
          .as(wrong)
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("see cron-generate --help");
    }
  }

  @Test
  void help_and_version_are_printed() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    assertThat(CronGenerateOptions.parse(words("--help"), out)).isNull();
    assertThat(RunJobOptions.parse(words("--version"), out)).isNull();
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("Usage: cron-generate", "--keep-going", "process-control");
  }
}
