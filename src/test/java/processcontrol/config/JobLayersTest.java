package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.job.Job;

/** The layers below a job: several templates, and the defaults of its tags. */
class JobLayersTest {

  @TempDir Path directory;
  private Site site;

  @BeforeEach
  void write_configuration() throws Exception {
    site =
        new Site(directory)
            .config(
                """
                default_job_config:
                  environment: {A: default, B: default, C: default, D: default, E: default}
                job_templates:
                  first: {environment: {A: first, B: first}}
                  second: {extends: third, environment: {B: second}}
                  third: {environment: {B: third, C: third}}
                tag_defaults:
                  db: {environment: {C: db, D: db}, timeout: 7}
                  slow: {environment: {D: slow}}
                """);
  }

  @Test
  void later_templates_win_over_earlier_ones_those_over_tags_and_these_over_the_defaults() {
    Job job = site.loadWith("extends: [first, second]\ntag: [db, slow]\n");

    assertThat(job.environment())
        .containsEntry("A", "first")
        .containsEntry("B", "second")
        .containsEntry("C", "third")
        .containsEntry("D", "slow")
        .containsEntry("E", "default");
    assertThat(job.timeout()).hasToString("7m");
  }

  @Test
  void tags_of_a_template_and_of_the_defaults_count() {
    site.config(
        """
        default_job_config: {tag: slow}
        job_templates: {t: {tag: db}}
        tag_defaults: {db: {timeout: 3}, slow: {timeout: 4}}
        """);

    assertThat(site.loadWith("extends: t\n").timeout()).hasToString("3m");
    assertThat(site.loadWith("").timeout()).hasToString("4m");
  }

  @Test
  void circles_missing_templates_and_too_many_are_told() {
    site.config(
        "job_templates: {a: {extends: [b, b]}, b: {extends: [c, c]}, c: {extends: [d, d]},"
            + " d: {extends: [e, e]}, e: {extends: [f, f]}, f: {timeout: 1}, x: {extends: [f, x]}}\n");

    assertThat(site.faultsWith("extends: [f, x]\n"))
        .asString()
        .contains("extends: templates extend each other in a circle: x -> x");
    assertThat(site.faultsWith("extends: [f, g]\n"))
        .asString()
        .contains("3:14: extends: there is no job template 'g'");
    assertThat(site.faultsWith("extends: a\n")).asString().contains("50 templates at most");
  }

  @Test
  void what_a_tag_says_cannot_change_tags_or_templates() {
    site.config("tag_defaults: {db: {tag: other, extends: t}}\n");

    assertThatThrownBy(site::load)
        .hasMessageContaining("tag_defaults.db.tag: what a tag says cannot change")
        .hasMessageContaining("tag_defaults.db.extends: ");
  }

  @Test
  void faults_of_tag_defaults_are_told_even_if_no_job_has_the_tag() {
    site.config("tag_defaults: {db: {timeoud: 1}}\n");

    assertThat(site.loader().faultsOfLayers()).anyMatch(line -> line.contains("timeoud"));
  }
}
