package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import processcontrol.config.YamlValue.Mapping;
import processcontrol.config.YamlValue.Scalar;
import processcontrol.config.YamlValue.Sequence;

class YamlReaderTest {

  private final Problems problems = new Problems();

  private Mapping read(String text) {
    return YamlReader.read("f", text, problems);
  }

  private List<String> faults(String text) {
    read(text);
    return problems.lines();
  }

  @Test
  void keys_and_values_know_their_places() {
    Mapping root = read("# comment\na: 1\nb:\n  c: [x, 'y']\n");

    assertThat(problems.isEmpty()).isTrue();
    assertThat(root.place()).hasToString("f:2:1");
    assertThat(root.get("a")).isEqualTo(new Scalar(new Place("f", 2, 4), "1", true));
    assertThat(root.entries().get("b").keyPlace()).hasToString("f:3:1");
    Mapping b = (Mapping) root.get("b");
    assertThat(b.place()).hasToString("f:4:3");
    assertThat(b.get("c"))
        .isEqualTo(
            new Sequence(
                new Place("f", 4, 6),
                List.of(
                    new Scalar(new Place("f", 4, 7), "x", true),
                    new Scalar(new Place("f", 4, 10), "y", false))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"* * * * *", "*/5 * * * *", "*", "@daily", "%x", "`x`"})
  void text_that_yaml_takes_for_something_else_has_to_be_in_quotes(String text) {
    assertThat(faults("a: 1\nschedule: " + text + "\n"))
        .containsExactly(
            "f:2:11: text that begins with '" + text.charAt(0) + "' must be in quotes");
  }

  @Test
  void columns_count_characters() {
    assertThat(faults("gr\u00fc\u00df: {a: 1, a: 2}\n"))
        .containsExactly("f:1:14: a: given twice; first in line 1");
  }

  @Test
  void a_missing_key_has_no_value() {
    assertThat(read("a: 1").get("b")).isNull();
  }

  @Test
  void block_scalars_keep_their_lines() {
    Mapping root = read("a: |\n  x\n  y\nb: >\n  x\n  y\nc: |-\n  z\n");

    assertThat(((Scalar) root.get("a")).text()).isEqualTo("x\ny\n");
    assertThat(((Scalar) root.get("b")).text()).isEqualTo("x y\n");
    assertThat(((Scalar) root.get("c")).text()).isEqualTo("z");
    assertThat(((Scalar) root.get("c")).plain()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# only a comment\n", "---\n", "---\n...\n", "~\n", "null"})
  void a_document_without_content_is_an_empty_map(String text) {
    assertThat(read(text)).isEqualTo(Mapping.empty(new Place("f", 1, 1)));
    assertThat(problems.lines()).isEmpty();
  }

  @Test
  void the_root_must_be_a_map() {
    assertThat(faults("- a\n- b\n")).containsExactly("f:1:1: expected keys and values, not a list");
  }

  @Test
  void a_single_value_is_no_document() {
    assertThat(faults("\n  hello\n"))
        .containsExactly("f:2:3: expected keys and values, not the text 'hello'");
  }

  @Test
  void duplicate_keys_are_reported_where_they_stand() {
    Mapping root = read("a: 1\nb:\n  c: 1\n  c: 2\na: 3\n\"a\": 4\n");

    assertThat(problems.lines())
        .containsExactly(
            "f:4:3: c: given twice; first in line 3",
            "f:5:1: a: given twice; first in line 1",
            "f:6:1: a: given twice; first in line 1");
    assertThat(((Scalar) root.get("a")).text()).isEqualTo("1");
  }

  @Test
  void a_second_document_is_refused() {
    assertThat(faults("a: 1\n---\nb: 2\n"))
        .containsExactly("f:2:1: a second document begins here; a file holds one");
  }

  @Test
  void only_tags_of_plain_data_are_let_through() {
    Mapping root = read("a: !!str 1\nb: !!map {}\nc: !!seq []\nd: ! x\n");

    assertThat(problems.lines()).isEmpty();
    assertThat(root.get("a")).isEqualTo(new Scalar(new Place("f", 1, 4), "1", false));
  }

  @Test
  void tags_that_build_objects_are_refused() {
    assertThat(
            faults(
                """
                a: !!javax.script.ScriptEngineManager []
                b: !!python/object/apply:os.system ['id']
                c: !mine {x: 1}
                d: !!int '1'
                ? !!binary e
                : 1
                f: !<tag:example.org,2026:x> y
                """))
        .containsExactly(
            "f:1:4: the tag !!javax.script.ScriptEngineManager is not allowed",
            "f:2:4: the tag !!python/object/apply:os.system is not allowed",
            "f:3:4: the tag !mine is not allowed; put text that begins with '!' in quotes",
            "f:4:4: the tag !!int is not allowed",
            "f:5:3: the tag !!binary is not allowed",
            "f:7:4: the tag tag:example.org,2026:x is not allowed");
  }

  @Test
  void aliases_are_expanded() {
    Mapping root = read("a: &x [1, 2]\nb: *x\nc: {d: *x}\n");

    assertThat(problems.lines()).isEmpty();
    assertThat(root.get("b")).isEqualTo(root.get("a"));
    assertThat(((Mapping) root.get("c")).get("d")).isEqualTo(root.get("a"));
  }

  @Test
  void the_last_anchor_of_a_name_counts() {
    Mapping root = read("a: &x 1\nb: &x 2\nc: *x\n");

    assertThat(((Scalar) root.get("c")).text()).isEqualTo("2");
  }

  @Test
  void an_alias_of_nothing_is_refused() {
    assertThat(faults("a: *x\nb: &x 1\n"))
        .containsExactly("f:1:4: the alias *x names no value before it");
  }

  @Test
  void a_value_cannot_contain_itself() {
    assertThat(faults("a: &x [1, *x]\nb: &y {c: *y}\n"))
        .containsExactly(
            "f:1:11: the alias *x names no value before it",
            "f:2:11: the alias *y names no value before it");
  }

  @Test
  void merge_keys_are_refused() {
    assertThat(faults("a: &x {b: 1}\nc:\n  <<: *x\n"))
        .containsExactly("f:3:3: merge keys (<<) are not part of YAML 1.2; use 'extends'");
  }

  @Test
  void a_key_is_a_word() {
    assertThat(faults("? [a, b]\n: 1\n? {c: d}\n: 2\n"))
        .containsExactly(
            "f:1:3: a key is a word, not a list",
            "f:3:3: a key is a word, not a map; put text that begins with '{' in quotes");
  }

  @Test
  void a_billion_laughs_are_cut_short() {
    StringBuilder text = new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for (int i = 1; i < 10; i++) {
      String alias = "*a" + (i - 1);
      text.append("a").append(i).append(": &a").append(i).append(" [").append(alias);
      text.append((", " + alias).repeat(7)).append("]\n");
    }
    assertThat(faults(text.toString()))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("f:5:")
        .endsWith(": the document holds more than 20000 values once aliases are expanded");
  }

  @Test
  void a_document_holds_at_most_20000_values() {
    // The map, its key, the list, and the items.
    assertThat(read("a: [" + "x, ".repeat(19_997) + "]").entries()).hasSize(1);
    assertThat(problems.lines()).isEmpty();
    assertThat(faults("a: [" + "x, ".repeat(19_998) + "]"))
        .containsExactly(
            "f:1:59996: the document holds more than 20000 values once aliases are expanded");
  }

  @Test
  void a_long_text_cannot_be_multiplied_by_aliases() {
    String text = "a: &a " + "x".repeat(50_000) + "\nb: [";
    assertThat(read(text + "*a, ".repeat(9) + "]").entries()).hasSize(2);
    assertThat(problems.lines()).isEmpty();
    assertThat(faults(text + "*a, ".repeat(3000) + "]"))
        .containsExactly(
            "f:2:41: the document holds more than 524288 characters once aliases are expanded");
  }

  @Test
  void values_are_nested_at_most_50_deep() {
    read("a: " + "[".repeat(49) + "]".repeat(49));
    assertThat(problems.lines()).isEmpty();
    assertThat(faults("a: " + "[".repeat(50) + "]".repeat(50)))
        .containsExactly("f:1:53: nested deeper than 50 levels");
  }

  @Test
  void bottomless_nesting_does_not_exhaust_the_stack() {
    assertThat(faults("[".repeat(200_000))).containsExactly("f:1:51: nested deeper than 50 levels");
  }

  @Test
  void tabs_cannot_indent() {
    assertThat(faults("a:\n\tb: 1\n"))
        .containsExactly(
            "f:2:1: not valid YAML: while scanning for the next token, found character"
                + " '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)");
  }

  @Test
  void broken_syntax_is_reported_where_it_breaks_in_one_line() {
    assertThat(faults("a: 1\nb: [1, 2\nc: 3\n"))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("f:3:2: not valid YAML: while parsing a flow sequence, ")
        .doesNotContain("\n");
  }

  @Test
  void a_quote_left_open_is_reported() {
    assertThat(faults("a: 'x\nb: 1\n"))
        .containsExactly(
            "f:3:1: not valid YAML: while scanning a quoted scalar, found unexpected end of"
                + " stream; a quote is not closed");
  }

  @Test
  void control_characters_are_not_yaml() {
    assertThat(faults("a: x\u0001y\n"))
        .containsExactly("f:1:1: not valid YAML: special characters are not allowed");
  }
}
