package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimilarTest {

  @ParameterizedTest
  @CsvSource({
    "'', '', 0",
    "a, a, 0",
    "'', abc, 3",
    "abc, '', 3",
    "abc, abd, 1",
    "abc, acb, 1",
    "abc, ab, 1",
    "abc, xabc, 1",
    "ca, abc, 3",
    "kitten, sitting, 3",
    "schedule, scheduel, 1",
    "abcd, badc, 2"
  })
  void the_distance_counts_edits_and_swaps(String from, String to, int edits) {
    assertThat(Similar.distance(from, to)).isEqualTo(edits);
    assertThat(Similar.distance(to, from)).isEqualTo(edits);
  }

  @Test
  void the_closest_word_wins_and_the_first_of_equals() {
    assertThat(Similar.to("timeuot", List.of("name", "timeouts", "timeout"))).isEqualTo("timeout");
    assertThat(Similar.to("tagx", List.of("tagy", "tagz"))).isEqualTo("tagy");
  }

  @Test
  void words_beyond_two_edits_are_not_meant() {
    assertThat(Similar.to("abcdef", List.of("abcxyz"))).isNull();
    assertThat(Similar.to("abcdef", List.of("abcdxy"))).isEqualTo("abcdxy");
    assertThat(Similar.to("abcdef", List.of())).isNull();
  }

  @Test
  void short_names_allow_one_edit_only() {
    assertThat(Similar.to("tga", List.of("tag"))).isEqualTo("tag");
    assertThat(Similar.to("abc", List.of("axy"))).isNull();
    assertThat(Similar.to("abcd", List.of("abxy"))).isEqualTo("abxy");
  }

  @Test
  void a_name_of_a_file_s_length_is_compared_with_nothing() {
    // A matrix of such a size would not fit into the memory that run-job gets.
    assertThat(Similar.to("a".repeat(100_000_000), List.of("a".repeat(100)))).isNull();
  }
}
