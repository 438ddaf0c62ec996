package processcontrol.notify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.history.JsonLine;
import processcontrol.job.MailTransport;
import processcontrol.posix.UnrestrictedSpawner;

/**
 * The identity and the means of this process for notifications about a job.
 *
 * @param host the name of this machine
 * @param user the service user
 * @param transport how mail leaves the machine
 * @param from the sender that the job names, or null
 * @param environment of the job's commands, for the commands that notify
 * @param directory where programs start
 * @param noNewPrivileges whether commands are kept from gaining privileges
 * @param side starts the mail program, which has to gain some
 */
public record DeliveryContext(
    String host,
    String user,
    MailTransport transport,
    @Nullable String from,
    Map<String, String> environment,
    String directory,
    boolean noNewPrivileges,
    UnrestrictedSpawner side) {

  /**
   * Returns the sender of mails: as the job says, as the configuration says, or the user at the
   * host.
   */
  String sender() {
    if (from != null) {
      return from;
    }
    return transport.from() == null ? user + "@" + host : transport.from();
  }

  /** All but the thread as members of a line, for {@link #of}. */
  JsonLine addTo(JsonLine line) {
    List<String> variables = new ArrayList<>();
    environment.forEach((name, value) -> variables.add(name + "=" + value));
    return line.add("host", host)
        .add("user", user)
        .add("from", from)
        .add("environment", variables)
        .add("directory", directory)
        .add("bound", noNewPrivileges ? "yes" : "no")
        .add("sendmail", transport.sendmail())
        .add("smtp", transport.host())
        .add("port", transport.port())
        .add("starttls", transport.startTls() ? "yes" : "no")
        .add("login", transport.loginFile())
        .add("sender", transport.from());
  }

  static DeliveryContext of(JsonObject line, UnrestrictedSpawner side) {
    Map<String, String> environment = new LinkedHashMap<>();
    for (String variable : line.texts("environment")) {
      int equals = variable.indexOf('=');
      environment.put(variable.substring(0, equals), variable.substring(equals + 1));
    }
    MailTransport transport =
        new MailTransport(
            line.text("sendmail"),
            line.text("smtp"),
            line.number("port"),
            line.isYes("starttls"),
            line.text("login"),
            line.text("sender"));
    return new DeliveryContext(
        line.text("host"),
        line.text("user"),
        transport,
        line.text("from"),
        environment,
        line.text("directory"),
        line.isYes("bound"),
        side);
  }
}
