package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import processcontrol.ManualPage;

/** The table of all keys in process-control(7) says what the other pages, and the code, say. */
class AllKeysTest {

  private static final List<String> PAGE =
      ManualPage.readProjectFile("man/process-control.7").lines().toList();

  /** Returns the text of each key below a heading. */
  private static Map<String, String> table(String heading) {
    Map<String, String> table = new LinkedHashMap<>();
    List<String> below = PAGE.subList(PAGE.indexOf(heading), PAGE.size());
    for (int i = 0; !below.get(i).equals(".El"); i++) {
      if (below.get(i).startsWith(".It Ic ")) {
        table.put(below.get(i).substring(7), below.get(i + 1));
      }
    }
    return table;
  }

  /** Returns what another page says of each key in its head, such as {@code 10s; duration}. */
  private static Map<String, String> heads(String page) {
    Map<String, String> heads = new LinkedHashMap<>();
    for (String line : ManualPage.readProjectFile(page).lines().toList()) {
      if (line.startsWith(".It Ic ")) {
        List<String> parts = List.of(line.substring(7).split(" Pq ", 2));
        String text = parts.size() == 1 ? "" : parts.get(1).replaceAll("\\b(Li|No) ", "");
        heads.put(parts.get(0), text.replace("both , default", "both, default"));
      }
    }
    heads.replaceAll((key, head) -> withDefaultFirst(head));
    return heads;
  }

  private static String withDefaultFirst(String head) {
    int at = head.indexOf(", default ");
    if (at >= 0) {
      return head.substring(at + 10) + "; " + head.substring(0, at);
    }
    String required = ", required";
    return head.endsWith(required)
        ? "required; " + head.substring(0, head.length() - required.length())
        : head;
  }

  @Test
  void it_has_the_keys_of_both_pages_in_their_order() {
    assertThat(table(".Ss Of a job").toString())
        .isEqualTo(heads("man/process-control-job.5").toString());
    assertThat(table(".Ss Of the configuration").toString())
        .isEqualTo(heads("man/process-control.yaml.5").toString());
  }

  @Test
  void its_defaults_are_those_of_the_code() {
    Map<String, String> table = table(".Ss Of a job");
    List<String> wrong = new ArrayList<>();
    for (String key : table.keySet()) {
      String set = EffectiveDefaults.of(key);
      String inCode = set == null ? EffectiveDefaults.impliedBy(key) : set;
      String inManual = table.get(key).split(";", 2)[0];
      if (inCode != null && !inCode.replaceFirst("^0s$", "0").equals(inManual)) {
        wrong.add(key + ": " + inManual + ", not " + inCode);
      }
    }
    assertThat(wrong).isEmpty();
  }
}
