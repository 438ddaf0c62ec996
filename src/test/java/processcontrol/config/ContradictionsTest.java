package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys that are right by themselves and make no sense together. */
class ContradictionsTest {

  @TempDir Path directory;
  private Site site;

  @BeforeEach
  void make_site() throws Exception {
    site = new Site(directory);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "success_codes: [0, 3]@failure_codes: [3]|3:16: success_codes: 3 stands in failure_codes as"
            + " well",
        "success_codes: [0, 9]@fatal_codes: 9|3:16: success_codes: 9 stands in fatal_codes as well",
        "fail_on: stderr@failure_codes: 3|3:10: fail_on: failure_codes has no effect without exit",
        "success_codes: [0, 3]@fail_on: [stderr]|4:10: fail_on: success_codes has no effect without"
            + " exit",
        "fatal_codes: [3]@retries: {attempts: 2, retry_codes: [1, 3]}|4:37: retries.retry_codes: 3"
            + " stands in fatal_codes as well",
        "timeout: 10@attempt_timeout: 20|4:18: attempt_timeout: 20m is longer than timeout, 10m",
        "retries: {attempts: 2, on_timeout: yes}|3:36: retries.on_timeout: needs attempt_timeout as"
            + " well",
        "timeout: 10@retries: {attempts: 2, on_timeout: yes}|4:36: retries.on_timeout: needs"
            + " attempt_timeout as well",
        "timeout: 10@expect: {min_duration: 11m}|4:24: expect.min_duration: 11m is longer than"
            + " timeout, 10m",
        "timeout: 10@attempt_timeout: 5@expect: {min_duration: 6m}|5:24: expect.min_duration: 6m is"
            + " longer than attempt_timeout, 5m"
      })
  void a_contradiction_is_reported_where_it_stands(String lines, String fault) {
    assertThat(site.faultsWith(lines.replace('@', '\n') + "\n")).containsExactly("a.yaml:" + fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "success_codes: [0, 3]@failure_codes: [4]@fatal_codes: [4, 5]",
        "fail_on: stderr@fatal_codes: 3",
        "fail_on: [exit, stderr]@success_codes: 3",
        "timeout: 10@attempt_timeout: 10@expect: {min_duration: 10m}",
        "attempt_timeout: 10",
        "timeout: 10@warn_after: 1h",
        "attempt_timeout: 1@retries: {attempts: 2, on_timeout: yes}",
        "fatal_codes: [3]@retries: {attempts: 2, retry_codes: [1], stop_codes: [3]}",
        "log_output: false@expect: {must_match: x}@output: {file: /x, when: failure}"
      })
  void what_can_be_meant_is_no_contradiction(String lines) {
    assertThat(site.faultsWith(lines.replace('@', '\n') + "\n")).isEmpty();
  }

  @Test
  void a_value_that_is_wrong_by_itself_contradicts_nothing() {
    assertThat(site.faultsWith("attempt_timeout: x\nretries: {attempts: 2, on_timeout: yes}\n"))
        .containsExactly(
            "a.yaml:3:18: attempt_timeout: 'x' is not a duration: write a duration such as 90s,"
                + " 10m, 2h or PT10S");
  }

  @Test
  void a_contradiction_to_the_defaults_is_reported_where_it_stands() {
    site.config("default_job_config:\n  attempt_timeout: 30\n  retries: {attempts: 2}\n");

    assertThat(site.faultsWith("timeout: 10\n"))
        .isEqualTo(
            List.of(
                "config.yaml:2:20: attempt_timeout: 30m is longer than timeout, 10m (in the job"
                    + " a)"));
    assertThat(site.faultsWith("timeout: 10\nattempt_timeout: 5\n")).isEmpty();
  }
}
