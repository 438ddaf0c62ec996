package processcontrol.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.job.VisibleText;

/** A value of a YAML document and where it stands. Documents are trees: aliases are expanded. */
sealed interface YamlValue {

  Place place();

  /** Returns what it is, for messages. */
  String describe();

  /**
   * A scalar's text. Its type is decided by the key that it belongs to, not by YAML's rules.
   *
   * @param plain whether it was written without quotes, so that {@code ~} means null
   */
  record Scalar(Place place, String text, boolean plain) implements YamlValue {

    boolean isNull() {
      return plain && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
    }

    /**
     * TRUE, FALSE, or null if it is neither; YAML 1.1's words too, as the Python original knows.
     */
    @Nullable Boolean asBoolean() {
      if (!plain) {
        return null;
      }
      return switch (text) {
        case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON" -> Boolean.TRUE;
        case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF" -> Boolean.FALSE;
        default -> null;
      };
    }

    /**
     * Returns true if YAML would read a number here (JSON's syntax, as in the YAML 1.2 core
     * schema).
     */
    boolean isNumber() {
      if (!plain || text.isEmpty()) {
        return false;
      }
      int digits = 0;
      int points = 0;
      for (int i = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c >= '0' && c <= '9') {
          digits++;
        } else if (c == '.') {
          points++;
        } else {
          return false;
        }
      }
      return digits > 0 && points <= 1;
    }

    @Override
    public String describe() {
      if (isNull()) {
        return "nothing";
      }
      if (asBoolean() != null) {
        return "the boolean " + text;
      }
      return (isNumber() ? "the number " : "the text ") + VisibleText.quoted(text);
    }
  }

  /** A value that could not be read; that was noted, and needs no further message. */
  record Faulty(Place place) implements YamlValue {
    @Override
    public String describe() {
      return "a faulty value";
    }
  }

  /** A list. */
  record Sequence(Place place, List<YamlValue> items) implements YamlValue {
    @Override
    public String describe() {
      return items.isEmpty() ? "an empty list" : "a list";
    }
  }

  /** A map, in the order of the file; its keys are distinct. */
  record Mapping(Place place, Map<String, Entry> entries) implements YamlValue {

    /** A key and its value, the key with its own place. */
    record Entry(Place keyPlace, YamlValue value) {}

    static Mapping empty(Place place) {
      return new Mapping(place, Map.of());
    }

    /** The value of a key, or null. */
    @Nullable YamlValue get(String key) {
      Entry entry = entries.get(key);
      return entry == null ? null : entry.value();
    }

    /**
     * This mapping laid over another: maps are merged deeply, everything else is replaced. So is a
     * map by an empty one, which is how a job undoes what the defaults say.
     */
    Mapping over(Mapping base) {
      if (base.entries.isEmpty()) {
        return this;
      }
      Map<String, Entry> merged = new LinkedHashMap<>(base.entries);
      for (Map.Entry<String, Entry> own : entries.entrySet()) {
        Entry mine = own.getValue();
        Entry theirs = merged.get(own.getKey());
        if (theirs != null
            && theirs.value() instanceof Mapping below
            && mine.value() instanceof Mapping above
            && !above.entries().isEmpty()) {
          mine = new Entry(mine.keyPlace(), above.over(below));
        }
        merged.put(own.getKey(), mine);
      }
      return new Mapping(place, merged);
    }

    @Override
    public String describe() {
      return "a map";
    }
  }
}
