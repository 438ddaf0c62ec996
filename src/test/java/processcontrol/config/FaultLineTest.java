package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.job.VisibleText;

/** Whatever stands in a job file, its faults are short lines of visible text. */
class FaultLineTest {

  private static final int CASES = 400;

  private static final List<String> HOSTILE =
      List.of(
          "A",
          "9",
          "\\n",
          "\\e[2J",
          "\\u202e",
          "\\u200b",
          "\\U000e0041",
          "\\x9b",
          "\\\"",
          "'",
          "-",
          "/",
          "*",
          ",",
          ":",
          "=",
          "{",
          " ",
          "P",
          "T",
          "%",
          "\u00fc",
          "\\\\");

  @TempDir Path directory;

  private final Random random = new Random(7);

  private String hostile() {
    StringBuilder text = new StringBuilder();
    int pieces = 1 + random.nextInt(3);
    for (int i = 0; i < pieces; i++) {
      int times = random.nextInt(3) == 0 ? 20_000 : 1 + random.nextInt(300);
      text.append(HOSTILE.get(random.nextInt(HOSTILE.size())).repeat(Math.min(times, 20_000)));
    }
    String shortened = text.length() > 60_000 ? text.substring(0, 60_000) : text.toString();
    return shortened.replaceAll("\\\\[^\\\\]{0,8}$", "").replaceAll("(?<!\\\\)\\\\$", "");
  }

  private String value() {
    return switch (random.nextInt(8)) {
      case 0 -> "[\"" + hostile() + "\"]";
      case 1 -> "{\"" + hostile() + "\": \"" + hostile() + "\"}";
      case 2 -> "*" + "x".repeat(random.nextInt(3000));
      case 3 -> "!<" + "t".repeat(1 + random.nextInt(3000)) + "> x";
      case 4 -> "9".repeat(1 + random.nextInt(5000));
      case 5 -> "&a x: y: [" + "z".repeat(random.nextInt(3000));
      default -> "\"" + hostile() + "\"";
    };
  }

  @Test
  void a_fault_is_a_short_visible_line_with_its_place() throws Exception {
    Site site = new Site(directory);
    Path file = site.jobs().resolve("a.yaml");
    List<String> keys = new ArrayList<>();
    JobKeys.TABLE.keys().forEach(key -> keys.add(key.name()));
    int faulty = 0;
    for (int i = 0; i < CASES; i++) {
      String text = "\"" + hostile() + "\": 1\n";
      for (int lines = random.nextInt(4); lines >= 0; lines--) {
        text += keys.get(random.nextInt(keys.size())) + ": " + value() + "\n";
      }
      Files.writeString(file, text);
      List<String> faults = site.loader().review(file.toString()).problems();
      faulty += faults.isEmpty() ? 0 : 1;
      for (String fault : faults) {
        assertThat(fault).startsWith(file + ":").hasSizeLessThan(file.toString().length() + 1020);
        assertThat(fault.substring(file.toString().length())).matches("(?s):[0-9]+:[0-9]+: .*");
        assertThat(VisibleText.firstHidden(fault)).as(fault).isNull();
      }
    }
    assertThat(faulty).isGreaterThan(CASES / 2);
  }

  @Test
  void a_file_has_a_hundred_faults_at_most_and_a_count_of_the_others() throws Exception {
    StringBuilder text = new StringBuilder("name: A\ncommand: x\n");
    for (int i = 0; i < 4000; i++) {
      text.append("wrong").append(i).append(": 1\n");
    }
    Site site = new Site(directory).job("a.yaml", text.toString());

    List<String> faults = site.faultsOf("a");

    assertThat(faults).hasSize(101);
    assertThat(faults.get(100)).endsWith("a.yaml:103:1: and 3900 more faults, from here on");
  }

  @Test
  void names_and_texts_have_no_invisible_characters() throws Exception {
    Site site = new Site(directory);

    assertThat(site.faultsWith("description: \"a\\u202eb\"\nrunbook: \"a\\u200bb\"\n"))
        .hasSize(2)
        .allSatisfy(
            fault ->
                assertThat(fault)
                    .containsPattern("without invisible characters, such as U\\+20[02]"));
    site.job("b.yaml", "name: \"a\\U000e0041b\"\ncommand: x\n");
    assertThat(site.faultsOf("b"))
        .singleElement()
        .asString()
        .endsWith(
            "b.yaml:1:7: name: must be one line of text without control characters and other"
                + " invisible ones, such as U+E0041");
    assertThat(site.faultsWith("description: \"\ud83d\udc69\u200d\ud83d\udcbb\\nmore\"\n"))
        .isEmpty();
  }
}
