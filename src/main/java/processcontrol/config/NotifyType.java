package processcontrol.config;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import processcontrol.config.YamlValue.Mapping;
import processcontrol.config.YamlValue.Scalar;
import processcontrol.config.YamlValue.Sequence;
import processcontrol.job.Event;
import processcontrol.job.Notifications;
import processcontrol.job.Notifier;

/** The keys of {@code notify}: for each event, names of notifiers and notifiers of its own. */
final class NotifyType extends ValueType<Map<Event, List<YamlValue>>> {

  NotifyType() {
    super("keys and values");
  }

  /** The items of each event; who knows the named notifiers {@linkplain #resolve resolves} them. */
  @Override
  Map<Event, List<YamlValue>> parse(YamlValue value, Report report) {
    Mapping mapping = CompositeTypes.MAP.parse(value, report);
    if (mapping == null || mapping.entries().isEmpty()) {
      return null;
    }
    Map<Event, List<YamlValue>> items = new EnumMap<>(Event.class);
    for (Map.Entry<String, Mapping.Entry> entry : mapping.entries().entrySet()) {
      Event event = event(entry.getKey());
      if (event == null) {
        report.problems().add(entry.getValue().keyPlace(), unknown(report, entry.getKey()));
      } else if (entry.getValue().value() instanceof Sequence sequence) {
        items.put(event, sequence.items());
      } else if (!(entry.getValue().value() instanceof Scalar scalar) || !scalar.isNull()) {
        items.put(event, List.of(entry.getValue().value()));
      }
    }
    return items;
  }

  private static Event event(String word) {
    for (Event event : Event.values()) {
      if (event.toString().equals(word)) {
        return event;
      }
    }
    return null;
  }

  private static String unknown(Report report, String word) {
    List<String> words = new ArrayList<>();
    for (Event event : Event.values()) {
      words.add(event.toString());
    }
    String close = Similar.to(word, words);
    return report.key()
        + "."
        + word
        + ": unknown key"
        + (close == null ? "" : "; did you mean " + close + "?");
  }

  /** Makes notifiers of what stands for each event; null for none. */
  static Notifications resolve(
      Map<Event, List<YamlValue>> items, Map<String, Notifier> named, Problems problems) {
    if (items == null) {
      return null;
    }
    Map<Event, List<Notifier>> notifiers = new EnumMap<>(Event.class);
    NotifierType type = new NotifierType();
    for (Map.Entry<Event, List<YamlValue>> entry : items.entrySet()) {
      Report report = new Report("notify." + entry.getKey(), problems);
      List<Notifier> some = new ArrayList<>();
      for (YamlValue item : entry.getValue()) {
        Notifier notifier =
            item instanceof Scalar name && !name.isNull()
                ? find(name, named, report)
                : type.parse(item, report);
        if (notifier != null) {
          some.add(notifier);
        }
      }
      notifiers.put(entry.getKey(), some);
    }
    return new Notifications(notifiers);
  }

  private static Notifier find(Scalar name, Map<String, Notifier> named, Report report) {
    Notifier notifier = named.get(name.text());
    if (notifier == null) {
      String close = Similar.to(name.text(), named.keySet());
      report.add(
          name.place(),
          "there is no notifier '"
              + name.text()
              + "' in the configuration"
              + (close == null ? "" : "; did you mean " + close + "?"));
    }
    return notifier;
  }

  @Override
  Map<String, Object> schema() {
    Map<String, Object> item =
        JobSchema.of(
            "anyOf",
            List.of(JobSchema.of("type", "string"), JobSchema.table(new NotifierType().table())));
    Map<String, Object> events = new java.util.LinkedHashMap<>();
    for (Event event : Event.values()) {
      events.put(
          event.toString(),
          JobSchema.of(
              "anyOf",
              List.of(
                  item,
                  JobSchema.of("type", "array", "items", item),
                  JobSchema.of("type", "null"))));
    }
    return JobSchema.of(
        "type", List.of("object", "null"), "properties", events, "additionalProperties", false);
  }
}
