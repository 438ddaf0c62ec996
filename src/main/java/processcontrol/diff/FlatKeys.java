package processcontrol.diff;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import processcontrol.config.EffectiveConfig;
import processcontrol.config.EffectiveConfig.Item;
import processcontrol.config.EffectiveConfig.Items;
import processcontrol.config.EffectiveConfig.Setting;
import processcontrol.config.EffectiveConfig.Settings;
import processcontrol.config.EffectiveConfig.Text;
import processcontrol.config.EffectiveConfig.Value;

/** The effective keys of a job as pairs of texts: {@code retries.delay}, {@code 10s}. */
public final class FlatKeys {

  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, String> layers = new LinkedHashMap<>();

  public FlatKeys(EffectiveConfig config) {
    config.settings().forEach(setting -> add("", setting));
  }

  public Map<String, String> values() {
    return values;
  }

  public Map<String, String> layers() {
    return layers;
  }

  private void add(String prefix, Setting setting) {
    String key = prefix + setting.key();
    Value value = setting.value();
    if (value instanceof Settings map && !map.settings().isEmpty()) {
      map.settings().forEach(inner -> add(key + ".", inner));
      return;
    }
    Value shown = value.equals(Text.NONE) ? setting.implied() : value;
    if (!shown.equals(Text.NONE)) {
      values.put(key, text(shown));
      layers.put(key, setting.source().layer());
    }
  }

  private static String text(Value value) {
    if (value instanceof Items list) {
      StringJoiner text = new StringJoiner(", ", "[", "]");
      for (Item item : list.items()) {
        text.add(text(item.value()));
      }
      return list.items().size() == 1 ? text(list.items().get(0).value()) : text.toString();
    }
    if (value instanceof Settings map) {
      StringJoiner text = new StringJoiner(", ", "{", "}");
      map.settings().forEach(each -> text.add(each.key() + ": " + text(each.value())));
      return text.toString();
    }
    return ((Text) value).text();
  }
}
