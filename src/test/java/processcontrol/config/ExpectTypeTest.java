package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import processcontrol.job.Expectation;
import processcontrol.job.Expectation.FreshFile;
import processcontrol.job.SuccessCriteria;
import processcontrol.job.TimeSpan;

/** Conditions for success beyond the exit code. */
class ExpectTypeTest {

  @TempDir Path directory;
  private Site site;

  @BeforeEach
  void make_site() throws Exception {
    site = new Site(directory);
  }

  private Expectation expect(String keys) {
    return site.loadWith("expect: {" + keys + "}\n").criteria().expectation();
  }

  @Test
  void every_key_is_read() {
    Expectation expectation =
        site.loadWith(
                """
                expect:
                  min_duration: 10s
                  max_duration: 1h
                  must_match: ['^rows: [1-9]', done]
                  must_not_match: (?i)error
                  fresh_files:
                    - /srv/a
                    - path: /srv/b
                    - {path: /srv/c, within: 2h}
                  max_output: 10M
                """)
            .criteria()
            .expectation();

    assertThat(expectation)
        .isEqualTo(
            new Expectation(
                TimeSpan.parse("10s"),
                TimeSpan.parse("1h"),
                List.of("^rows: [1-9]", "done"),
                List.of("(?i)error"),
                List.of(
                    new FreshFile("/srv/a", TimeSpan.ZERO),
                    new FreshFile("/srv/b", TimeSpan.ZERO),
                    new FreshFile("/srv/c", TimeSpan.parse("2h"))),
                10L << 20));
  }

  @Test
  void every_key_has_a_default() {
    assertThat(expect("must_match: 200"))
        .isEqualTo(
            new Expectation(
                TimeSpan.ZERO, TimeSpan.ZERO, List.of("200"), List.of(), List.of(), -1));
    assertThat(expect("max_output: 0").maxOutput()).isZero();
    assertThat(site.loadWith("").criteria()).isSameAs(SuccessCriteria.DEFAULT);
    assertThat(site.loadWith("expect: {}\n").criteria().expectation()).isNull();
  }

  @Test
  void a_job_can_change_single_keys_of_the_defaults_and_undo_them() {
    site.config(
        "default_job_config: {expect: {max_duration: 1h, must_match: [a], max_output: 1k}}\n");

    assertThat(expect("must_match: []"))
        .isEqualTo(
            new Expectation(
                TimeSpan.ZERO, TimeSpan.parse("1h"), List.of(), List.of(), List.of(), 1024));
    assertThat(site.loadWith("expect: {}\n").criteria().expectation()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "expect: done|3:9: expect: expected keys and values, not the text 'done'"
            + ": write expect: {must_match: done}",
        "expect: {must_macht: a}|3:10: expect.must_macht: unknown key; did you mean must_match?",
        "expect: {min_duration: 5}|3:24: expect.min_duration: '5' has no unit: write '5s' for"
            + " seconds or '5m' for minutes",
        "expect: {max_duration: [1h]}|3:24: expect.max_duration: expected a duration such as 90s,"
            + " 10m or PT10S, not a list",
        "expect: {min_duration: 2m, max_duration: 1m}|3:42: expect.max_duration: 1m is less than"
            + " min_duration, 2m",
        "expect: {must_match: '(a'}|3:22: expect.must_match: '(a' is not a regular expression:"
            + " missing closing )",
        "expect: {must_match: [a, '*b']}|3:26: expect.must_match: '*b' is not a regular"
            + " expression: missing argument to repetition operator",
        "expect: {must_not_match: '(?=a)'}|3:26: expect.must_not_match: '(?=a)' is not a regular"
            + " expression: invalid or unsupported Perl syntax",
        "expect: {must_not_match: '(a)\\1'}|3:26: expect.must_not_match: '(a)\\1' is not a regular"
            + " expression: invalid escape sequence",
        "expect: {must_match: {a: b}}|3:22: expect.must_match: expected a regular expression"
            + " (RE2), not a map",
        "expect: {must_match: ~}|3:22: expect.must_match: expected a regular expression (RE2), not"
            + " nothing",
        "expect: {fresh_files: srv}|3:23: expect.fresh_files: 'srv' is not an absolute path",
        "expect: {fresh_files: [/a, ~]}|3:28: expect.fresh_files: expected an absolute path, or"
            + " keys and values, not nothing",
        "expect: {fresh_files: {within: 1h}}|3:23: expect.fresh_files.path: is missing",
        "expect: {fresh_files: [{}]}|3:24: expect.fresh_files.path: is missing",
        "expect: {fresh_files: {path: a}}|3:30: expect.fresh_files.path: 'a' is not an absolute"
            + " path",
        "expect: {fresh_files: {path: /a, within: 0}}|3:42: expect.fresh_files.within: must be more"
            + " than 0",
        "expect: {fresh_files: {path: /a, wihtin: 1h}}|3:34: expect.fresh_files.wihtin: unknown"
            + " key; did you mean within?",
        "expect: {max_output: lots}|3:22: expect.max_output: expected a number of bytes such as"
            + " 4096, 500k, 10M or 2G, not the text 'lots'"
      })
  void a_wrong_value_is_reported_at_its_place(String line, String fault) {
    assertThat(site.faultsWith(line + "\n")).containsExactly("a.yaml:" + fault);
  }
}
