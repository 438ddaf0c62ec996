package processcontrol.config;

import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.job.Job;

/**
 * The effective values of a job's keys, from its file, its templates and the defaults, and the
 * origin of each.
 *
 * @param settings every key that there is, set or not
 */
public record EffectiveConfig(Job job, List<Setting> settings) {

  public EffectiveConfig {
    settings = List.copyOf(settings);
  }

  /**
   * A key, its value, and the place of the key.
   *
   * @param implied the effective value of a key that is not set; {@link Text#NONE} if that is
   *     nothing, or equals the value
   */
  public record Setting(String key, Value value, Source source, Text implied) {

    /** Of a key that is set, or whose default can be written down. */
    public Setting(String key, Value value, Source source) {
      this(key, value, source, Text.NONE);
    }
  }

  /**
   * The place where something was written.
   *
   * @param file null for a value that is not set anywhere
   * @param layer {@code job}, {@code template NAME}, {@code tag NAME}, {@code default_job_config}
   *     or {@code default}
   */
  public record Source(@Nullable String file, int line, String layer) {

    /** Of what is not set anywhere. */
    public static final Source DEFAULT = new Source(null, 0, "default");

    public boolean isDefault() {
      return file == null;
    }

    @Override
    public String toString() {
      return isDefault() ? layer : file + ":" + line;
    }
  }

  /** A value as it was written, or would be. */
  public sealed interface Value permits Text, Items, Settings {}

  /**
   * A single value.
   *
   * @param plain whether it needs no quotes
   */
  public record Text(String text, boolean plain, Kind kind) implements Value {

    /** Nothing: null, or a key that is not set and has no default. */
    public static final Text NONE = new Text("", true, Kind.NONE);
  }

  /** The type of a single value, for programs. */
  public enum Kind {
    TEXT,
    NUMBER,
    BOOLEAN,
    NONE
  }

  /** A list. */
  public record Items(List<Item> items) implements Value {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** One of a list, and where it stands. */
  public record Item(Value value, Source source) {}

  /** A map. */
  public record Settings(List<Setting> settings) implements Value {
    public Settings {
      settings = List.copyOf(settings);
    }
  }
}
