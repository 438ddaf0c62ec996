package processcontrol.notify;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import processcontrol.history.JsonLine;
import processcontrol.history.RunRecord;
import processcontrol.job.CommandLine;
import processcontrol.job.Event;
import processcontrol.job.Notifier;
import processcontrol.job.TimeSpan;
import processcontrol.posix.UnrestrictedSpawner;

/**
 * An event to deliver: a notification with the context, the record, and each notifier, a line each.
 *
 * @param timestamps whether the lines of the run's log begin with their time
 */
public record NotificationDelivery(
    Notification notification,
    DeliveryContext context,
    List<Notifier> notifiers,
    boolean timestamps)
    implements Delivery {

  public NotificationDelivery {
    notifiers = List.copyOf(notifiers);
  }

  static NotificationDelivery of(JsonObject head, List<byte[]> lines, UnrestrictedSpawner side) {
    DeliveryContext context = DeliveryContext.of(head, side);
    Notification notification =
        new Notification(
            Event.valueOf(head.text("event")),
            context.host(),
            head.text("slug"),
            head.text("name"),
            head.text("description"),
            head.text("owner"),
            head.text("runbook"),
            head.texts("commands"),
            Objects.requireNonNull(RunRecord.ofLine(lines.get(0))),
            head.number("failures"),
            null);
    List<Notifier> notifiers = new ArrayList<>();
    for (byte[] line : lines.subList(1, lines.size())) {
      notifiers.add(notifier(JsonObject.of(line)));
    }
    return new NotificationDelivery(notification, context, notifiers, head.isYes("timestamps"));
  }

  private static Notifier notifier(JsonObject line) {
    List<String> command = line.texts("command");
    return new Notifier(
        line.text("name"),
        line.texts("mail"),
        command.isEmpty() ? null : new CommandLine(command),
        line.text("url"),
        Notifier.Format.valueOf(line.text("format")),
        TimeSpan.parse(line.text("timeout")),
        line.number("tries"));
  }

  @Override
  public byte[] toBytes() {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    JsonLine head =
        new JsonLine()
            .add("event", notification.event().name())
            .add("slug", notification.slug())
            .add("name", notification.name())
            .add("description", notification.description())
            .add("owner", notification.owner())
            .add("runbook", notification.runbook())
            .add("commands", notification.commands())
            .add("failures", notification.failures())
            .add("timestamps", timestamps ? "yes" : "no");
    lines.writeBytes(context.addTo(head).toBytes());
    lines.writeBytes(notification.record().toLine());
    for (Notifier notifier : notifiers) {
      CommandLine command = notifier.command();
      lines.writeBytes(
          new JsonLine()
              .add("name", notifier.name())
              .add("mail", notifier.mail())
              .add("command", command == null ? List.of() : command.words())
              .add("url", notifier.url())
              .add("format", notifier.format().name())
              .add("timeout", notifier.timeout().toString())
              .add("tries", notifier.tries())
              .toBytes());
    }
    return lines.toByteArray();
  }

  @Override
  public List<String> deliver() {
    return NotifierDispatch.send(notifiers, notification, context);
  }

  @Override
  public @Nullable String log() {
    return notification.record().log();
  }
}
