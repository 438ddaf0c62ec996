package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import processcontrol.config.YamlValue.Mapping;

/** Mail addresses, as they stand in headers. */
class AddressTypeTest {

  private final Problems problems = new Problems();

  private <T> T parse(ValueType<T> type, String yaml) {
    Mapping mapping = YamlReader.read("f", "to: " + yaml + "\n", problems);
    return type.parse(mapping.get("to"), new ValueType.Report("to", problems));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "root",
        "ops@example.org",
        "o'ps+cron@example.org",
        "<ops@example.org>",
        "Ops <ops@example.org>",
        "Ops<ops@example.org>",
        "\"Ops, all of them\" <ops@example.org>",
        "\u00d6ps <ops@example.org>"
      })
  void an_address_is_taken_as_it_is_written(String text) {
    assertThat(parse(AddressType.LIST, "'" + text.replace("'", "''") + "'")).containsExactly(text);
    assertThat(problems.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b@example.org",
        "-oQ/tmp",
        "Ops <-oQ/tmp>",
        "<>",
        "<",
        "Ops <a@b",
        "Ops a@b>",
        "a@b <c@d> e",
        "A <a@b> <c@d>",
        "\"Ops <a@b>",
        "@b",
        "a@",
        "a@b@c",
        "a;b",
        "a(b)",
        "a@[b",
        "a\\b@c"
      })
  void what_no_mail_could_be_sent_to_is_refused(String text) {
    assertThat(parse(AddressType.LIST, "'" + text + "'")).isNull();
    assertThat(problems.lines())
        .containsExactly(
            "f:1:5: to: '"
                + text
                + "' is not a mail address: write ops@example.org or Ops <ops@example.org>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a@b\\r\\nBcc: c@d", "a@b\\nc", "A\\0 <a@b>", ""})
  void nothing_can_be_smuggled_into_a_header(String text) {
    assertThat(parse(AddressType.LIST, "\"" + text + "\"")).isNull();
    assertThat(problems.lines())
        .containsExactly("f:1:5: to: must be one line of text without control characters");
  }

  @Test
  void commas_separate_addresses_but_not_within_quotes() {
    assertThat(parse(AddressType.LIST, "'a@b, \"C, D\" <c@d> ,e'"))
        .containsExactly("a@b", "\"C, D\" <c@d>", "e");
    assertThat(parse(AddressType.LIST, "['a, b', c]")).containsExactly("a", "b", "c");
    assertThat(parse(AddressType.LIST, "'a,,b'")).isNull();
    assertThat(problems.lines())
        .containsExactly(
            "f:1:5: to: '' is not a mail address: write ops@example.org or Ops <ops@example.org>");
  }

  @Test
  void every_faulty_address_of_a_list_is_reported() {
    assertThat(parse(AddressType.LIST, "[a b, ok, 5, ~]")).isNull();
    assertThat(problems.lines())
        .containsExactly(
            "f:1:6: to: 'a b' is not a mail address: write ops@example.org or Ops"
                + " <ops@example.org>",
            "f:1:15: to: expected text, not the number '5'; put it in quotes",
            "f:1:18: to: expected a mail address, not nothing");
  }

  @Test
  void an_empty_list_is_none_where_that_may_be() {
    assertThat(parse(AddressType.LIST_OR_NONE, "[]")).isEqualTo(List.of());
    assertThat(parse(AddressType.LIST, "[]")).isNull();
    assertThat(problems.lines())
        .containsExactly("f:1:5: to: expected a mail address or a list of it, not an empty list");
  }

  @Test
  void a_sender_is_one_address() {
    assertThat(parse(AddressType.ONE, "Ops <a@b>")).isEqualTo("Ops <a@b>");
    assertThat(parse(AddressType.ONE, "'a, b'")).isNull();
    assertThat(parse(AddressType.ONE, "[a]")).isNull();
    assertThat(problems.lines())
        .containsExactly(
            "f:1:5: to: is one address, not 2", "f:1:5: to: expected a mail address, not a list");
  }
}
