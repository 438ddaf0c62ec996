package processcontrol.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.config.EffectiveConfig;
import processcontrol.config.EffectiveConfig.Item;
import processcontrol.config.EffectiveConfig.Items;
import processcontrol.config.EffectiveConfig.Setting;
import processcontrol.config.EffectiveConfig.Settings;
import processcontrol.config.EffectiveConfig.Text;
import processcontrol.config.EffectiveConfig.Value;
import processcontrol.history.VisibleJson;
import processcontrol.status.JobStatus;

/**
 * A job's effective configuration as JSON: under {@code settings} each key with its {@code value},
 * its {@code source} ({@code FILE:LINE} or {@code default}) and the {@code layer} that this belongs
 * to; the keys of a map likewise, but not those of maps in lists.
 */
public final class ShowJson {

  private ShowJson() {}

  public static String of(EffectiveConfig config, JobStatus status) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json =
        VisibleJson.factory().createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeStringField("job", config.job().slug().value());
      json.writeStringField("path", config.job().source());
      json.writeStringField("sha256", config.job().sha256());
      json.writeStringField("schedule_in_words", status.scheduleInFullWords());
      json.writeStringField(
          "next_run", status.nextRun() == null ? null : status.nextRun().toString());
      json.writeFieldName("settings");
      write(json, config.settings());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text + "\n";
  }

  /**
   * The global configuration, likewise.
   *
   * @param file where it stands; null if there is no such file
   */
  public static String ofConfiguration(@Nullable String file, List<Setting> settings) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json =
        VisibleJson.factory().createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeStringField("path", file);
      json.writeFieldName("settings");
      write(json, settings);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text + "\n";
  }

  private static void write(JsonGenerator json, List<Setting> settings) throws IOException {
    json.writeStartObject();
    for (Setting setting : settings) {
      json.writeObjectFieldStart(setting.key());
      json.writeFieldName("value");
      if (setting.value() instanceof Settings map) {
        write(json, map.settings());
      } else {
        boolean isSet = !setting.value().equals(Text.NONE);
        write(json, isSet ? setting.value() : setting.implied());
      }
      json.writeStringField("source", setting.source().toString());
      json.writeStringField("layer", setting.source().layer());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Value value) throws IOException {
    if (value instanceof Items list) {
      json.writeStartArray();
      for (Item item : list.items()) {
        write(json, item.value());
      }
      json.writeEndArray();
    } else if (value instanceof Settings map) {
      json.writeStartObject();
      for (Setting setting : map.settings()) {
        json.writeFieldName(setting.key());
        write(json, setting.value());
      }
      json.writeEndObject();
    } else {
      write(json, (Text) value);
    }
  }

  private static void write(JsonGenerator json, Text text) throws IOException {
    switch (text.kind()) {
      case NONE -> json.writeNull();
      case BOOLEAN -> json.writeBoolean(Boolean.parseBoolean(text.text()));
      case NUMBER -> json.writeNumber(new BigDecimal(text.text()));
      case TEXT -> json.writeString(text.text());
    }
  }
}
