package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.ParserSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;

class ParserSettingsTest {

  private static final LoadSettings USUAL =
      LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();

  @Test
  void settings_are_the_defaults_of_the_library() {
    assertThat(ParserSettings.unlimited())
        .usingRecursiveComparison()
        .ignoringFields(
            "defaultList", "defaultSet", "defaultMap", "versionFunction", "schema") // of composers
        .isEqualTo(USUAL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a: [1, {b: \"\\x41\\u00e9\"}, !!str c]\n# no comment\nd: |\n  text\n",
        "%YAML 1.1\n---\n&x a: *x\n",
        "%TAG !e! tag:example.org,2000:\n--- !e!thing\n- 'a'\n...\n--- 2\n",
      })
  void parser_finds_the_same_events(String text) {
    assertThat(events(ParserSettings.unlimited(), text)).isEqualTo(events(USUAL, text));
  }

  @Test
  void versions_of_yaml_beyond_1_are_refused_as_ever() {
    assertThatThrownBy(() -> events(ParserSettings.unlimited(), "%YAML 2.0\n--- a\n"))
        .isInstanceOf(YamlVersionException.class);
  }

  private static List<String> events(LoadSettings settings, String text) {
    List<String> events = new ArrayList<>();
    new Parse(settings)
        .parseString(text)
        .forEach(event -> events.add(event + " " + event.getStartMark()));
    return events;
  }
}
