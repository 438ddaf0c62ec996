package processcontrol.config;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.config.KeyTable.Values;
import processcontrol.config.YamlValue.Mapping;
import processcontrol.config.YamlValue.Scalar;
import processcontrol.config.YamlValue.Sequence;
import processcontrol.job.Event;
import processcontrol.job.Notifications;
import processcontrol.job.Notifier;
import processcontrol.job.VisibleText;

/** The keys of {@code notify}: for each event, names of notifiers and notifiers of its own. */
final class NotifyType extends ValueType<Map<Event, List<YamlValue>>> {

  private static final class Keys {
    static final Map<Event, Key<List<YamlValue>>> OF_EVENTS = new EnumMap<>(Event.class);
    static final KeyTable TABLE;

    static {
      add(Event.START, "called when a run starts");
      add(Event.LATE, "called when a run has not ended after warn_after");
      add(Event.RETRY, "called when an attempt failed and another follows");
      add(Event.SUCCESS, "called on every success");
      add(Event.FAILURE, "called on every failed run");
      add(Event.RECOVERY, "called on the first success after a failure");
      add(Event.HOLD, "called when a failed run puts the job on hold");
      TABLE = new KeyTable(OF_EVENTS.values().toArray(new Key<?>[0]));
    }

    private static void add(Event event, String summary) {
      OF_EVENTS.put(event, new Key<>(event.toString(), new Items(), summary));
    }

    private Keys() {}
  }

  /** Names and notifiers as they stand; {@linkplain #resolve} resolves the names. */
  private static final class Items extends ValueType<List<YamlValue>> {
    Items() {
      super("the name of a notifier, a notifier or a list of them");
    }

    @Override
    @Nullable List<YamlValue> parse(YamlValue value, Report report) {
      if (value instanceof Sequence sequence) {
        return sequence.items();
      }
      return value instanceof Scalar scalar && scalar.isNull() ? List.of() : List.of(value);
    }

    @Override
    Map<String, Object> schema() {
      Map<String, Object> item =
          JobSchema.of(
              "anyOf",
              List.of(
                  JobSchema.of("type", List.of("string", "number", "boolean")),
                  new NotifierType().schema()));
      return JobSchema.of(
          "anyOf",
          List.of(
              item, JobSchema.of("type", "array", "items", item), JobSchema.of("type", "null")));
    }
  }

  NotifyType() {
    super("keys and values");
  }

  @Override
  KeyTable table() {
    return Keys.TABLE;
  }

  @Override
  Map<Event, List<YamlValue>> parse(YamlValue value, Report report) {
    Mapping mapping = CompositeTypes.MAP.parse(value, report);
    if (mapping == null || mapping.entries().isEmpty()) {
      return null;
    }
    Values values = Keys.TABLE.parse(mapping, report.key() + ".", report.problems());
    Map<Event, List<YamlValue>> items = new EnumMap<>(Event.class);
    for (Map.Entry<Event, Key<List<YamlValue>>> key : Keys.OF_EVENTS.entrySet()) {
      if (values.has(key.getValue())) {
        items.put(key.getKey(), values.get(key.getValue(), List.<YamlValue>of()));
      }
    }
    return items;
  }

  @Override
  Map<String, Object> schema() {
    Map<String, Object> schema = JobSchema.table(Keys.TABLE);
    schema.put("type", List.of("object", "null"));
    return schema;
  }

  /** Makes notifiers of what stands for each event; null for none. */
  static @Nullable Notifications resolve(
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

  private static @Nullable Notifier find(Scalar name, Map<String, Notifier> named, Report report) {
    Notifier notifier = named.get(name.text());
    if (notifier == null) {
      String close = Similar.to(name.text(), named.keySet());
      report.add(
          name.place(),
          "there is no notifier "
              + VisibleText.quoted(name.text())
              + " in the configuration"
              + (close == null ? "" : "; did you mean " + close + "?"));
    }
    return notifier;
  }
}
