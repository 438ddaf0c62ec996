package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import processcontrol.job.LogPolicy;
import processcontrol.job.TimeSpan;

/** The limits of the logs. */
class LogTypeTest {

  @TempDir Path directory;
  private Site site;

  @BeforeEach
  void make_site() throws Exception {
    site = new Site(directory);
  }

  private LogPolicy log(String keys) {
    return site.loadWith("log: {" + keys + "}\n").logPolicy();
  }

  @Test
  void every_key_is_read() {
    assertThat(
            log(
                "max_runs: 30, max_age: 90d, max_bytes: 2G, rotate_bytes: 10M, rotate_files: 2,"
                    + " timestamps: no"))
        .isEqualTo(new LogPolicy(30, TimeSpan.parse("90d"), 2L << 30, 10L << 20, 2, false));
  }

  @Test
  void logs_are_bounded_by_default() {
    assertThat(site.loadWith("").logPolicy())
        .isEqualTo(new LogPolicy(500, TimeSpan.ZERO, 1L << 30, 100L << 20, 4, true));
    assertThat(log("max_runs: 1"))
        .isEqualTo(new LogPolicy(1, TimeSpan.ZERO, 1L << 30, 100L << 20, 4, true));
    assertThat(log("max_runs: 0, max_bytes: 0, rotate_bytes: 0, rotate_files: 0"))
        .isEqualTo(new LogPolicy(0, TimeSpan.ZERO, 0, 0, 0, true));
  }

  @Test
  void a_job_can_change_single_keys_of_the_defaults_and_undo_them() {
    site.config("default_job_config: {log: {max_runs: 5, max_age: 1d}}\n");

    assertThat(log("max_age: 0").maxRuns()).isEqualTo(5);
    assertThat(log("max_age: 0").maxAge()).isEqualTo(TimeSpan.ZERO);
    assertThat(
            List.of(site.loadWith("log: {}\n").logPolicy(), site.loadWith("log: ~\n").logPolicy()))
        .containsOnly(LogPolicy.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "log: /var/log/x|3:6: log: expected keys and values, not the text '/var/log/x'"
            + ": write log: {max_runs: 100}",
        "log: {max_run: 5}|3:7: log.max_run: unknown key; did you mean max_runs?",
        "log: {max_runs: -1}|3:17: log.max_runs: -1 is out of range 0-1000000",
        "log: {max_runs: 5d}|3:17: log.max_runs: expected a whole number from 0 to 1000000, not the"
            + " text '5d'",
        "log: {max_age: 30}|3:16: log.max_age: '30' has no unit: write '30s' for seconds or '30m'"
            + " for minutes",
        "log: {max_bytes: 1T}|3:18: log.max_bytes: expected a number of bytes such as 4096, 500k,"
            + " 10M or 2G, not the text '1T'",
        "log: {max_bytes: -1}|3:18: log.max_bytes: -1 is out of range 0-8191G",
        "log: {rotate_bytes: 4095}|3:21: log.rotate_bytes: 4095 is too small: 0, or at least 4096",
        "log: {rotate_bytes: ~}|3:21: log.rotate_bytes: expected a number of bytes such as 4096,"
            + " 500k, 10M or 2G, not nothing",
        "log: {rotate_files: 1001}|3:21: log.rotate_files: 1001 is out of range 0-1000",
        "log: {timestamps: utc}|3:19: log.timestamps: expected true or false, not the text 'utc'"
      })
  void a_wrong_value_is_reported_at_its_place(String line, String fault) {
    assertThat(site.faultsWith(line + "\n")).containsExactly("a.yaml:" + fault);
  }
}
