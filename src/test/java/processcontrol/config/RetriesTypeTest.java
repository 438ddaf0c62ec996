package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import processcontrol.job.Moment;
import processcontrol.job.Retries;
import processcontrol.job.TimeSpan;

/** The rules for the attempts of a run. */
class RetriesTypeTest {

  @TempDir Path directory;
  private Site site;

  @BeforeEach
  void make_site() throws Exception {
    site = new Site(directory);
  }

  private Retries retries(String keys) {
    return site.loadWith("retries: {" + keys + "}\n").retries();
  }

  @Test
  void every_key_is_read() {
    Retries retries =
        site.loadWith(
                """
                attempt_timeout: 5
                retries:
                  attempts: 5
                  successes: 2
                  failures: 3
                  until: 06:00
                  delay: 10s
                  backoff: 2.5
                  max_delay: 5m
                  jitter: 2s
                  retry_codes: [1, 75]
                  stop_codes: 2
                  on_timeout: true
                  on_signal: yes
                  on_start_failure: on
                """)
            .retries();

    assertThat(retries)
        .isEqualTo(
            new Retries(
                5,
                2,
                3,
                new Moment("06:00"),
                TimeSpan.parse("10s"),
                2.5,
                TimeSpan.parse("5m"),
                TimeSpan.parse("2s"),
                List.of(1, 75),
                List.of(2),
                true,
                true,
                true));
  }

  @Test
  void a_job_without_the_key_is_tried_once() {
    assertThat(site.loadWith("").retries()).isSameAs(Retries.NONE);
    assertThat(site.loadWith("retries: {}\n").retries()).isSameAs(Retries.NONE);
    assertThat(site.loadWith("retries: ~\n").retries()).isSameAs(Retries.NONE);
  }

  @Test
  void all_but_the_limit_has_a_default() {
    assertThat(retries("attempts: 3"))
        .isEqualTo(
            new Retries(
                3,
                1,
                0,
                null,
                TimeSpan.ZERO,
                1,
                TimeSpan.ZERO,
                TimeSpan.ZERO,
                List.of(),
                List.of(),
                false,
                false,
                false));
    assertThat(retries("failures: 3").attempts()).isZero();
    assertThat(retries("until: 8h").attempts()).isZero();
    assertThat(retries("attempts: 0, successes: 0").successes()).isZero();
  }

  @Test
  void a_job_can_change_single_keys_of_the_defaults_and_undo_them() {
    site.config(
        "default_job_config: {retries: {attempts: 2, delay: 30s, retry_codes: [1], stop_codes: [2]}}\n");

    Retries retries = retries("attempts: 9, retry_codes: []");
    assertThat(retries.attempts()).isEqualTo(9);
    assertThat(retries.delay()).isEqualTo(TimeSpan.parse("30s"));
    assertThat(retries.retryCodes()).isEmpty();
    assertThat(retries.stopCodes()).containsExactly(2);
    assertThat(site.loadWith("retries: {}\n").retries()).isSameAs(Retries.NONE);
    assertThat(site.loadWith("retries: ~\n").retries()).isSameAs(Retries.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "retries: 3|3:10: retries: expected keys and values, not the number '3'"
            + ": write retries: {attempts: 3}",
        "retries: [3]|3:10: retries: expected keys and values, not a list"
            + ": write retries: {attempts: 3}",
        "retries: {delay: 5s}|3:10: retries: needs attempts, failures or until: when is it given"
            + " up?",
        "retries: {failures: 0}|3:10: retries: needs attempts, failures or until: when is it given"
            + " up?",
        "retries: {atempts: 3, until: 1h}|3:11: retries.atempts: unknown key; did you mean"
            + " attempts?",
        "retries: {attempts: -1}|3:21: retries.attempts: -1 is out of range 0-1000000",
        "retries: {attempts: often}|3:21: retries.attempts: expected a whole number from 0 to"
            + " 1000000, not the text 'often'",
        "retries: {attempts: 3, successes: 1000001}|3:35: retries.successes: 1000001 is out of"
            + " range 0-1000000",
        "retries: {attempts: 3, successes: 4}|3:35: retries.successes: 4 are not to be had in 3"
            + " attempts",
        "retries: {failures: 1.5, attempts: 1}|3:21: retries.failures: expected a whole number"
            + " from 0 to 1000000, not the number '1.5'",
        "retries: {until: never}|3:18: retries.until: 'never' is not a moment: write a date and"
            + " time (2026-12-01T06:00:00+01:00), a date, a time of day (06:00) or a duration"
            + " (90m)",
        "retries: {attempts: 3, delay: 10}|3:31: retries.delay: '10' has no unit: write '10s' for"
            + " seconds or '10m' for minutes",
        "retries: {attempts: 3, backoff: 0.5}|3:33: retries.backoff: 0.5 is out of range 1-1000",
        "retries: {attempts: 3, backoff: 1001}|3:33: retries.backoff: 1001 is out of range 1-1000",
        "retries: {attempts: 3, backoff: twice}|3:33: retries.backoff: expected a number from 1 to"
            + " 1000, not the text 'twice'",
        "retries: {attempts: 3, delay: 5m, max_delay: 90s}|3:46: retries.max_delay: 90s is less"
            + " than delay, 5m",
        "retries: {attempts: 3, max_delay: []}|3:35: retries.max_delay: expected a duration such as"
            + " 90s, 10m or PT10S, not an empty list",
        "retries: {attempts: 3, jitter: x}|3:32: retries.jitter: 'x' is not a duration: write a"
            + " duration such as 90s, 10m, 2h or PT10S",
        "retries: {attempts: 3, retry_codes: [1, 256]}|3:41: retries.retry_codes: 256 is out of"
            + " range 0-255",
        "retries: {attempts: 3, stop_codes: x}|3:36: retries.stop_codes: expected a whole number"
            + " from 0 to 255, not the text 'x'",
        "retries: {attempts: 3, retry_codes: [1, 2], stop_codes: [2]}|3:57: retries.stop_codes: 2"
            + " stands in retry_codes as well",
        "retries: {attempts: 3, on_timeout: 1}|3:36: retries.on_timeout: expected true or false,"
            + " not the number '1'",
        "retries: {attempts: 3, on_signal: x}|3:35: retries.on_signal: expected true or false, not"
            + " the text 'x'",
        "retries: {attempts: 3, on_start_failure: ~}|3:42: retries.on_start_failure: expected true"
            + " or false, not nothing"
      })
  void a_wrong_value_is_reported_at_its_place(String line, String fault) {
    assertThat(site.faultsWith(line + "\n")).containsExactly("a.yaml:" + fault);
  }
}
