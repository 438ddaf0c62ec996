package processcontrol.job;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Who is told of what. */
public record Notifications(Map<Event, List<Notifier>> notifiers) {

  public Notifications {
    notifiers = new EnumMap<>(notifiers);
  }

  /** Those that are told of an event. */
  public List<Notifier> of(Event event) {
    return notifiers.getOrDefault(event, List.of());
  }
}
