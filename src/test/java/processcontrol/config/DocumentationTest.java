package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import processcontrol.ManualPage;
import processcontrol.config.YamlValue.Mapping;
import processcontrol.config.YamlValue.Sequence;
import processcontrol.job.Event;
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
    assertThat(JOB_MANUAL.keys()).containsExactlyInAnyOrderElementsOf(KeyPaths.ofJob().keySet());
  }

  @Test
  void the_manual_has_an_entry_for_every_global_key_and_for_no_other() {
    assertThat(GLOBAL_MANUAL.keys())
        .containsExactlyInAnyOrderElementsOf(KeyPaths.ofConfiguration().keySet());
  }

  static Set<String> jobKeys() {
    return KeyPaths.ofJob().keySet();
  }

  @ParameterizedTest
  @MethodSource("jobKeys")
  void the_example_job_shows_every_key(String path) {
    String text =
        ManualPage.readProjectFile("job.example.yaml")
            .replace("#extends:", "extends:")
            .replace("#command_from_arguments:", "command_from_arguments:")
            .replace("#output_mail:", "output_mail:")
            .replaceAll(
                "(?m)^#(?=days:|keep_running:|restart_|reload_|max_delay:|mail_every:|every:|period:|pause:|random:|repeat:|epsilon:"
                    + "|pool:|pool_wait:|cluster:|  hosts:|  order:|  when_unreachable:|  when_lost:|  rerun_lost:|after:|idle:|triggers:|  end:|  success:|    - send|  failure:)",
                "");
    Mapping job = YamlReader.read("job.example.yaml", text, new Problems());

    if (path.startsWith("notifier.")) {
      String name = path.substring(path.indexOf('.') + 1);
      Stream<String> events = Stream.of(Event.values()).map(event -> "notify." + event + ".");
      assertThat(events.anyMatch(event -> shows(job, event + name))).isTrue();
    } else {
      assertThat(shows(job, path)).isTrue();
    }
  }

  /** Returns true if a key stands in a map, or in a map of a list. */
  private static boolean shows(YamlValue value, String path) {
    if (value instanceof Sequence list) {
      return list.items().stream().anyMatch(item -> shows(item, path));
    }
    int dot = path.indexOf('.');
    YamlValue inner =
        value instanceof Mapping map ? map.get(dot < 0 ? path : path.substring(0, dot)) : null;
    return dot < 0 ? inner != null : shows(inner, path.substring(dot + 1));
  }

  static Stream<Key<?>> globalKeys() {
    return KeyPaths.ofConfiguration().values().stream();
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
    assertThat(shipped.mail()).isNull();
    assertThat(shipped.metricsDirectory()).isNull();
    assertThat(shipped.layers().notifiers()).isEmpty();
  }

  @Test
  void what_the_shipped_configuration_shows_as_a_default_is_the_default() throws IOException {
    GlobalConfig uncommented = load(uncommentedConfiguration());

    assertThat(settings(uncommented)).isEqualTo(settings(load("")));
    assertThat(uncommented.layers().templates()).containsKey("nightly");
    assertThat(uncommented.layers().notifiers()).containsKey("chat");
    assertThat(uncommented.mail().host()).isEqualTo("mail.example.org");
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
      if (display.matches("(?s)[a-z_]+: ?[^ ].*|[a-z_]+:\n.*") && !isOfConfiguration(display)) {
        examples.add(display);
      }
    }
    return examples;
  }

  private static boolean isOfConfiguration(String display) {
    return display.startsWith("default_job_config:") || display.startsWith("notifiers:");
  }

  @ParameterizedTest
  @MethodSource("jobExamples")
  void what_the_manual_shows_of_a_job_is_valid(String example) {
    String title = example.matches("(?s)(.*\n)?name:.*") ? "" : "name: Example\n";
    String command =
        example.matches("(?s)(.*\n)?command(_from_arguments)?:.*") ? "" : "command: /bin/true\n";

    assertValidJob(title + command + example + "\n");
  }

  static List<String> globalExamples() {
    List<String> examples = new ArrayList<>(GLOBAL_MANUAL.displays());
    for (String display : JOB_MANUAL.displays()) {
      if (isOfConfiguration(display)) {
        examples.add(display);
      }
    }
    return examples;
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
                  "job_directory: "
                      + jobs
                      + "\njob_templates: {nightly: {timeout: 4h}}\nnotifiers: {chat: {mail: ops}}\n"
                      + "cluster: {host: web1, hosts: [web1, web2], endpoints: http://e1:2379}\n";
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
