package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import processcontrol.ManualPage;

/** Long pages of the manual open with a synopsis that is complete and fits a screen. */
class ManualSynopsisTest {

  @Test
  void the_synopsis_of_a_job_names_every_key_once() {
    assertThat(keysOf("process-control-job.5"))
        .containsExactlyInAnyOrderElementsOf(topLevel(KeyPaths.ofJob().keySet()));
  }

  @Test
  void the_synopsis_of_the_configuration_names_every_key_once() {
    assertThat(keysOf("process-control.yaml.5"))
        .containsExactlyInAnyOrderElementsOf(topLevel(KeyPaths.ofConfiguration().keySet()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run-job.1",
        "cron-generate.8",
        "check-jobs-icinga.8",
        "process-control-job.5",
        "process-control.yaml.5",
        "process-control.7"
      })
  void a_page_is_headed_by_the_name_of_the_program_not_of_a_system(String page) {
    List<String> lines = ManualPage.readProjectFile("man/" + page).lines().toList();

    assertThat(lines.subList(0, 6))
        .contains(
            ".ds doc-volume-ds-" + page.charAt(page.length() - 1) + " process-control Manual",
            ".Os process-control");
  }

  /** The keys in the synopsis but those of its introduction. */
  private static List<String> keysOf(String page) {
    String text = ManualPage.readProjectFile("man/" + page);
    String synopsis =
        text.substring(text.indexOf("\n.Sh SYNOPSIS\n"), text.indexOf("\n.Sh DESCRIPTION\n"));
    List<String> keys = new ArrayList<>();
    for (String line : synopsis.substring(synopsis.indexOf("\n.Bl ")).lines().toList()) {
      if (line.startsWith(".Ic ")) {
        keys.addAll(List.of(line.substring(4).replace(" ,", "").split(" ", -1)));
      }
    }
    return keys;
  }

  private static List<String> topLevel(Set<String> paths) {
    return paths.stream()
        .filter(path -> path.indexOf('.') < 0)
        .collect(Collectors.toCollection(ArrayList::new));
  }
}
