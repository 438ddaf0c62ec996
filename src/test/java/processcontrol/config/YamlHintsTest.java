package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlHintsTest {

  private static final Set<String> GLOBAL =
      Set.of("mail", "default_job_config", "job_templates", "notifiers");

  @TempDir private Path directory;
  private Site site;

  @BeforeEach
  void makeSite() throws IOException {
    site = new Site(directory);
  }

  private List<String> faults(String text) {
    site.job("a.yaml", text);
    Review review = site.loader().review(site.jobs().resolve("a.yaml").toString());
    return review.problems().stream().map(line -> line.replace(site.jobs() + "/", "")).toList();
  }

  @Test
  void examples_are_valid() {
    for (Map.Entry<String, String> each : YamlHints.examples().entrySet()) {
      String line = each.getKey() + ": " + each.getValue() + "\n";
      site.config(GLOBAL.contains(each.getKey()) ? line : "");
      String job = GLOBAL.contains(each.getKey()) ? "" : line;
      assertThat(faults("name: A\ncommand: x\n" + job)).as(line).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "name: Nightly: backup|1:14: not valid YAML: mapping values are not allowed here; put text"
            + " with ': ' in quotes; a key begins in the column of the others, and a blank is"
            + " behind its colon",
        "name: \"a\\d\"|1:10: not valid YAML: while scanning a double-quoted scalar, found unknown"
            + " escape character d(100); in double quotes, write \\\\ for \\, or use single quotes",
        "time\u00a0out: 5|1:1: time<U+00A0>out: unknown key; did you mean timeout?",
        "schedule: \"5 *\u00a0* * *\"|1:11: schedule: hour '*<U+00A0>*' is not a whole number from"
            + " 0 to 23",
        "schedule: \"5\u200b * * * *\"|1:11: schedule: minute '5\\u200b' is not a whole number"
            + " from 0 to 59",
        "shell: true\u00a0|1:8: shell: expected true or false, not the text 'true<U+00A0>'",
        "command: !vault x|1:10: the tag !vault is not allowed; put text that begins with '!' in"
            + " quotes",
        "command: {{ cmd }}|1:11: a key is a word, not a map; put text that begins with '{' in"
            + " quotes",
        "retries: 3|1:10: retries: expected keys and values, not the number '3': write retries:"
            + " {attempts: 3}",
        "failmail: a@b|1:11: failmail: expected keys and values, not the text 'a@b': write"
            + " failmail: {to_address: ops@example.org}"
      })
  void what_is_likely_wrong_is_said(String line, String fault) {
    assertThat(faults(line + "\n")).contains("a.yaml:" + fault);
  }
}
