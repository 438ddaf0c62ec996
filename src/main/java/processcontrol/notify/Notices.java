package processcontrol.notify;

import java.util.ArrayList;
import java.util.List;
import processcontrol.job.Notifier;

/** Tells all who are to be told of one event, one after the other, each in its own time. */
public final class Notices {

  private Notices() {}

  /** Tells them; returns a line for each that could not be told. */
  public static List<String> tell(List<Notifier> notifiers, Bulletin bulletin, Means means) {
    List<String> faults = new ArrayList<>();
    for (Notifier notifier : notifiers) {
      try {
        tell(notifier, bulletin, means);
      } catch (Undelivered e) {
        String name = notifier.name() == null ? "" : " " + notifier.name();
        faults.add("notifier" + name + " (" + bulletin.event() + "): " + e.getMessage());
      }
    }
    return faults;
  }

  private static void tell(Notifier notifier, Bulletin bulletin, Means means) throws Undelivered {
    if (notifier.command() != null) {
      CommandNotifier.tell(notifier, bulletin, means);
    } else if (notifier.url() != null) {
      UrlNotifier.tell(notifier, bulletin);
    } else {
      String id =
          Mail.messageId(
              bulletin.slug(), bulletin.runId(), bulletin.event().toString(), bulletin.host());
      new MailSender(means)
          .send(
              new Mail(
                  means.sender(),
                  notifier.mail(),
                  MailText.subject(bulletin),
                  id,
                  null,
                  bulletin.slug(),
                  MailText.body(bulletin, null)));
    }
  }
}
