package processcontrol.config;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.config.YamlValue.Mapping;

/** Says what is most likely wrong with a file where the parser speaks of its own rules. */
final class YamlHints {

  /** Messages of the parser, and a hint for each. */
  private static final Map<String, String> HINTS = new LinkedHashMap<>();

  /** Examples of the maps that belong to keys. */
  private static final Map<String, String> EXAMPLES = new LinkedHashMap<>();

  static {
    HINTS.put(
        "mapping values are not allowed here",
        "put text with ': ' in quotes; a key begins in the column of the others, and a blank is"
            + " behind its colon");
    HINTS.put(
        "unknown escape character", "in double quotes, write \\\\ for \\, or use single quotes");
    HINTS.put("unexpected end of stream", "a quote is not closed");
    HINTS.put("expected <block end>", "write '' for a ' within single quotes");
    HINTS.put(
        "could not find expected ':'", "is the colon of a key missing, or a blank behind it?");

    EXAMPLES.put("retries", "{attempts: 3}");
    EXAMPLES.put("failmail", "{to_address: ops@example.org}");
    EXAMPLES.put("notify", "{failure: {mail: ops@example.org}}");
    EXAMPLES.put("wait", "{for: 5m}");
    EXAMPLES.put("log", "{max_runs: 100}");
    EXAMPLES.put("expect", "{must_match: done}");
    EXAMPLES.put("triggers", "{success: other-job}");
    EXAMPLES.put("pool", "{name: database, limit: 2}");
    EXAMPLES.put("environment", "{NAME: value}");
    EXAMPLES.put("mail", "{host: mail.example.org}");
    EXAMPLES.put("default_job_config", "{timeout: 1h}");
    EXAMPLES.put("job_templates", "{base: {timeout: 1h}}");
    EXAMPLES.put("notifiers", "{ops: {mail: ops@example.org}}");
  }

  private YamlHints() {}

  /** Advice on what the parser says, or null. */
  static @Nullable String on(String problem) {
    for (Map.Entry<String, String> hint : HINTS.entrySet()) {
      if (problem.contains(hint.getKey())) {
        return hint.getValue();
      }
    }
    return null;
  }

  /** Says that something else than a word stands where a key belongs. */
  static String onKey(YamlValue key) {
    String fault = "a key is a word, not " + key.describe();
    return key instanceof Mapping ? fault + "; put text that begins with '{' in quotes" : fault;
  }

  static Map<String, String> examples() {
    return EXAMPLES;
  }

  /**
   * Returns how the value of a key looks, to be added to a message; empty where there is no
   * example.
   */
  static String example(String key) {
    String example = EXAMPLES.get(key);
    return example == null ? "" : ": write " + key + ": " + example;
  }
}
