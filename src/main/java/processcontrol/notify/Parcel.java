package processcontrol.notify;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import processcontrol.history.JsonLine;
import processcontrol.history.JsonReader;
import processcontrol.history.RunRecord;
import processcontrol.job.CommandLine;
import processcontrol.job.Event;
import processcontrol.job.MailTransport;
import processcontrol.job.Notifier;
import processcontrol.job.TimeSpan;
import processcontrol.posix.SideThread;

/**
 * All that a process of its own needs to tell of an event, as lines of JSON: a bulletin with the
 * means, the record, and each notifier. That process reads nothing else: the configuration may be
 * root's alone, and the job file may change.
 *
 * @param timestamps whether the lines of the run's log begin with their time
 */
public record Parcel(Bulletin bulletin, Means means, List<Notifier> notifiers, boolean timestamps) {

  public Parcel {
    notifiers = List.copyOf(notifiers);
  }

  /** The lines. */
  public byte[] toBytes() {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    MailTransport transport = means.transport();
    List<String> environment = new ArrayList<>();
    means.environment().forEach((name, value) -> environment.add(name + "=" + value));
    lines.writeBytes(
        new JsonLine()
            .add("event", bulletin.event().name())
            .add("host", bulletin.host())
            .add("slug", bulletin.slug())
            .add("name", bulletin.name())
            .add("description", bulletin.description())
            .add("owner", bulletin.owner())
            .add("runbook", bulletin.runbook())
            .add("commands", bulletin.commands())
            .add("failures", bulletin.failures())
            .add("user", means.user())
            .add("from", means.from())
            .add("environment", environment)
            .add("directory", means.directory())
            .add("bound", means.noNewPrivileges() ? "yes" : "no")
            .add("sendmail", transport.sendmail())
            .add("smtp", transport.host())
            .add("port", transport.port())
            .add("starttls", transport.startTls() ? "yes" : "no")
            .add("login", transport.loginFile())
            .add("sender", transport.from())
            .add("timestamps", timestamps ? "yes" : "no")
            .toBytes());
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

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static Parcel ofBytes(byte[] bytes, SideThread side) {
    List<byte[]> lines = lines(bytes);
    RunRecord record = lines.size() < 2 ? null : RunRecord.ofLine(lines.get(1));
    if (record == null) {
      throw new IllegalArgumentException("there is nothing to deliver on standard input");
    }
    try {
      Map<String, Object> head = JsonReader.read(lines.get(0));
      Map<String, String> environment = new LinkedHashMap<>();
      for (String variable : texts(head, "environment")) {
        int equals = variable.indexOf('=');
        environment.put(variable.substring(0, equals), variable.substring(equals + 1));
      }
      String host = text(head, "host");
      MailTransport transport =
          new MailTransport(
              text(head, "sendmail"),
              text(head, "smtp"),
              number(head, "port"),
              "yes".equals(text(head, "starttls")),
              text(head, "login"),
              text(head, "sender"));
      Means means =
          new Means(
              host,
              text(head, "user"),
              transport,
              text(head, "from"),
              environment,
              text(head, "directory"),
              "yes".equals(text(head, "bound")),
              side);
      Bulletin bulletin =
          new Bulletin(
              Event.valueOf(text(head, "event")),
              host,
              text(head, "slug"),
              text(head, "name"),
              text(head, "description"),
              text(head, "owner"),
              text(head, "runbook"),
              texts(head, "commands"),
              record,
              number(head, "failures"),
              null);
      List<Notifier> notifiers = new ArrayList<>();
      for (byte[] line : lines.subList(2, lines.size())) {
        notifiers.add(notifier(JsonReader.read(line)));
      }
      return new Parcel(bulletin, means, notifiers, "yes".equals(text(head, "timestamps")));
    } catch (NullPointerException | ClassCastException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("what stands on standard input cannot be delivered", e);
    }
  }

  private static Notifier notifier(Map<String, Object> line) {
    List<String> command = texts(line, "command");
    return new Notifier(
        text(line, "name"),
        texts(line, "mail"),
        command.isEmpty() ? null : new CommandLine(command),
        text(line, "url"),
        Notifier.Format.valueOf(text(line, "format")),
        TimeSpan.parse(text(line, "timeout")),
        number(line, "tries"));
  }

  private static String text(Map<String, Object> members, String key) {
    return (String) members.get(key);
  }

  private static int number(Map<String, Object> members, String key) {
    return Integer.parseInt(text(members, key));
  }

  private static List<String> texts(Map<String, Object> members, String key) {
    List<String> texts = new ArrayList<>();
    for (Object text : (List<?>) members.get(key)) {
      texts.add((String) text);
    }
    return texts;
  }

  private static List<byte[]> lines(byte[] bytes) {
    List<byte[]> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        lines.add(java.util.Arrays.copyOfRange(bytes, start, i));
        start = i + 1;
      }
    }
    return lines;
  }
}
