package processcontrol.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import processcontrol.config.EffectiveConfig.Item;
import processcontrol.config.EffectiveConfig.Items;
import processcontrol.config.EffectiveConfig.Kind;
import processcontrol.config.EffectiveConfig.Setting;
import processcontrol.config.EffectiveConfig.Settings;
import processcontrol.config.EffectiveConfig.Source;
import processcontrol.config.EffectiveConfig.Text;
import processcontrol.config.EffectiveConfig.Value;
import processcontrol.config.YamlValue.Mapping;
import processcontrol.config.YamlValue.Scalar;
import processcontrol.config.YamlValue.Sequence;

/** The effective values of the keys of the global configuration, and the origin of each. */
public final class EffectiveGlobal {

  /** The layer of all that stands in the file. */
  public static final String LAYER = "configuration";

  private static final Text NOT_SHOWN = new Text("not shown", false, Kind.TEXT);

  /** The URL of a webhook is its password. */
  private static final Set<String> SECRETS = Set.of("url", "password");

  private EffectiveGlobal() {}

  /** Every key that there is, set or not; what may be secret is not shown. */
  public static List<Setting> of(GlobalConfig config) {
    Mapping whole = config.layers().whole();
    List<Setting> settings = new ArrayList<>();
    for (Key<?> key : GlobalKeys.TABLE.keys()) {
      Mapping.Entry entry = whole.entries().get(key.name());
      if (entry != null) {
        settings.add(new Setting(key.name(), value(entry.value()), source(entry.keyPlace())));
      } else if (!key.equals(GlobalKeys.LOGGING)) {
        String text = byDefault(key, config);
        boolean isFlag = key.type() == ScalarTypes.BOOLEAN;
        Value value =
            text == null ? Text.NONE : new Text(text, true, isFlag ? Kind.BOOLEAN : Kind.TEXT);
        settings.add(new Setting(key.name(), value, Source.DEFAULT));
      }
    }
    return settings;
  }

  /** Returns the effective value of a key that is not set, or null if that is nothing. */
  private static @Nullable String byDefault(Key<?> key, GlobalConfig config) {
    return switch (key.name()) {
      case "user" -> config.user();
      case "job_directory" -> config.jobDirectory();
      case "output_crontab" -> config.outputCrontab();
      case "output_directory" -> config.outputDirectory();
      case "run_directory" -> config.runDirectory();
      case "state_directory" -> config.stateDirectory();
      case "runner_path" -> config.runnerPath();
      case "cron_template" -> config.cronTemplate();
      case "mailto" -> config.mailto();
      case "no_new_privs" -> Boolean.toString(config.noNewPrivs());
      case "report_logs" -> Boolean.toString(config.reportLogs());
      case "log_limit" -> Long.toString(config.logLimit());
      default -> null;
    };
  }

  private static Value value(YamlValue value) {
    if (value instanceof Sequence sequence) {
      List<Item> items = new ArrayList<>();
      for (YamlValue item : sequence.items()) {
        items.add(new Item(value(item), source(item.place())));
      }
      return new Items(items);
    }
    if (value instanceof Mapping mapping) {
      List<Setting> settings = new ArrayList<>();
      for (Map.Entry<String, Mapping.Entry> each : mapping.entries().entrySet()) {
        boolean secret = SECRETS.contains(each.getKey());
        settings.add(
            new Setting(
                each.getKey(),
                secret ? NOT_SHOWN : value(each.getValue().value()),
                source(each.getValue().keyPlace())));
      }
      return new Settings(settings);
    }
    Scalar scalar = (Scalar) value;
    if (scalar.isNull()) {
      return Text.NONE;
    }
    Boolean flag = scalar.asBoolean();
    Kind kind = flag != null ? Kind.BOOLEAN : scalar.isNumber() ? Kind.NUMBER : Kind.TEXT;
    return new Text(flag == null ? scalar.text() : flag.toString(), scalar.plain(), kind);
  }

  private static Source source(Place place) {
    return new Source(place.file(), place.line(), LAYER);
  }
}
