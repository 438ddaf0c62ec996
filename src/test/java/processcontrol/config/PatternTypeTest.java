package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import processcontrol.config.YamlValue.Scalar;

/** Nobody's pattern takes the memory or the time of the supervisor. */
class PatternTypeTest {

  private final Problems problems = new Problems();

  private String parse(String pattern) {
    Scalar scalar = new Scalar(Place.startOf("f"), pattern, false);
    return new PatternType().parse(scalar, new ValueType.Report("k", problems));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "abc|3",
        "a{5}b|6",
        "a{2,7}|7",
        "a{3,}|3",
        "(ab){10}|40",
        "((a{10}){10}){10}|1220",
        "[]({5})]{2}|2",
        "[^]a\\]b]{2}|2",
        "\\x{4000}\\p{Greek}{3}|4",
        "a{x}|4",
        "\\(a\\){2}|4",
        "a{0}b|2"
      })
  void the_size_counts_repetitions(String pattern, long size) {
    assertThat(PatternType.sizeOf(pattern)).isEqualTo(size);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "^rows: [1-9][0-9]*$",
        "(?i)error|fatal",
        "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
        "\\d{4}-\\d\\d",
        ".{1,990}"
      })
  void what_people_write_is_taken(String pattern) {
    assertThat(parse(pattern)).isEqualTo(pattern);
    assertThat(problems.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((a{100}){100}){100}",
        "((a{1000}){1000}){1000}",
        "(((((a{9}){9}){9}){9}){9}",
        "(?:(?:[a-z]{40}){40})",
        "a{1001}",
        "a{99999999999999999999}"
      })
  void what_would_be_huge_is_refused(String pattern) {
    assertThat(parse(pattern)).isNull();
    assertThat(problems.lines())
        .containsExactly(
            "f:1:1: k: the regular expression is too large: at most 1000 characters, each counted"
                + " as often as it is repeated by {}");
  }

  @Test
  void deep_nesting_is_refused_or_compiled_but_never_overflows_the_stack() {
    assertThat(parse("(".repeat(500) + ")".repeat(500))).isNotNull();
    assertThat(parse("(".repeat(100_000) + ")".repeat(100_000))).isNull();
    assertThat(parse("a?".repeat(500))).isNotNull();
    assertThat(problems.lines()).hasSize(1);
  }

  private List<String> parseList(int count, String pattern) {
    List<YamlValue> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(new Scalar(new Place("f", i + 1, 3), pattern, false));
    }
    YamlValue list = new YamlValue.Sequence(Place.startOf("f"), items);
    return new PatternType.Patterns().parse(list, new ValueType.Report("k", problems));
  }

  @Test
  void many_patterns_are_refused_before_they_are_compiled() {
    assertThat(parseList(100, "x")).hasSize(100);
    assertThat(parseList(2000, "((((x{30}){30})))")).isNull();
    assertThat(problems.lines())
        .containsExactly("f:101:3: k: at most 100 regular expressions are allowed");
  }

  @Test
  void patterns_that_are_large_together_are_refused_where_it_is_too_much() {
    assertThat(parseList(10, "((((x{30}){30})))")).hasSize(10);
    assertThat(parseList(11, "((((x{30}){30})))")).isNull();
    assertThat(problems.lines())
        .containsExactly(
            "f:11:3: k: the regular expressions are too large together; combine them, or repeat"
                + " less by {}");
  }

  @Test
  void tables_of_characters_are_bounded() {
    assertThat(parse("\\pL".repeat(20))).isNotNull();
    assertThat(parse("\\pL".repeat(21))).isNull();
    assertThat(problems.lines())
        .containsExactly("f:1:1: k: the regular expression has more than 20 classes such as \\pL");
  }
}
