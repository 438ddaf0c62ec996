package processcontrol.config;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.config.YamlValue.Mapping;
import processcontrol.job.VisibleText;

/**
 * The keys that a kind of map may have: the single source for parsing, validation and the
 * documentation's completeness.
 */
final class KeyTable {

  private final Map<String, Key<?>> keys = new LinkedHashMap<>();

  KeyTable(Key<?>... keys) {
    for (Key<?> key : keys) {
      this.keys.put(key.name(), key);
    }
  }

  List<Key<?>> keys() {
    return new ArrayList<>(keys.values());
  }

  /** The values of all keys that are present, after noting every fault. */
  Values parse(Mapping mapping, Problems problems) {
    return parse(mapping, "", problems);
  }

  /**
   * @param prefix of the keys' names in messages, such as {@code failmail.}
   */
  Values parse(Mapping mapping, String prefix, Problems problems) {
    Values values = new Values(mapping);
    for (Map.Entry<String, Mapping.Entry> entry : mapping.entries().entrySet()) {
      Key<?> key = keys.get(entry.getKey());
      if (key == null) {
        problems.add(entry.getValue().keyPlace(), unknown(prefix, entry.getKey()));
      } else {
        Object value =
            key.type()
                .parse(
                    entry.getValue().value(), new ValueType.Report(prefix + key.name(), problems));
        values.put(key, value);
      }
    }
    return values;
  }

  /**
   * Notes the faults of a map that others are merged with. A key that only a whole job must have
   * may stand in one of the others.
   */
  void checkLayer(Mapping mapping, String prefix, Problems problems) {
    for (Map.Entry<String, Mapping.Entry> entry : mapping.entries().entrySet()) {
      Key<?> key = keys.get(entry.getKey());
      YamlValue value = entry.getValue().value();
      if (key == null) {
        problems.add(entry.getValue().keyPlace(), unknown(prefix, entry.getKey()));
      } else if (key.type() instanceof MapType<?> && value instanceof Mapping inner) {
        key.type().table().checkLayer(inner, prefix + key.name() + ".", problems);
      } else {
        key.type().parse(value, new ValueType.Report(prefix + key.name(), problems));
      }
    }
  }

  boolean has(String name) {
    return keys.containsKey(name);
  }

  private String unknown(String prefix, String name) {
    String former = this == GlobalKeys.TABLE ? null : FormerKeys.advice(prefix + name);
    if (former != null) {
      return prefix + name + ": " + former;
    }
    String close = Similar.to(name, keys.keySet());
    return prefix
        + VisibleText.excerpt(name)
        + ": unknown key"
        + (close == null ? "" : "; did you mean " + close + "?");
  }

  /** The values found in one map. */
  static final class Values {
    private final Mapping mapping;
    private final IdentityHashMap<Key<?>, Object> values = new IdentityHashMap<>();

    private Values(Mapping mapping) {
      this.mapping = mapping;
    }

    private void put(Key<?> key, Object value) {
      if (value != null) {
        values.put(key, value);
      }
    }

    /** The value of a key; the default where it is missing or faulty. */
    @SuppressWarnings("unchecked") // put only stores what the key's own type parsed.
    <T> @Nullable T get(Key<T> key, @Nullable T byDefault) {
      Object value = values.get(key);
      return value == null ? byDefault : (T) value;
    }

    boolean has(Key<?> key) {
      return mapping.entries().containsKey(key.name());
    }

    /** Returns true if a key is there, but its value says nothing. */
    boolean isFaulty(Key<?> key) {
      return has(key) && !values.containsKey(key);
    }

    /** Returns true if the value of a key is a list of nothing. */
    boolean isEmptyList(Key<?> key) {
      return values.get(key) instanceof List<?> list && list.isEmpty();
    }

    /** Returns the place of the map. */
    Place place() {
      return mapping.place();
    }

    /** Returns the place of the value of a key; the map's own place if it is missing. */
    Place placeOf(Key<?> key) {
      YamlValue value = mapping.get(key.name());
      return value == null ? mapping.place() : value.place();
    }

    /** A key's name, with its place if that is in another file than the value of another key. */
    String nameWithPlace(Key<?> key, Key<?> other) {
      Place place = placeOf(key);
      return place.file().equals(placeOf(other).file()) ? key.name() : key.name() + ", " + place;
    }

    /** Returns the place of a value within the map of a key; that map's place if it is missing. */
    Place placeOf(Key<?> key, String inner) {
      YamlValue value = mapping.get(key.name()) instanceof Mapping map ? map.get(inner) : null;
      return value == null ? placeOf(key) : value.place();
    }
  }
}
