package processcontrol.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import processcontrol.start.UsageException;

class OptionAdviceTest {

  private static final PrintStream NOWHERE = new PrintStream(new ByteArrayOutputStream());

  @ParameterizedTest
  @CsvSource({
    "--kill,--kill-job",
    "--stop,--kill-job",
    "-kill,--kill-job",
    "--statsu,--status",
    "--run-job,--job",
    "--start,--job",
    "--list,--list-jobs",
    "--enable,--release",
    "--resume,--release",
    "--disable,--hold",
    "--pause,--hold",
    "--log,--logs",
    "--check,--validate",
    "--dry,--dry-run",
    "--only_running,--only-running",
    "--statsu=yak,--status",
    "-status,--status",
    "--tags,--tag",
    "--plan,cron-generate --plan",
    "--vlidate,--validate"
  })
  void run_job_says_what_may_have_been_meant(String option, String meant) {
    assertThatThrownBy(() -> RunJobOptions.parse(new String[] {option, "yak"}, NOWHERE))
        .isInstanceOf(UsageException.class)
        .hasMessageEndingWith("; did you mean " + meant + "? Or see run-job --help");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--bogus", "-x", "--frobnicate", "--"})
  void run_job_guesses_nothing_of_what_resembles_nothing(String option) {
    assertThat(OptionAdvice.meant(option, RunJobOptions.spec())).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "--dry-run,--check",
    "--diff,--check",
    "--chekc,--check",
    "--preview,--plan",
    "--keep,--keep-going",
    "--stdout,--output"
  })
  void cron_generate_says_what_may_have_been_meant(String option, String meant) {
    assertThatThrownBy(() -> CronGenerateOptions.parse(new String[] {option}, NOWHERE))
        .isInstanceOf(UsageException.class)
        .hasMessageEndingWith("; did you mean " + meant + "? Or see cron-generate --help");
  }

  @Test
  void the_check_says_what_may_have_been_meant() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int state =
        new CheckJobs(new PrintStream(out, true, StandardCharsets.UTF_8))
            .run(new String[] {"--crit", "5"});

    assertThat(state).isEqualTo(3);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("'--crit'; did you mean --critical? Or see check-jobs-icinga --help");
  }
}
