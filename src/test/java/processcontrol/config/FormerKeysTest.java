package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import processcontrol.job.Slug;

class FormerKeysTest {

  @TempDir Path directory;

  private List<String> problems(String config, String job) throws Exception {
    Site site = new Site(directory).config(config).job("a.yaml", job);
    return catchThrowableOfType(
            InvalidConfigException.class, () -> new JobLoader(site.load()).load(new Slug("a")))
        .problems();
  }

  @ParameterizedTest
  @CsvSource({
    "mail-to: x@example.org, mail-to, mail_to, kopf",
    "'cron: \"5,35\"', cron, schedule, kopf",
    "hup-on-change: /x, hup-on-change, reload_on_change, kopf",
    "if: /bin/true, if, only_if, acron",
    "'wait: {nonopen-file: /x}', wait.nonopen-file, wait.closed_files, jobman",
    "'retries: {num-runs: 3}', retries.num-runs, retries.attempts, jobman",
    "'wait.file: /x', wait.file, wait.files, jobman",
    "'parent_jobs: [b]', parent_jobs, after, kala"
  })
  void a_key_of_another_system_is_told_what_it_is_here(
      String line, String former, String key, String system) throws Exception {
    assertThat(problems("", "name: A\ncommand: /bin/true\n" + line + "\n"))
        .anyMatch(
            problem -> problem.endsWith(former + ": write " + key + "; it is a key of " + system));
  }

  @Test
  void it_is_told_in_defaults_and_templates_too() throws Exception {
    String layers =
        """
        default_job_config: {dir: /tmp}
        job_templates: {nightly: {mail-to: x@example.org}}
        """;

    assertThat(problems(layers, "name: A\ncommand: /bin/true\nextends: nightly\n"))
        .anyMatch(problem -> problem.endsWith(":1:22: dir: write directory; it is a key of kopf"))
        .anyMatch(
            problem -> problem.endsWith(":2:27: mail-to: write mail_to; it is a key of kopf"));
  }
}
