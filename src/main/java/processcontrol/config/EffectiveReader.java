package processcontrol.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import processcontrol.job.Job;
import processcontrol.zone.Zones;

/** Reads the effective configuration of a job that was found valid from its merged mapping. */
final class EffectiveReader {

  private static final String JOB = "job";
  private static final Text NOT_SHOWN = new Text("not shown", false, Kind.TEXT);

  private final Map<Place, String> layers = new HashMap<>();

  /** Null where the service user is not known. */
  private final String home;

  EffectiveReader(GlobalConfig.Layers layers, String home) {
    this.home = home;
    for (Map.Entry<String, Mapping> template : layers.templates().entrySet()) {
      note(template.getValue(), "template " + template.getKey());
    }
    for (Map.Entry<String, Mapping> tag : layers.tagDefaults().entrySet()) {
      note(tag.getValue(), "tag " + tag.getKey());
    }
    note(layers.defaults(), GlobalKeys.DEFAULT_JOB_CONFIG.name());
  }

  private void note(YamlValue value, String layer) {
    layers.put(value.place(), layer);
    if (value instanceof Sequence sequence) {
      for (YamlValue item : sequence.items()) {
        note(item, layer);
      }
    } else if (value instanceof Mapping mapping) {
      for (Mapping.Entry entry : mapping.entries().values()) {
        layers.put(entry.keyPlace(), layer);
        note(entry.value(), layer);
      }
    }
  }

  EffectiveConfig read(Job job, Mapping merged) {
    return new EffectiveConfig(job, settings(merged, JobKeys.TABLE, ""));
  }

  private List<Setting> settings(Mapping mapping, KeyTable table, String prefix) {
    List<Setting> settings = new ArrayList<>();
    for (Key<?> key : table.keys()) {
      Mapping.Entry entry = mapping.entries().get(key.name());
      settings.add(
          entry == null
              ? unset(key, prefix, mapping)
              : new Setting(key.name(), value(entry.value(), key), source(entry.keyPlace())));
    }
    return settings;
  }

  private Setting unset(Key<?> key, String prefix, Mapping mapping) {
    Value value = byDefault(key, prefix);
    String implied = value.equals(Text.NONE) ? implied(prefix + key.name(), mapping) : null;
    if (key.equals(JobKeys.WHEN_RUNNING) && skips(mapping)) {
      value = new Text("skip", true, Kind.TEXT);
    }
    return new Setting(
        key.name(),
        value,
        Source.DEFAULT,
        implied == null ? Text.NONE : text(new Scalar(Place.startOf(""), implied, true), key));
  }

  private static boolean skips(Mapping mapping) {
    YamlValue value = mapping.get(JobKeys.ALLOW_OVERTIME.name());
    return value instanceof Scalar scalar && Boolean.TRUE.equals(scalar.asBoolean());
  }

  private @Nullable String implied(String name, Mapping mapping) {
    if (name.equals(JobKeys.DIRECTORY.name())) {
      return home;
    }
    if (name.equals(JobKeys.TIME_ZONE.name())) {
      return Zones.idOfMachine().toString();
    }
    boolean others =
        name.equals(JobKeys.SUCCESS_CODES.name())
            && mapping.get(JobKeys.FAILURE_CODES.name()) != null;
    return others ? null : EffectiveDefaults.impliedBy(name);
  }

  private Value byDefault(Key<?> key, String prefix) {
    if (key.equals(JobKeys.LOG)) {
      Mapping none = Mapping.empty(Place.startOf(""));
      return new Settings(settings(none, tableOf(key), key.name() + "."));
    }
    String text = EffectiveDefaults.of(prefix + key.name());
    return text == null ? Text.NONE : text(new Scalar(Place.startOf(""), text, true), key);
  }

  private Value value(YamlValue value, Key<?> key) {
    KeyTable table = tableOf(key);
    if (table != null && value instanceof Mapping mapping && !mapping.entries().isEmpty()) {
      return new Settings(settings(mapping, table, key.name() + "."));
    }
    return open(value, key);
  }

  /** The keys of a map, or null where they are not known beforehand. */
  private static @Nullable KeyTable tableOf(Key<?> key) {
    return key.type() instanceof MapType<?> map ? map.table() : null;
  }

  /** A value with no more in it than was written. */
  private Value open(YamlValue value, Key<?> key) {
    if (value instanceof Scalar scalar) {
      return text(scalar, key);
    }
    if (value instanceof Sequence sequence) {
      List<Item> items = new ArrayList<>();
      for (YamlValue item : sequence.items()) {
        items.add(new Item(open(item, key), source(item.place())));
      }
      return new Items(items);
    }
    List<Setting> settings = new ArrayList<>();
    for (Map.Entry<String, Mapping.Entry> each : ((Mapping) value).entries().entrySet()) {
      Source source = source(each.getValue().keyPlace());
      boolean secret = key.equals(JobKeys.NOTIFY) && each.getKey().equals("url");
      settings.add(
          new Setting(
              each.getKey(),
              // The URL of a webhook is its password. A job's own stands where all may read it.
              secret && !source.layer().equals(JOB)
                  ? NOT_SHOWN
                  : open(each.getValue().value(), key),
              source));
    }
    return new Settings(settings);
  }

  private static Text text(Scalar scalar, Key<?> key) {
    if (key.equals(JobKeys.ENVIRONMENT)) {
      return scalar.isNull()
          ? new Text("", false, Kind.TEXT)
          : new Text(scalar.text(), scalar.plain(), Kind.TEXT);
    }
    if (scalar.isNull()) {
      return Text.NONE;
    }
    // The words of YAML 1.1 are booleans where a boolean belongs.
    boolean mayBeFlag =
        key.type() == ScalarTypes.BOOLEAN
            || key.equals(JobKeys.OUTPUT)
            || key.equals(JobKeys.LOG_OUTPUT)
            || key.equals(JobKeys.DISABLED)
            || key.equals(JobKeys.CLUSTER);
    Boolean flag = mayBeFlag ? scalar.asBoolean() : null;
    if (flag != null) {
      return new Text(flag.toString(), true, Kind.BOOLEAN);
    }
    return new Text(scalar.text(), scalar.plain(), scalar.isNumber() ? Kind.NUMBER : Kind.TEXT);
  }

  private Source source(Place place) {
    String layer = layers.get(place);
    return new Source(place.file(), place.line(), layer == null ? JOB : layer);
  }
}
