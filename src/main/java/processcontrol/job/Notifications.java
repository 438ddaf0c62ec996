package processcontrol.job;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The notifiers of a job for each event. */
public record Notifications(Map<Event, List<Notifier>> notifiers) {

  public Notifications {
    notifiers = new EnumMap<>(notifiers);
  }

  /** Returns the notifiers of an event. */
  public List<Notifier> of(Event event) {
    return notifiers.getOrDefault(event, List.of());
  }
}
