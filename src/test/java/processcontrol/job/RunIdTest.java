package processcontrol.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunIdTest {

  @ParameterizedTest
  @CsvSource({
    "yak-20261120-120000, yak",
    "yak-20261120-120000.2, yak",
    "yak-20261120-120000.17, yak",
    "my-yak.v2-20261120-120000, my-yak.v2",
    "y-20261120-120000-20261120-120001, y-20261120-120000",
    "y-20261120-120000.2-20261120-120001.3, y-20261120-120000.2",
    "1-20261120-120000, 1"
  })
  void the_slug_is_what_stands_before_the_stamp(String text, String slug) {
    assertThat(RunId.parse(text)).isEqualTo(new RunId(text, new Slug(slug)));
    assertThat(RunId.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yak",
        "-20261120-120000",
        "20261120-120000",
        "yak-20261120-12000",
        "yak-2026112-120000",
        "yak20261120-120000",
        "yak-20261120_120000",
        "yak-20261120-120000.",
        "yak-20261120-120000.x",
        "yak-20261120-120000.2.3",
        "yak-20261120-120000 ",
        "../yak-20261120-120000",
        "a/b-20261120-120000",
        ".yak-20261120-120000",
        "yak\n-20261120-120000",
        "\u0661-20261120-120000",
        "yak-\u0662\u0660261120-120000"
      })
  void anything_else_is_no_run_id(String text) {
    assertThatThrownBy(() -> RunId.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'"
                + CommandLine.printable(text)
                + "' is not the name of a run: they look like backup-20261120-120000");
  }
}
