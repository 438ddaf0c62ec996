package processcontrol.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Model.OptionSpec;
import processcontrol.run.ExitCode;
import processcontrol.start.UsageException;

class InvocationTest {

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

  private Invocation parse(String... args) {
    return RunJobOptions.parse(args, out);
  }

  private static Invocation run(String name, String... arguments) {
    return run(name, null, EnumSet.noneOf(Invocation.Flag.class), arguments);
  }

  private static Invocation run(
      String name, String config, Set<Invocation.Flag> flags, String... arguments) {
    return new Invocation(
        Invocation.Action.RUN,
        List.of(name),
        List.of(),
        List.of(arguments),
        config,
        Map.of(),
        flags);
  }

  @Test
  void plain_forms_are_recognized() {
    assertThat(Invocation.ofPlainRun(new String[] {"yak"})).isEqualTo(run("yak"));
    assertThat(Invocation.ofPlainRun(new String[] {"-j", "yak", "--", "-j", "--", "x"}))
        .isEqualTo(run("yak", "-j", "--", "x"));
    assertThat(
            Invocation.ofPlainRun(
                new String[] {"--scheduled", "--job", "yak", "-w", "-q", "-v", "--config", "/c"}))
        .isEqualTo(
            run(
                "yak",
                "/c",
                EnumSet.of(
                    Invocation.Flag.SCHEDULED,
                    Invocation.Flag.SLOW_START,
                    Invocation.Flag.QUIET,
                    Invocation.Flag.VERBOSE)));
  }

  @Test
  void plain_forms_of_what_waits_are_recognized() {
    Invocation pending =
        Invocation.ofPlainRun(
            new String[] {"--config", "/c", "--scheduled", "--pending", "a", "b"});
    assertThat(pending.action()).isEqualTo(Invocation.Action.PENDING);
    assertThat(pending.names()).containsExactly("a", "b");
    Invocation serve = Invocation.ofPlainRun(new String[] {"--serve", "a"});
    assertThat(serve.action()).isEqualTo(Invocation.Action.SERVE);
    assertThat(Invocation.ofPlainRun(new String[] {"--serve", "a", "b"})).isNull();
    assertThat(Invocation.ofPlainRun(new String[] {"--pending", "--", "a"})).isNull();
  }

  @Test
  void everything_else_is_left_to_the_whole_parser() {
    String[][] others = {
      {},
      {"--"},
      {"--help"},
      {"a", "b"},
      {"-j"},
      {"-j", "a", "b"},
      {"a", "-j", "b"},
      {"-j", "-w"},
      {"-w", "-w", "a"},
      {"--job=a"},
      {"-ja"},
      {"-wq", "a"},
      {"--validate"},
      {"--config", "a"},
      {"--config", "a", "--config", "b", "c"},
      {""},
      {"-"},
      {"--config"},
      {"-j", ""},
      {"--", "a"},
      {"--sched", "a"}
    };
    for (String[] args : others) {
      assertThat(Invocation.ofPlainRun(args)).as(String.join(" ", args)).isNull();
    }
  }

  @Test
  void both_parsers_agree_on_every_plain_form() {
    String[][] groups = {
      {"yak"},
      {"-j", "yak"},
      {"--job", "yak"},
      {"--job=yak"},
      {"-jyak"},
      {"-w"},
      {"--slow-start"},
      {"--scheduled"},
      {"--detach"},
      {"-q"},
      {"--quiet"},
      {"-v"},
      {"--verbose"},
      {"--config", "/c"},
      {"--config", "c d"},
      {"--config", ""},
      {"--config=/c"},
      {"a b"},
      {"\u00e4"},
      {"-j", "a=b"},
      {"-j"},
      {"--validate"},
      {"-x"},
      {"-"},
      {"@yak"},
      {"-j", "@yak"},
      {"'yak'"},
      {"\"y\""},
      {""},
      {"${sys:user.home}"},
      {"-wq"},
      {"-j", "true"},
      {"a,b"},
      {"--pending"},
      {"--serve"},
      {"a\\b"}
    };
    String[] behind = {"-w", "--", "--job", "x y", "", "@x", "-"};
    Random random = new Random(6);
    int plain = 0;
    for (int i = 0; i < 20_000; i++) {
      List<String> args = new ArrayList<>();
      List<String[]> chosen = new ArrayList<>();
      for (int count = random.nextInt(6); count > 0; count--) {
        chosen.add(groups[random.nextInt(groups.length)]);
      }
      Collections.shuffle(chosen, random);
      chosen.forEach(group -> args.addAll(List.of(group)));
      if (random.nextInt(3) == 0) {
        args.add("--");
        for (int count = random.nextInt(4); count > 0; count--) {
          args.add(behind[random.nextInt(behind.length)]);
        }
      }
      Invocation quick = Invocation.ofPlainRun(args.toArray(new String[0]));
      if (quick != null) {
        plain++;
        assertThat(parse(args.toArray(new String[0]))).as(args.toString()).isEqualTo(quick);
      }
    }
    assertThat(plain).isGreaterThan(1000);
  }

  @Test
  void an_at_sign_does_not_read_a_file(@TempDir Path directory) throws Exception {
    // Arguments are parsed as root: what a file holds would be shown in a message.
    Path secret = Files.writeString(directory.resolve("secret"), "hidden words");

    assertThat(parse("--validate", "@" + secret).names()).containsExactly("@" + secret);
    assertThat(parse("--job=@" + secret).names()).containsExactly("@" + secret);
  }

  @Test
  void options_may_be_joined_to_their_values() {
    assertThat(parse("--job=yak")).isEqualTo(run("yak"));
    assertThat(parse("-jyak", "--", "a")).isEqualTo(run("yak", "a"));
    assertThat(parse("-wq", "yak").has(Invocation.Flag.SLOW_START)).isTrue();
  }

  @Test
  void validate_takes_any_number_of_names() {
    assertThat(parse("--validate").names()).isEmpty();
    Invocation invocation = parse("--validate", "b", "-q", "a");
    assertThat(invocation.action()).isEqualTo(Invocation.Action.VALIDATE);
    assertThat(invocation.names()).containsExactly("b", "a");
    assertThat(invocation.has(Invocation.Flag.QUIET)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|which job? name one, or see run-job --help",
        "--|which job? name one, or see run-job --help",
        "--kill-job -- a|arguments behind -- go with running a job only",
        "-w|which job? name one, or see run-job --help",
        "a b|one job at a time, not 'b' as well; arguments for the job go behind --",
        "-j a b|one job at a time, not 'b' as well; arguments for the job go behind --",
        "b -j a|one job at a time, not 'b' as well; arguments for the job go behind --",
        "-k|which job? name one, or see run-job --help",
        "--hold a|--hold needs a --reason; see run-job --help",
        "--hold a --reason|Missing required parameter for option '--reason' (TEXT); see run-job --help",
        "--show a b|one job at a time, not 'b' as well",
        "--trigger|which job? name one, or see run-job --help",
        "--dot a|--dot does not go with running a job; see run-job --help",
        "--pending -w|--slow-start does not go with this action; see run-job --help",
        "--serve a --scheduled|--scheduled does not go with this action; see run-job --help",
        "--pending --serve a|--pending and --serve exclude each other; see run-job --help",
        "-k a --release|--kill-job and --release exclude each other; see run-job --help",
        "-l a|--list-jobs takes no names; see --status, or run-job --help",
        "-s -w|--slow-start does not go with this action; see run-job --help",
        "-j a --tag x|--tag does not go with running a job, but with --detach and --trigger; see run-job --help",
        "-j a --validate|--job and --validate exclude each other; see run-job --help",
        "--validate a -- b|arguments behind -- go with running a job only",
        "--bogus a|Unknown option: '--bogus'; see run-job --help",
        "-x a|Unknown option: '-x'; see run-job --help",
        "a -w -w|option '--slow-start' should be specified only once; see run-job --help",
        "-j a -j b|option '--job' (NAME) should be specified only once; see run-job --help",
        "-j|Missing required parameter for option '--job' (NAME); see run-job --help",
        "a --config|Missing required parameter for option '--config' (FILE); see run-job --help",
        "-j -w|Expected parameter for option '--job' but found '-w'; see run-job --help"
      })
  void a_wrong_call_is_refused(String line, String message) {
    String[] args = line.isEmpty() ? new String[0] : line.split(" ", -1);

    assertThat(Invocation.ofPlainRun(args)).isNull();
    assertThatThrownBy(() -> parse(args)).isInstanceOf(UsageException.class).hasMessage(message);
    assertThat(printed.size()).isZero();
  }

  @Test
  void help_fits_a_screen_and_names_the_options_that_are_needed_most() {
    assertThat(parse("-q", "--help")).isNull();
    String help = printed.toString(StandardCharsets.UTF_8);

    assertThat(help.lines().count()).isLessThanOrEqualTo(24);
    assertThat(help.lines()).allMatch(line -> line.length() <= 80);
    assertThat(help).contains("\nRun ", "\nLook ", "\nStop and hold ", "\nCheck ", "\nRepair ");
    Matcher option = Pattern.compile("--[a-z-]+").matcher(help);
    while (option.find()) {
      assertThat(RunJobOptions.spec().optionsMap()).containsKey(option.group());
    }
  }

  @Test
  void help_on_another_topic_is_refused() {
    assertThatThrownBy(() -> parse("--help", "codes"))
        .isInstanceOf(UsageException.class)
        .hasMessage("--help: the topics are all and exit-codes, not 'codes'");
    assertThat(parse("--help=exit-codes")).isNull();
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("  75      the job is already");
  }

  @Test
  void help_names_every_option_and_every_exit_code() {
    assertThat(parse("--help", "all")).isNull();
    String help = printed.toString(StandardCharsets.UTF_8);

    assertThat(help)
        .startsWith("Usage: run-job [--job] NAME [-w] [--force] [--raw] [-- ARGUMENTS...]\n")
        .contains("Exit codes:\n", "See run-job(1).");
    for (OptionSpec option : RunJobOptions.spec().options()) {
      for (String name : option.names()) {
        assertThat(help.contains(name)).as(name).isEqualTo(!option.hidden());
      }
    }
    String flowing = help.replaceAll("\\s+", " ");
    for (ExitCode code : ExitCode.values()) {
      assertThat(flowing).contains(" " + code.status() + " " + code.meaning() + " ");
    }
    assertThat(flowing)
        .contains(" 1-123 the command's own exit code ", " 128+N the command died of signal N ");
  }

  @Test
  void the_version_is_printed() {
    assertThat(parse("-V")).isNull();
    assertThat(printed.toString(StandardCharsets.UTF_8)).matches("process-control \\S.*\n");
  }
}
