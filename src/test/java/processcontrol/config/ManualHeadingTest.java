package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import processcontrol.ManualPage;

/** Pages are headed "process-control Manual": short enough for groff not to cut their names. */
class ManualHeadingTest {

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
            ".ds doc-volume-operating-system",
            ".ds doc-volume-ds-" + page.charAt(page.length() - 1) + " process-control Manual",
            ".Os process-control");
  }
}
