package processcontrol.notify;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import processcontrol.history.JsonLine;
import processcontrol.history.RunRecord;
import processcontrol.job.CommandLine;
import processcontrol.job.Event;
import processcontrol.job.Notifier;
import processcontrol.job.TimeSpan;
import processcontrol.posix.SideThread;

/**
 * An event to tell of: a bulletin with the means, the record, and each notifier, a line each.
 *
 * @param timestamps whether the lines of the run's log begin with their time
 */
public record Parcel(Bulletin bulletin, Means means, List<Notifier> notifiers, boolean timestamps)
    implements Delivery {

  public Parcel {
    notifiers = List.copyOf(notifiers);
  }

  static Parcel of(Members head, List<byte[]> lines, SideThread side) {
    Means means = Means.of(head, side);
    Bulletin bulletin =
        new Bulletin(
            Event.valueOf(head.text("event")),
            means.host(),
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
      notifiers.add(notifier(Members.of(line)));
    }
    return new Parcel(bulletin, means, notifiers, head.isYes("timestamps"));
  }

  private static Notifier notifier(Members line) {
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
            .add("event", bulletin.event().name())
            .add("slug", bulletin.slug())
            .add("name", bulletin.name())
            .add("description", bulletin.description())
            .add("owner", bulletin.owner())
            .add("runbook", bulletin.runbook())
            .add("commands", bulletin.commands())
            .add("failures", bulletin.failures())
            .add("timestamps", timestamps ? "yes" : "no");
    lines.writeBytes(means.addTo(head).toBytes());
    lines.writeBytes(bulletin.record().toLine());
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
    return Notices.tell(notifiers, bulletin, means);
  }

  @Override
  public String log() {
    return bulletin.record().log();
  }
}
