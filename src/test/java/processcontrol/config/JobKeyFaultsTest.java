package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every key of a job with a value of a wrong type, or out of range. */
class JobKeyFaultsTest {

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
        "description: 5|3:14: description: expected text, not the number '5'; put it in quotes",
        "description: [a]|3:14: description: expected text, not a list",
        "description: true|3:14: description: expected text, not the boolean true; put it in"
            + " quotes",
        "description:|3:13: description: expected text, not nothing",
        "slow_start_command: 5|3:21: slow_start_command: expected text, not the number '5'; put it"
            + " in quotes",
        "slow_start_command: {a: b}|3:21: slow_start_command: expected a command, not a map",
        "slow_start_command: []|3:21: slow_start_command: expected a command or a list of it, not"
            + " an empty list",
        "slow_start_command: [a, ~]|3:25: slow_start_command: expected a command, not nothing",
        "slow_start_command: a 'b|3:21: slow_start_command: the command has a single quote (')"
            + " without its partner",
        "slow_start_command: ' '|3:21: slow_start_command: the command is empty",
        "shell: 1|3:8: shell: expected true or false, not the number '1'",
        "shell: 'yes'|3:8: shell: expected true or false, not the text 'yes'",
        "shell: y|3:8: shell: expected true or false, not the text 'y'",
        "shell: ~|3:8: shell: expected true or false, not nothing",
        "shell: [true]|3:8: shell: expected true or false, not a list",
        "directory: srv|3:12: directory: 'srv' is not an absolute path",
        "directory: ''|3:12: directory: '' is not an absolute path",
        "directory: {}|3:12: directory: expected an absolute path, not a map",
        "directory: \"/a\\nb\"|3:12: directory: a path is one line without NUL characters",
        "directory: \"/a\\0b\"|3:12: directory: a path is one line without NUL characters",
        "environment: [A]|3:14: environment: expected keys and values, not a list"
            + ": write environment: {NAME: value}",
        "environment: A=B|3:14: environment: expected keys and values, not the text 'A=B'"
            + ": write environment: {NAME: value}",
        "environment: {A: [1]}|3:18: environment.A: expected a single value, not a list",
        "environment: {A: {B: 1}}|3:18: environment.A: expected a single value, not a map",
        "environment: {A=B: 1}|3:15: environment: 'A=B' is not a variable name",
        "environment: {'': 1}|3:15: environment: '' is not a variable name",
        "environment: {\"A\\0\": 1}|3:15: environment: 'A\\x00' is not a variable name",
        "environment: {A: \"x\\0\"}|3:18: environment.A: a value cannot contain a NUL character",
        "timeout: -5|3:10: timeout: '-5' is not a duration: write a duration such as 90s, 10m, 2h"
            + " or PT10S",
        "timeout: 99999999|3:10: timeout: '99999999' is longer than the longest duration, 3660"
            + " days",
        "timeout: [1]|3:10: timeout: expected a number of minutes or a duration such as 90s, 10m"
            + " or PT10S, not a list",
        "timeout: yes|3:10: timeout: 'yes' is not a duration: write a duration such as 90s, 10m,"
            + " 2h or PT10S",
        "kill_after: 5|3:13: kill_after: '5' has no unit: write '5s' for seconds or '5m' for"
            + " minutes",
        "kill_after: 3661d|3:13: kill_after: '3661d' is longer than the longest duration, 3660"
            + " days",
        "kill_after: {}|3:13: kill_after: expected a duration such as 90s, 10m or PT10S, not a map",
        "stop_signal: FOO|3:14: stop_signal: 'FOO' is not a signal: write a name such as TERM or"
            + " INT, or its number",
        "stop_signal: 65|3:14: stop_signal: signals are numbered 1 to 64, not 65",
        "stop_signal: 0|3:14: stop_signal: signals are numbered 1 to 64, not 0",
        "stop_signal: [TERM]|3:14: stop_signal: expected a signal such as TERM or INT, not a list",
        "allow_overtime: 0|3:17: allow_overtime: expected true or false, not the number '0'",
        "disabled: nope|3:11: disabled: expected true or false, not the text 'nope'",
        "schedule: 75 * * * *|3:11: schedule: minute 75 is out of range 0-59",
        "schedule: '0 0 30 2 *'|3:11: schedule: '0 0 30 2 *' never fires: no month that it names has"
            + " such a day",
        "only_if: 'test -e /x && true'|3:10: only_if: no shell reads this command, and '&&' would be"
            + " an argument of it: call /bin/sh -c '...', or put it in quotes if it is meant as it"
            + " stands",
        "slow_start_command: a > b|3:21: slow_start_command: no shell reads this command, and '>'"
            + " would be an argument of it: write shell: true, or put it in quotes if it is meant as"
            + " it stands",
        "schedule: '@DAILY'|3:11: schedule: aliases such as '@DAILY' are not allowed: write"
            + " '0 0 * * *'",
        "schedule: ~|3:11: schedule: expected five crontab terms, in quotes, not nothing",
        "schedule: []|3:11: schedule: expected five crontab terms, in quotes, not an empty list",
        "tag: a b|3:6: tag: 'a b' is not a tag: use letters, digits, '.', '_' and '-'",
        "tag: 5|3:6: tag: expected text, not the number '5'; put it in quotes",
        "tag: {a: b}|3:6: tag: expected a tag, not a map",
        "tag: []|3:6: tag: expected a tag or a list of it, not an empty list",
        "tag: [[a]]|3:7: tag: expected a tag, not a list",
        "failmail: a@b|3:11: failmail: expected keys and values, not the text 'a@b'"
            + ": write failmail: {to_address: ops@example.org}",
        "failmail: {from_address: a@b}|3:11: failmail.to_address: is missing",
        "failmail: {to_address: ''}|3:24: failmail.to_address: must be one line of text without"
            + " control characters",
        "failmail: {to_address: []}|3:24: failmail.to_address: expected a mail address or a list of"
            + " it, not an empty list",
        "failmail: {to_address: a b}|3:24: failmail.to_address: 'a b' is not a mail address: write"
            + " ops@example.org or Ops <ops@example.org>",
        "failmail: {to_address: a, from_address: 'b, c'}|3:41: failmail.from_address: is one"
            + " address, not 2",
        "failmail: {to_address: a@b, from_address: [c]}|3:43: failmail.from_address: expected"
            + " a mail address, not a list",
        "failmail: {to_adress: a@b, to_address: c}|3:12: failmail.to_adress: unknown key; did you"
            + " mean to_address?",
        "failmail: {to_address: \"a\\rBcc: b\"}|3:24: failmail.to_address: must be one line of text"
            + " without control characters",
        "failure_threshold_for_mail: 0|3:29: failure_threshold_for_mail: 0 is out of range"
            + " 1-1000000",
        "failure_threshold_for_mail: 1000001|3:29: failure_threshold_for_mail: 1000001 is out of"
            + " range 1-1000000",
        "failure_threshold_for_mail: 1.5|3:29: failure_threshold_for_mail: expected a whole number"
            + " from 1 to 1000000, not the number '1.5'",
        "failure_threshold_for_mail: many|3:29: failure_threshold_for_mail: expected a whole"
            + " number from 1 to 1000000, not the text 'many'",
        "extends: [a]|3:11: extends: there is no job template 'a'",
        "extends: ~|3:10: extends: expected the name of a job template, not nothing",
        "extends: []|3:10: extends: expected the name of a job template or a list of it, not an"
            + " empty list",
        "extends: base|3:10: extends: there is no job template 'base'",
        "tags: [a]|3:1: tags: unknown key; did you mean tag?",
        "scheduel: x|3:1: scheduel: unknown key; did you mean schedule?",
        "mail_again_after: 60|3:19: mail_again_after: '60' has no unit: write '60s' for seconds or"
            + " '60m' for minutes",
        "hold_after_failures: -1|3:22: hold_after_failures: -1 is out of range 0-10000",
        "success_codes: ok|3:16: success_codes: expected a whole number from 0 to 255, not the text"
            + " 'ok'",
        "failure_codes: [1, 256]|3:20: failure_codes: 256 is out of range 0-255",
        "fatal_codes: {a: 1}|3:14: fatal_codes: expected a whole number from 0 to 255, not a map",
        "fail_on: []|3:10: fail_on: expected exit or stderr or a list of it, not an empty list",
        "fail_on: [exit, stdout]|3:17: fail_on: expected exit or stderr, not the text 'stdout'",
        "warn_after: 20|3:13: warn_after: '20' has no unit: write '20s' for seconds or '20m' for"
            + " minutes",
        "attempt_timeout: x|3:18: attempt_timeout: 'x' is not a duration: write a duration such as"
            + " 90s, 10m, 2h or PT10S",
        "only_if: [a, {b: c}]|3:14: only_if: expected a command, not a map",
        "only_if: a 'b|3:10: only_if: the command has a single quote (') without its partner",
        "only_if: ~|3:10: only_if: expected a command, not nothing",
        "retires: {attempts: 3}|3:1: retires: unknown key; did you mean retries?",
        "outputs: []|3:1: outputs: unknown key; did you mean output?",
        "Timeout: 3|3:1: Timeout: unknown key; did you mean timeout?"
      })
  void a_wrong_value_is_reported_at_its_place(String line, String fault) {
    assertThat(site.faultsWith(line + "\n")).containsExactly("a.yaml:" + fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "name: 5@command: x|1:7: name: expected text, not the number '5'; put it in quotes",
        "name: ''@command: x|1:7: name: must be one line of text without control characters",
        "name: \"a\\nb\"@command: x|1:7: name: must be one line of text without control"
            + " characters",
        "name: \"a\\x1b[2Jb\"@command: x|1:7: name: must be one line of text without control"
            + " characters",
        "name: [a]@command: x|1:7: name: expected text, not a list",
        "name:@command: x|1:6: name: expected text, not nothing",
        "command: x|1:1: name: is missing",
        "# c@name: A|2:1: command: is missing",
        "name: A@command: 5|2:10: command: expected text, not the number '5'; put it in quotes",
        "name: A@command:|2:9: command: expected a command, not nothing",
        "name: A@command: []|2:10: command: expected a command or a list of it, not an empty list",
        "name: A@command: {run: x}|2:10: command: expected a command, not a map",
        "name: A@command: a \\|2:10: command: the command ends in a backslash",
        "name: A@command: \"a\\0b\"|2:10: command: a command cannot contain a NUL character",
        "name: A@shell: on@command: ' '|3:10: command: the command is empty",
        "name: A@shell: on@command: \"a\\0b\"|3:10: command: a command cannot contain a NUL"
            + " character"
      })
  void a_wrong_name_or_command_is_reported_at_its_place(String text, String fault) {
    assertThat(site.job("a.yaml", text.replace('@', '\n')).faultsOf("a"))
        .containsExactly("a.yaml:" + fault);
  }
}
