package processcontrol.config;

import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.job.Job;

/**
 * What a job's keys come to once its file is laid over its templates and the defaults, and where
 * each value comes from.
 *
 * @param settings every key that there is, set or not
 */
public record EffectiveConfig(Job job, List<Setting> settings) {

  public EffectiveConfig {
    settings = List.copyOf(settings);
  }

  /**
   * A key, its value, and where the key stands.
   *
   * @param implied what a key that is not set comes to; {@link Text#NONE} where that is nothing, or
   *     where it is the value
   */
  public record Setting(String key, Value value, Source source, Text implied) {

    /** Of a key that is set, or whose default can be written down. */
    public Setting(String key, Value value, Source source) {
      this(key, value, source, Text.NONE);
    }
  }

  /**
   * Where something was written.
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

  /** What a single value is, to a program. */
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
