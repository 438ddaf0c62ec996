package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import processcontrol.ManualPage;
import processcontrol.job.Slug;

/** The manual and the shipped files know every key, and what they show is valid. */
class DocumentationTest {

  private static final ManualPage JOB_MANUAL = ManualPage.named("process-control-job.5");
  private static final ManualPage GLOBAL_MANUAL = ManualPage.named("process-control.yaml.5");

  @TempDir private Path temporary;
  private Path jobs;

  @BeforeEach
  void makeJobDirectory() throws IOException {
    jobs = Files.createDirectory(temporary.resolve("jobs"));
  }

  @Test
  void the_manual_has_an_entry_for_every_key_of_a_job_and_for_no_other() {
    assertThat(JOB_MANUAL.keys())
        .containsExactlyInAnyOrderElementsOf(
            names(JobKeys.TABLE, "failmail.", JobKeys.FAILMAIL_TABLE));
  }

  @Test
  void the_manual_has_an_entry_for_every_global_key_and_for_no_other() {
    assertThat(GLOBAL_MANUAL.keys())
        .containsExactlyInAnyOrderElementsOf(
            names(GlobalKeys.TABLE, "mail.", GlobalKeys.MAIL_TABLE));
  }

  private static Set<String> names(KeyTable table, String prefix, KeyTable inner) {
    Set<String> names = new TreeSet<>();
    for (Key<?> key : table.keys()) {
      names.add(key.name());
    }
    for (Key<?> key : inner.keys()) {
      names.add(prefix + key.name());
    }
    return names;
  }

  static Stream<Key<?>> jobKeys() {
    return Stream.of(JobKeys.TABLE, JobKeys.FAILMAIL_TABLE).flatMap(t -> t.keys().stream());
  }

  @ParameterizedTest
  @MethodSource("jobKeys")
  void the_example_job_shows_every_key(Key<?> key) {
    assertThat(ManualPage.readProjectFile("job.example.yaml"))
        .containsPattern("(?m)^#? *" + key.name() + ":");
  }

  static Stream<Key<?>> globalKeys() {
    return Stream.of(GlobalKeys.TABLE, GlobalKeys.MAIL_TABLE).flatMap(t -> t.keys().stream());
  }

  @ParameterizedTest
  @MethodSource("globalKeys")
  void the_shipped_configuration_shows_every_key(Key<?> key) {
    assertThat(ManualPage.readProjectFile("etc/process-control.yaml"))
        .containsPattern("(?m)^# *" + key.name() + ":");
  }

  @ParameterizedTest
  @ValueSource(strings = {"job.example.yaml", "etc/jobs/hello.yaml"})
  void shipped_jobs_are_valid(String file) {
    assertValidJob(ManualPage.readProjectFile(file));
  }

  @Test
  void the_example_job_is_valid_with_its_template_too() {
    String job = ManualPage.readProjectFile("job.example.yaml");

    assertValidJob(job.replace("#extends:", "extends:"));
  }

  @Test
  void the_shipped_configuration_is_that_of_no_file_at_all() throws IOException {
    GlobalConfig shipped = load(ManualPage.readProjectFile("etc/process-control.yaml"));

    assertThat(settings(shipped)).isEqualTo(settings(load("")));
    assertThat(shipped.hasLogging()).isFalse();
  }

  @Test
  void what_the_shipped_configuration_shows_as_a_default_is_the_default() throws IOException {
    GlobalConfig uncommented = load(uncommentedConfiguration());

    assertThat(settings(uncommented)).isEqualTo(settings(load("")));
    assertThat(uncommented.layers().templates()).containsKey("nightly");
  }

  /** A line with a key begins with {@code #}, one with prose with {@code #} and a single blank. */
  private static String uncommentedConfiguration() {
    return ManualPage.readProjectFile("etc/process-control.yaml")
        .replaceAll("(?m)^#(?=[a-z_]+:|  )", "");
  }

  private static List<Object> settings(GlobalConfig config) {
    return List.of(
        config.user(),
        config.jobDirectory(),
        config.outputCrontab(),
        config.outputDirectory(),
        config.runDirectory(),
        config.stateDirectory(),
        config.runnerPath(),
        config.cronTemplate(),
        config.noNewPrivs());
  }

  static List<String> jobExamples() {
    List<String> examples = new ArrayList<>();
    for (String display : JOB_MANUAL.displays()) {
      boolean ofConfiguration = display.startsWith("default_job_config:");
      if (display.matches("(?s)[a-z_]+: ?[^ ].*|[a-z_]+:\n.*") && !ofConfiguration) {
        examples.add(display);
      }
    }
    return examples;
  }

  @ParameterizedTest
  @MethodSource("jobExamples")
  void what_the_manual_shows_of_a_job_is_valid(String example) {
    String title = example.contains("name: ") ? "" : "name: Example\n";
    String command = example.matches("(?s)(.*\n)?command:.*") ? "" : "command: /bin/true\n";

    assertValidJob(title + command + example + "\n");
  }

  static List<String> globalExamples() {
    return GLOBAL_MANUAL.displays();
  }

  @ParameterizedTest
  @MethodSource("globalExamples")
  void what_the_manual_shows_of_the_configuration_is_valid(String example) {
    assertThatCode(() -> load(example + "\n")).doesNotThrowAnyException();
  }

  private void assertValidJob(String yaml) {
    assertThatCode(
            () -> {
              Files.writeString(jobs.resolve("example.yaml"), yaml);
              String config =
                  "job_directory: " + jobs + "\njob_templates: {nightly: {timeout: 4h}}\n";
              new JobLoader(load(config)).load(new Slug("example"));
            })
        .as(yaml)
        .doesNotThrowAnyException();
  }

  private GlobalConfig load(String yaml) throws IOException {
    Path file = Files.writeString(temporary.resolve("process-control.yaml"), yaml);
    return GlobalConfig.loadFrom(file.toString());
  }
}
