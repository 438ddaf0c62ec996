package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import processcontrol.config.YamlValue.Mapping;
import processcontrol.config.YamlValue.Scalar;

class YamlValueTest {

  private static final Place HERE = new Place("f", 1, 1);

  private static Scalar plain(String text) {
    return new Scalar(HERE, text, true);
  }

  private static Scalar quoted(String text) {
    return new Scalar(HERE, text, false);
  }

  private static Mapping map(String text) {
    return YamlReader.read("f", text, new Problems());
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"})
  void yaml_1_1_words_for_true_are_known(String word) {
    assertThat(plain(word).asBoolean()).isTrue();
    assertThat(plain(word).describe()).isEqualTo("the boolean " + word);
    assertThat(quoted(word).asBoolean()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"})
  void yaml_1_1_words_for_false_are_known(String word) {
    assertThat(plain(word).asBoolean()).isFalse();
    assertThat(quoted(word).asBoolean()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tRUE", "y", "n", "1", "0", "", "truE", "oN"})
  void other_words_are_no_booleans(String word) {
    assertThat(plain(word).asBoolean()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "~", "null", "Null", "NULL"})
  void nothing_is_written_in_four_ways(String word) {
    assertThat(plain(word).isNull()).isTrue();
    assertThat(plain(word).describe()).isEqualTo("nothing");
    assertThat(quoted(word).isNull()).isFalse();
    assertThat(quoted(word).describe()).isEqualTo("the text '" + word + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "-1", "+1", "1.5", ".5", "1.", "007"})
  void numbers_are_recognized(String word) {
    assertThat(plain(word).isNumber()).isTrue();
    assertThat(plain(word).describe()).isEqualTo("the number '" + word + "'");
    assertThat(quoted(word).isNumber()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", ".", "1.2.3", "1-2", "1a", "--1", "1 2", "9:00"})
  void other_words_are_no_numbers(String word) {
    assertThat(plain(word).isNumber()).isFalse();
  }

  @Test
  void lists_and_maps_are_named_as_such() {
    Mapping root = map("a: [1]\nb: {}\nc: []\n");

    assertThat(root.get("a").describe()).isEqualTo("a list");
    assertThat(root.get("b").describe()).isEqualTo("a map");
    assertThat(root.get("c").describe()).isEqualTo("an empty list");
  }

  @Test
  void a_map_over_another_is_merged_deeply_and_lists_are_replaced() {
    Mapping merged =
        map("a: 1\nm: {x: 1, deep: {p: 1}}\nl: [1]\n")
            .over(map("z: 0\nm: {x: 0, y: 0, deep: {p: 0, q: 0}}\nl: [7, 8]\na: [9]\n"));

    assertThat(flat(merged)).isEqualTo("{z=0, m={x=1, y=0, deep={p=1, q=0}}, l=[1], a=1}");
  }

  @Test
  void a_map_and_a_value_replace_each_other() {
    assertThat(flat(map("m: 1\nn: {a: 1}\n").over(map("m: {a: 0}\nn: 0\n"))))
        .isEqualTo("{m=1, n={a=1}}");
    assertThat(flat(map("m: ~\n").over(map("m: {a: 0}\n")))).isEqualTo("{m=~}");
    assertThat(flat(map("m: {}\n").over(map("m: {a: 0}\n")))).isEqualTo("{m={}}");
    assertThat(flat(map("{}\n").over(map("m: {a: 0}\n")))).isEqualTo("{m={a=0}}");
  }

  @Test
  void merging_changes_neither_map() {
    Mapping base = map("m: {a: 0}\n");
    Mapping own = map("m: {b: 1}\n");
    own.over(base);

    assertThat(flat(base)).isEqualTo("{m={a=0}}");
    assertThat(flat(own)).isEqualTo("{m={b=1}}");
  }

  @Test
  void merged_values_keep_the_places_they_came_from() {
    Mapping base = YamlReader.read("base", "\n\na: 0\nb: 0\n", new Problems());
    Mapping merged = map("b: 1\n").over(base);

    assertThat(merged.entries().get("a").keyPlace()).hasToString("base:3:1");
    assertThat(merged.entries().get("b").keyPlace()).hasToString("f:1:1");
    assertThat(merged.place()).hasToString("f:1:1");
  }

  private static String flat(YamlValue value) {
    if (value instanceof Scalar scalar) {
      return scalar.text();
    }
    if (value instanceof YamlValue.Sequence sequence) {
      List<String> items = sequence.items().stream().map(YamlValueTest::flat).toList();
      return items.toString();
    }
    StringBuilder text = new StringBuilder();
    for (var entry : ((Mapping) value).entries().entrySet()) {
      text.append(text.isEmpty() ? "" : ", ").append(entry.getKey()).append('=');
      text.append(flat(entry.getValue().value()));
    }
    return "{" + text + "}";
  }
}
