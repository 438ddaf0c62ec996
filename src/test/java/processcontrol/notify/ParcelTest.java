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
import processcontrol.posix.SideThread;

class ParcelTest {

  @Test
  void what_was_packed_is_unpacked() {
    MailTransport transport = new MailTransport("/s", "mail\nhost", 2525, true, "/login", "a@b");
    Means means = Fixture.means(transport);
    Bulletin bulletin =
        Fixture.bulletin(Event.RETRY, Fixture.record("yak-1", Result.LOST, "a\nb", "/log"));
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
    Parcel parcel = new Parcel(bulletin, means, notifiers, true);

    SideThread side = means.side();
    assertThat(Parcel.ofBytes(parcel.toBytes(), side)).isEqualTo(parcel);
  }

  @Test
  void anything_else_is_refused() {
    for (String text : new String[] {"", "{}\n{}\n", "x\n", "{\"event\":1}\n", "[]\n[]\n"}) {
      assertThatThrownBy(
              () -> Parcel.ofBytes(text.getBytes(StandardCharsets.UTF_8), SideThread.start()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
