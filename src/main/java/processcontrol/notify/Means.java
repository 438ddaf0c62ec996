package processcontrol.notify;

import java.util.Map;
import processcontrol.job.MailTransport;
import processcontrol.posix.SideThread;

/**
 * As whom and with what this process tells of a job.
 *
 * @param host the name of this machine
 * @param user the service user
 * @param transport how mail leaves the machine
 * @param from the sender that the job names, or null
 * @param environment of the job's commands, for the commands that are told
 * @param directory where programs start
 * @param noNewPrivileges whether commands are kept from gaining privileges
 * @param side starts the mail program, which has to gain some
 */
public record Means(
    String host,
    String user,
    MailTransport transport,
    String from,
    Map<String, String> environment,
    String directory,
    boolean noNewPrivileges,
    SideThread side) {

  /** Where mails come from: as the job says, as the configuration says, or the user at the host. */
  String sender() {
    if (from != null) {
      return from;
    }
    return transport.from() == null ? user + "@" + host : transport.from();
  }
}
