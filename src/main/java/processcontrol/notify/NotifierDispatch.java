package processcontrol.notify;

import java.util.ArrayList;
import java.util.List;
import processcontrol.job.Notifier;

/** Sends the notifications of one event, one after the other, each in its own time. */
public final class NotifierDispatch {

  private NotifierDispatch() {}

  /** Sends them; returns a line for each that could not be delivered. */
  public static List<String> send(
      List<Notifier> notifiers, Notification notification, DeliveryContext context) {
    List<String> faults = new ArrayList<>();
    for (Notifier notifier : notifiers) {
      try {
        send(notifier, notification, context);
      } catch (DeliveryException e) {
        String name = notifier.name() == null ? "" : " " + notifier.name();
        faults.add("notifier" + name + " (" + notification.event() + "): " + e.getMessage());
      }
    }
    return faults;
  }

  private static void send(Notifier notifier, Notification notification, DeliveryContext context)
      throws DeliveryException {
    if (notifier.command() != null) {
      CommandNotifier.send(notifier, notification, context);
    } else if (notifier.url() != null) {
      UrlNotifier.send(notifier, notification);
    } else {
      String id =
          Mail.messageId(
              notification.slug(),
              notification.runId(),
              notification.event().toString(),
              notification.host());
      new MailSender(context)
          .send(
              new Mail(
                  context.sender(),
                  notifier.mail(),
                  MailText.subject(notification),
                  id,
                  null,
                  notification.slug(),
                  MailText.body(notification, null)));
    }
  }
}
