package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import processcontrol.job.Job;
import processcontrol.job.Output;

/** The destinations of a run's output. */
class OutputTypeTest {

  @TempDir Path directory;
  private Site site;

  @BeforeEach
  void make_site() throws Exception {
    site = new Site(directory);
  }

  private List<Output> outputs(String text) {
    return site.loadWith(text).outputs();
  }

  @Test
  void every_key_of_an_output_is_read() {
    assertThat(
            outputs(
                """
                output:
                  - file: /srv/a
                  - {file: /srv/b, when: failure, append: false}
                  - {mail: [a@b, Ops <c@d>], when: always}
                """))
        .containsExactly(
            new Output("/srv/a", List.of(), false, true),
            new Output("/srv/b", List.of(), true, false),
            new Output(null, List.of("a@b", "Ops <c@d>"), false, true));
    assertThat(outputs("output: {file: /srv/a}\n"))
        .containsExactly(new Output("/srv/a", List.of(), false, true));
  }

  @Test
  void mail_to_is_an_output_as_well() {
    Output mail = new Output(null, List.of("a@b", "c@d"), false, true);

    assertThat(outputs("mail_to: [a@b, c@d]\n")).containsExactly(mail);
    assertThat(outputs("output_mail: a@b, c@d\n")).containsExactly(mail);
    assertThat(outputs("mail_to: [a@b, c@d]\noutput: {file: /x}\n"))
        .containsExactly(new Output("/x", List.of(), false, true), mail);
  }

  @Test
  void output_goes_to_the_log_alone_by_default() {
    Job job = site.loadWith("");

    assertThat(job.outputs()).isEmpty();
    assertThat(job.logOutput()).isEqualTo("both");
    assertThat(site.loadWith("log_output: off\n").logOutput()).isEqualTo("none");
    assertThat(site.loadWith("log_output: stderr\n").logOutput()).isEqualTo("stderr");
  }

  @Test
  void an_empty_list_undoes_what_the_defaults_say() {
    site.config("default_job_config: {output: [{file: /x}], mail_to: a@b}\n");

    assertThat(outputs("")).hasSize(2);
    assertThat(outputs("output: []\nmail_to: []\n")).isEmpty();
    assertThat(outputs("output: [{file: /y}]\nmail_to: []\n"))
        .containsExactly(new Output("/y", List.of(), false, true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "output: /srv/a|3:9: output: expected keys and values, not the text '/srv/a'",
        "output: ~|3:9: output: expected keys and values, not nothing",
        "output: [~]|3:10: output: expected keys and values, not nothing",
        "output: {}|3:9: output: needs either file or mail",
        "output: [{when: always}]|3:10: output: needs either file or mail",
        "output: {file: /a, mail: a@b}|3:9: output: needs either file or mail",
        "output: {file: a}|3:16: output.file: 'a' is not an absolute path",
        "output: {mail: []}|3:16: output.mail: expected a mail address or a list of it, not an"
            + " empty list",
        "output: {file: /a, when: success}|3:26: output.when: expected always or failure, not the"
            + " text 'success'",
        "output: {file: /a, append: 1}|3:28: output.append: expected true or false, not the number"
            + " '1'",
        "output: {mail: a@b, append: no}|3:29: output.append: goes with file only",
        "output: {flie: /a, mail: a@b}|3:10: output.flie: unknown key; did you mean file?",
        "mail_to: ~|3:10: mail_to: expected a mail address, not nothing",
        "mail_to: [a@b, {}]|3:16: mail_to: expected a mail address, not a map",
        "output_mail: a b|3:14: output_mail: 'a b' is not a mail address: write ops@example.org or"
            + " Ops <ops@example.org>",
        "log_output: never|3:13: log_output: expected both or stdout or stderr or none or true or false, not the text 'never'",
      })
  void a_wrong_value_is_reported_at_its_place(String line, String fault) {
    assertThat(site.faultsWith(line + "\n")).containsExactly("a.yaml:" + fault);
  }

  @Test
  void the_two_names_of_mail_to_exclude_each_other() {
    assertThat(site.faultsWith("mail_to: a@b\noutput_mail: c@d\n"))
        .containsExactly("a.yaml:4:14: output_mail: is the same as mail_to; use one");
  }
}
