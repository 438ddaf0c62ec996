package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import processcontrol.job.CommandLine;
import processcontrol.job.Moment;
import processcontrol.job.TimeSpan;
import processcontrol.job.Wait;
import processcontrol.job.WaitUrl;

/** The conditions that a run waits for. */
class WaitTypeTest {

  @TempDir Path directory;
  private Site site;

  @BeforeEach
  void make_site() throws Exception {
    site = new Site(directory);
  }

  private Wait waiting(String keys) {
    return site.loadWith("wait: {" + keys + "}\n").waiting();
  }

  @Test
  void every_key_is_read() {
    Wait waiting =
        site.loadWith(
                """
                wait:
                  until: 2026-12-01T06:00:00+01:00
                  for: 5m
                  files: /srv/in/ready
                  closed_files: [/srv/in/a, /srv/in/b]
                  commands: [test -e '/x y', /bin/true]
                  any: yes
                  poll_interval: 5s
                  extra_delay: 10s
                  give_up_at: 8h
                """)
            .waiting();

    assertThat(waiting)
        .isEqualTo(
            new Wait(
                new Moment("2026-12-01T06:00:00+01:00"),
                TimeSpan.parse("5m"),
                List.of("/srv/in/ready"),
                List.of("/srv/in/a", "/srv/in/b"),
                List.of(
                    new CommandLine(List.of("test", "-e", "/x y")), CommandLine.split("/bin/true")),
                List.of(),
                true,
                TimeSpan.parse("5s"),
                TimeSpan.parse("10s"),
                new Moment("8h")));
  }

  @Test
  void urls_are_texts_or_keys() {
    assertThat(
            waiting(
                    "urls: ['http://h', {url: 'https://h:8443/a?b', method: GET, status: 401, timeout: 2s}]")
                .urls())
        .containsExactly(
            new WaitUrl("http://h", "HEAD", List.of(), TimeSpan.parse("10s")),
            new WaitUrl("https://h:8443/a?b", "GET", List.of(401), TimeSpan.parse("2s")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "file:///etc/passwd|expected an http or https URL, not the text",
        "'ftp://h/'|expected an http or https URL, not the text",
        "'http:///x'|expected an http or https URL, not the text",
        "'http://h:99999/'|expected an http or https URL, not the text",
        "'http://u:p@h/'|a login is not sent: leave it out of the URL",
        "'http://h/ a'|is not a URL",
        "{method: GET}|needs url",
        "{url: 'http://h', status: 99}|99 is out of range 100-599",
        "{url: 'http://h', timeout: 2m}|wait.urls.timeout: 2m is longer than 1m",
        "{url: 'http://h', timeout: 0}|must be more than 0",
        "{url: 'http://h', method: POST}|expected HEAD or GET, not the text 'POST'",
        "{url: 'http://h', head: x}|unknown key"
      })
  void bad_urls_are_refused(String url, String fault) {
    assertThat(site.faultsWith("wait: {urls: " + url + "}\n"))
        .hasSize(1)
        .first()
        .asString()
        .contains(fault);
  }

  @Test
  void one_condition_is_enough() {
    assertThat(waiting("until: 06:00"))
        .isEqualTo(
            new Wait(
                new Moment("06:00"),
                TimeSpan.ZERO,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                false,
                TimeSpan.parse("60s"),
                TimeSpan.ZERO,
                null));
    for (String condition :
        List.of("for: 1m", "files: /a", "closed_files: [/a]", "commands: a", "urls: http://h/")) {
      assertThat(waiting(condition)).isNotNull();
    }
    assertThat(site.loadWith("").waiting()).isNull();
  }

  @Test
  void a_job_can_change_single_keys_of_the_defaults_and_undo_them() {
    site.config("default_job_config: {wait: {files: [/a], poll_interval: 5s, give_up_at: 1h}}\n");

    Wait waiting = waiting("files: [], closed_files: /b");
    assertThat(waiting.files()).isEmpty();
    assertThat(waiting.closedFiles()).containsExactly("/b");
    assertThat(waiting.pollInterval()).isEqualTo(TimeSpan.parse("5s"));
    assertThat(waiting.giveUpAt()).isEqualTo(new Moment("1h"));
    assertThat(site.loadWith("wait: {}\n").waiting()).isNull();
    assertThat(site.loadWith("wait: ~\n").waiting()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "wait: 5m|3:7: wait: expected keys and values, not the text '5m'"
            + ": write wait: {for: 5m}",
        "wait: {give_up_at: 1h}|3:7: wait: needs until, for, files, closed_files, commands or urls: what"
            + " is waited for?",
        "wait: {files: [], any: true}|3:7: wait: needs until, for, files, closed_files, commands or urls:"
            + " what is waited for?",
        "wait: {file: /a, for: 1m}|3:8: wait.file: write wait.files; it is a key of jobman",
        "wait: {until: soon}|3:15: wait.until: 'soon' is not a moment: write a date and time"
            + " (2026-12-01T06:00:00+01:00), a date, a time of day (06:00) or a duration (90m)",
        "wait: {until: 25:00}|3:15: wait.until: '25:00' is not a moment: write a date and time"
            + " (2026-12-01T06:00:00+01:00), a date, a time of day (06:00) or a duration (90m)",
        "wait: {until: 90}|3:15: wait.until: '90' has no unit: write '90s' for seconds or '90m' for"
            + " minutes",
        "wait: {for: 5}|3:13: wait.for: '5' has no unit: write '5s' for seconds or '5m' for"
            + " minutes",
        "wait: {files: ready}|3:15: wait.files: 'ready' is not an absolute path",
        "wait: {closed_files: [/a, [b]]}|3:27: wait.closed_files: expected an absolute path, not a"
            + " list",
        "wait: {commands: 'a \"b'}|3:18: wait.commands: the command has a double quote (\") without"
            + " its partner",
        "wait: {commands: [a, 5]}|3:22: wait.commands: expected text, not the number '5'; put it in"
            + " quotes",
        "wait: {for: 1m, any: 1}|3:22: wait.any: expected true or false, not the number '1'",
        "wait: {for: 1m, poll_interval: 0}|3:32: wait.poll_interval: must be more than 0",
        "wait: {for: 1m, extra_delay: x}|3:30: wait.extra_delay: 'x' is not a duration: write a"
            + " duration such as 90s, 10m, 2h or PT10S",
        "wait: {for: 1m, give_up_at: ~}|3:29: wait.give_up_at: expected a date and time, a time of"
            + " day such as 06:00, or a duration, not nothing"
      })
  void a_wrong_value_is_reported_at_its_place(String line, String fault) {
    assertThat(site.faultsWith(line + "\n")).containsExactly("a.yaml:" + fault);
  }
}
