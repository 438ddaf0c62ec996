package processcontrol.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import processcontrol.job.Zone.Change;

class PosixRuleTest {

  private static final long DAY = 86_400;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTC0",
        "<+0530>-5:30",
        "LMT-0:53:28",
        "CET-1CEST,M3.5.0,M10.5.0/3",
        "EST5EDT,M3.2.0,M11.1.0",
        "NST3:30NDT,M3.2.0,M11.1.0",
        "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
        "IST-1GMT0,M10.5.0,M3.5.0/1", // Dublin: in winter the clock is behind.
        "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", // Nuuk
        "EET-2EEST,M3.4.4/50,M10.4.4/50", // Gaza
        "<+00>0<+02>-2,M3.5.0/1,M10.5.0/3", // Troll
        "XXX3YYY,J60/2,J300/26",
        "XXX-8YYY,59/2,J365/23:30:30",
        "XXX3YYY,0/0,364/0",
        "XXX-13YYY,M2.1.1/-100,M11.5.6/100"
      })
  void the_c_library_reads_it_alike(String text) {
    PosixRule rule = PosixRule.parse(text);
    Random random = new Random(3);
    List<Long> moments = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      moments.add((long) (random.nextDouble() * 130 * 365 * DAY));
    }
    Change change = rule.nextChange(Instant.parse("1995-01-01T00:00:00Z").getEpochSecond());
    for (int i = 0; i < 60 && change != null; i++) {
      moments.add(change.at() - 1);
      moments.add(change.at());
      assertThat(rule.lastChange(change.at())).isEqualTo(change);
      Change next = rule.nextChange(change.at());
      assertThat(rule.lastChange(next.at() - 1)).isEqualTo(change);
      assertThat(next.before()).isEqualTo(change.after());
      assertThat(next.at()).isGreaterThan(change.at());
      change = next;
    }
    List<Integer> offsets = new ArrayList<>();
    for (long each : moments) {
      offsets.add(rule.offsetAt(each));
    }

    assertThat(LibcClock.offsets(text, moments)).isEqualTo(offsets);
  }

  @Test
  void summer_time_may_last_all_year() {
    PosixRule rule = PosixRule.parse("EST5EDT,0/0,J365/25");

    for (long day = 0; day < 3000; day++) {
      assertThat(rule.offsetAt(day * DAY)).isEqualTo(-4 * 3600);
      assertThat(rule.nextChange(day * DAY)).isNull();
      assertThat(rule.lastChange(day * DAY)).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "CET",
        "CE-1",
        "<CET-1",
        "CET-25",
        "CET-1CEST",
        "CET-1CEST,M3.5.0",
        "CET-1CEST,M3.5.0,M10.5.0/3,",
        "CET-1CEST,M13.5.0,M10.5.0/3",
        "CET-1CEST,M3.6.0,M10.5.0/3",
        "CET-1CEST,M3.0.0,M10.5.0/3",
        "CET-1CEST,M3.5.7,M10.5.0/3",
        "CET-1CEST,M3.5,M10.5.0/3",
        "CET-1CEST,J0,J300",
        "CET-1CEST,J1,J366",
        "CET-1CEST,366,1",
        "CET-1CEST,1/168,2",
        "CET-1CEST,1/2:60,2",
        "CET-99999999999999999999",
        "CET-1 "
      })
  void everything_else_is_refused(String text) {
    assertThatThrownBy(() -> PosixRule.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
