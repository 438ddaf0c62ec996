package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.config.EffectiveConfig.Items;
import processcontrol.config.EffectiveConfig.Setting;
import processcontrol.config.EffectiveConfig.Settings;
import processcontrol.config.EffectiveConfig.Text;
import processcontrol.config.EffectiveConfig.Value;
import processcontrol.job.Job;
import processcontrol.job.Slug;

/** Each value of a job's effective configuration, and the layer and line that it comes from. */
class EffectiveConfigTest {

  @TempDir Path directory;

  private Site site;

  @BeforeEach
  void makeSite() throws IOException {
    site = new Site(directory);
  }

  private EffectiveConfig effective() {
    return site.loader().effective(new Slug("a"));
  }

  /** Name, value, layer and line of all that has a single value. */
  private Map<String, String> flat() {
    Map<String, String> flat = new LinkedHashMap<>();
    flatten("", effective().settings(), flat);
    return flat;
  }

  private static void flatten(String prefix, List<Setting> settings, Map<String, String> flat) {
    for (Setting setting : settings) {
      String name = prefix + setting.key();
      if (setting.value() instanceof Settings map) {
        flatten(name + ".", map.settings(), flat);
      } else {
        String where = setting.source().layer() + ":" + setting.source().line();
        flat.put(name, text(setting.value()) + " <" + where + ">");
      }
    }
  }

  private static String text(Value value) {
    if (value instanceof Items list) {
      List<String> texts = new ArrayList<>();
      list.items().forEach(item -> texts.add(text(item.value())));
      return texts.toString();
    }
    if (value instanceof Settings map) {
      Map<String, String> texts = new LinkedHashMap<>();
      map.settings().forEach(setting -> texts.put(setting.key(), text(setting.value())));
      return texts.toString();
    }
    return ((Text) value).text();
  }

  @Test
  void every_value_tells_its_layer_and_line() {
    site.config(
        """
        default_job_config:
          timeout: 10
          environment:
            FOO: low
            BAR: low
        job_templates:
          base:
            extends: root
            retries:
              attempts: 3
              delay: 5s
          root:
            stop_signal: INT
            timeout: 20
        """);
    site.job(
        "a.yaml",
        """
        name: A
        command: [one, two]
        extends: base
        retries:
          backoff: 2
        environment: {FOO: high}
        """);

    assertThat(flat())
        .containsEntry("name", "A <job:1>")
        .containsEntry("command", "[one, two] <job:2>")
        .containsEntry("timeout", "20 <template root:14>")
        .containsEntry("stop_signal", "INT <template root:13>")
        .containsEntry("retries.attempts", "3 <template base:10>")
        .containsEntry("retries.delay", "5s <template base:11>")
        .containsEntry("retries.backoff", "2 <job:5>")
        .containsEntry("retries.on_signal", "false <default:0>")
        .containsEntry("environment.FOO", "high <job:6>")
        .containsEntry("environment.BAR", "low <default_job_config:5>")
        .containsEntry("kill_after", "10s <default:0>")
        .containsEntry("log.max_runs", "500 <default:0>")
        .containsEntry("schedule", " <default:0>");
  }

  @Test
  void every_key_is_there_whether_set_or_not() {
    site.job("a.yaml", "name: A\ncommand: x\n");

    assertThat(effective().settings())
        .extracting(Setting::key)
        .containsExactlyElementsOf(JobKeys.TABLE.keys().stream().map(Key::name).toList());
  }

  /** Writes all values down as a job of its own: its defaults are what the job had without them. */
  @Test
  void defaults_are_what_a_job_without_them_has() {
    for (String more :
        List.of(
            "",
            "retries: {attempts: 2}\n",
            "expect: {max_output: 5}\n",
            "wait: {files: /x}\n",
            "log: {max_runs: 7}\n",
            "failmail: {to_address: a@b.org}\n")) {
      site.job("a.yaml", "name: A\ncommand: x\n" + more);
      Job job = site.load("a");
      StringBuilder yaml = new StringBuilder();
      write(effective().settings(), "", yaml);

      site.job("a.yaml", yaml.toString());
      assertThat(comparable(site.load("a"))).as(yaml.toString()).isEqualTo(comparable(job));
    }
  }

  private static String comparable(Job job) {
    return job.toString().replace(job.sha256(), "");
  }

  private static void write(List<Setting> settings, String indent, StringBuilder yaml) {
    for (Setting setting : settings) {
      if (setting.value() instanceof Settings map) {
        yaml.append(indent).append(setting.key()).append(":\n");
        write(map.settings(), indent + "  ", yaml);
      } else if (!setting.value().equals(Text.NONE)) {
        yaml.append(indent).append(setting.key()).append(": ");
        yaml.append(text(setting.value())).append('\n');
      }
    }
  }

  @Test
  void url_from_the_configuration_is_not_shown_but_that_of_the_job_is() {
    site.config(
        """
        default_job_config:
          notify:
            failure: {url: "https://example.org/secret"}
        notifiers:
          ops: {url: "https://example.org/other-secret"}
        """);
    site.job(
        "a.yaml",
        "name: A\ncommand: x\nnotify:\n  success: [ops, {url: 'https://example.org/own'}]\n");

    assertThat(effective().settings().toString())
        .contains("not shown")
        .contains("ops")
        .contains("example.org/own")
        .doesNotContain("secret");
  }

  @Test
  void what_was_undone_is_shown_where_that_was_written() {
    site.config("default_job_config:\n  failmail: {to_address: a@b.org}\n  timeout: 5\n");
    site.job("a.yaml", "name: A\ncommand: x\nfailmail: ~\n");

    assertThat(flat()).containsEntry("failmail", " <job:3>");
  }

  @Test
  void types_follow_the_keys() {
    site.job(
        "a.yaml",
        "name: yes\ncommand: x\ndisabled: yes\ntimeout: 5\nenvironment: {A: 5, B: yes, C: ~}\n");

    List<Setting> all = effective().settings();
    assertThat(all)
        .contains(
            new Setting(
                "disabled",
                new Text("true", true, EffectiveConfig.Kind.BOOLEAN),
                new EffectiveConfig.Source(site.jobs() + "/a.yaml", 3, "job")),
            new Setting(
                "name",
                new Text("yes", true, EffectiveConfig.Kind.TEXT),
                new EffectiveConfig.Source(site.jobs() + "/a.yaml", 1, "job")));
    assertThat(all.toString())
        .contains("Text[text=5, plain=true, kind=NUMBER]")
        .contains("key=A, value=Text[text=5, plain=true, kind=TEXT]")
        .contains("key=C, value=Text[text=, plain=false, kind=TEXT]");
  }
}
