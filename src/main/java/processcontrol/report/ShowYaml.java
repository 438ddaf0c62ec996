package processcontrol.report;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.config.EffectiveConfig;
import processcontrol.config.EffectiveConfig.Item;
import processcontrol.config.EffectiveConfig.Items;
import processcontrol.config.EffectiveConfig.Kind;
import processcontrol.config.EffectiveConfig.Setting;
import processcontrol.config.EffectiveConfig.Settings;
import processcontrol.config.EffectiveConfig.Source;
import processcontrol.config.EffectiveConfig.Text;
import processcontrol.config.EffectiveConfig.Value;
import processcontrol.config.EffectiveGlobal;
import processcontrol.job.CommandLine;
import processcontrol.status.JobStatus;

/**
 * A job's effective configuration as YAML that could be its file, with a comment behind each line
 * that says where it comes from. A key that is not set and has no default is a comment itself. URLs
 * of notifiers in the global configuration are not shown.
 */
public final class ShowYaml {

  private static final String STEP = "  ";

  /** Lines that are longer do not push the comments of all others to the right. */
  private static final int WIDEST = 60;

  private final List<Line> lines = new ArrayList<>();

  private record Line(String text, @Nullable Source source) {}

  private ShowYaml() {}

  public static String of(EffectiveConfig config, JobStatus status, ZoneId zone) {
    ShowYaml yaml = new ShowYaml();
    yaml.comment("job file", config.job().source());
    yaml.comment("sha256", config.job().sha256());
    yaml.comment(
        "schedule", status.scheduleInFullWords() == null ? "none" : status.scheduleInFullWords());
    String next = new TimeText(zone).time(status.nextRun());
    String never = config.job().disabled() ? "none, disabled" : "none";
    String held = status.hold() == null ? "" : ", on hold: " + status.hold().reason();
    yaml.comment("next run", (next == null ? never : next) + held);
    yaml.addAll(config.settings(), "");
    return yaml.render();
  }

  /** The global configuration, likewise. */
  public static String ofConfiguration(String file, List<Setting> settings) {
    ShowYaml yaml = new ShowYaml();
    yaml.comment("configuration file", file);
    yaml.addAll(settings, "");
    return yaml.render();
  }

  private void comment(String what, String text) {
    lines.add(new Line("# " + what + ": " + CommandLine.printable(text), null));
  }

  private void addAll(List<Setting> settings, String indent) {
    for (Setting setting : settings) {
      add(setting, indent);
    }
  }

  private void add(Setting setting, String indent) {
    String key = YamlText.key(setting.key());
    Source source = setting.source();
    if (source.isDefault() && setting.value().equals(Text.NONE)) {
      addText(indent + "# " + key + ":", setting.implied(), source, indent);
    } else {
      add(indent + key + ":", setting.value(), source, indent);
    }
  }

  /** Adds what begins with a key or a dash. */
  private void add(String head, Value value, Source source, String indent) {
    if (value instanceof Text text) {
      addText(head, text, source, indent);
    } else if (value instanceof Items list) {
      lines.add(new Line(head + (list.items().isEmpty() ? " []" : ""), source));
      for (Item item : list.items()) {
        addItem(item, indent + STEP);
      }
    } else {
      List<Setting> settings = ((Settings) value).settings();
      lines.add(new Line(head + (settings.isEmpty() ? " {}" : ""), source));
      addAll(settings, indent + STEP);
    }
  }

  private void addText(String head, Text text, Source source, String indent) {
    if (text.kind() == Kind.NONE) {
      lines.add(new Line(source.isDefault() ? head : head + " ~", source));
    } else if (YamlText.isBlock(text.text())) {
      lines.add(new Line(head + (text.text().endsWith("\n") ? " |" : " |-"), source));
      for (String line : text.text().stripTrailing().split("\n", -1)) {
        lines.add(new Line(line.isEmpty() ? "" : indent + STEP + line, null));
      }
    } else {
      lines.add(new Line(head + " " + YamlText.scalar(text.text(), text.plain()), source));
    }
  }

  private void addItem(Item item, String indent) {
    boolean isMap = item.value() instanceof Settings map && !map.settings().isEmpty();
    if (!isMap) {
      add(indent + "-", item.value(), item.source(), indent);
      return;
    }
    int first = lines.size();
    addAll(((Settings) item.value()).settings(), indent + STEP);
    Line line = lines.get(first);
    String behindDash = line.text().substring(indent.length() + STEP.length());
    lines.set(first, new Line(indent + "- " + behindDash, line.source()));
  }

  private String render() {
    int width = 0;
    for (Line line : lines) {
      int length = line.text().length();
      width = line.source() != null && length <= WIDEST ? Math.max(width, length) : width;
    }
    StringBuilder text = new StringBuilder();
    for (Line line : lines) {
      text.append(line.text());
      if (line.source() != null) {
        text.append(" ".repeat(Math.max(0, width - line.text().length())));
        text.append(STEP).append("# ").append(describe(line));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static String describe(Line line) {
    Source source = line.source();
    if (source.isDefault()) {
      boolean isNone = line.text().stripLeading().startsWith("# ") && line.text().endsWith(":");
      return isNone ? "default: none" : "default";
    }
    boolean obvious = source.layer().equals("job") || source.layer().equals(EffectiveGlobal.LAYER);
    String layer = obvious ? "" : " (" + source.layer() + ")";
    return CommandLine.printable(source + layer);
  }
}
