package processcontrol.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** All keys that can stand in a file, those of the maps within it too, by names with dots. */
final class KeyPaths {

  private KeyPaths() {}

  /** Those of a job, and those of a notifier, which stand where {@code notify} has one. */
  static Map<String, Key<?>> ofJob() {
    Map<String, Key<?>> paths = new LinkedHashMap<>();
    add("", JobKeys.TABLE, paths);
    add("notifier.", new NotifierType().table(), paths);
    return paths;
  }

  static Map<String, Key<?>> ofConfiguration() {
    Map<String, Key<?>> paths = new LinkedHashMap<>();
    add("", GlobalKeys.TABLE, paths);
    return paths;
  }

  private static void add(String prefix, KeyTable table, Map<String, Key<?>> paths) {
    for (Key<?> key : table.keys()) {
      paths.put(prefix + key.name(), key);
      if (key.type().table() != null) {
        add(prefix + key.name() + ".", key.type().table(), paths);
      }
    }
  }
}
