package processcontrol.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import processcontrol.history.Result;
import processcontrol.job.Event;
import processcontrol.job.MailTransport;
import processcontrol.job.Notifier;
import processcontrol.job.TimeSpan;
import processcontrol.posix.UnrestrictedSpawner;

class NotificationDeliveryTest {

  @Test
  void what_was_packed_is_unpacked() {
    MailTransport transport = new MailTransport("/s", "mail\nhost", 2525, true, "/login", "a@b");
    DeliveryContext context = Fixture.context(transport);
    Notification notification =
        Fixture.notification(Event.RETRY, Fixture.record("yak-1", Result.LOST, "a\nb", "/log"));
    List<Notifier> notifiers =
        List.of(
            Fixture.command("sh -c 'a  b\"'", "7s"),
            Fixture.url("https://x/y", Notifier.Format.SLACK, "500ms", 4),
            new Notifier(
                null,
                List.of("a@b", "C <c@d>"),
                null,
                null,
                Notifier.Format.PLAIN,
                TimeSpan.parse("1m"),
                2));
    NotificationDelivery parcel = new NotificationDelivery(notification, context, notifiers, true);

    UnrestrictedSpawner side = context.side();
    assertThat(Delivery.listOf(parcel.toBytes(), side)).containsExactly(parcel);
  }

  @Test
  void output_comes_out_as_it_went_in() {
    DeliveryContext context = Fixture.context(new MailTransport("/s", null, 25, false, null, null));
    OutputMail mail = new OutputMail("yak", "Shave a \u20ac", "yak-1", context);
    List<List<String>> recipients = List.of(List.of("a@b", "C <c@d>"), List.of("e@f"));
    String text = "one\n\ttwo \"\\ \ud83d\ude00\u2028\n".repeat(50_000);
    PartialMail part = new PartialMail(mail, 3, text, recipients, "/log", false);

    assertThat(Delivery.listOf(part.toBytes(), context.side())).containsExactly(part);
  }

  @Test
  void anything_else_is_refused() {
    for (String text :
        new String[] {"", "{}\n{}\n", "x\n", "{\"event\":1}\n", "[]\n[]\n", "{\"part\":1}\n{}\n"}) {
      assertThatThrownBy(
              () ->
                  Delivery.listOf(
                      text.getBytes(StandardCharsets.UTF_8), UnrestrictedSpawner.start()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
