package processcontrol.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import processcontrol.due.JobSlots;
import processcontrol.due.Slots;
import processcontrol.job.Schedule;
import processcontrol.job.Zone;

class StartsTest {

  private static final long NOW = Instant.parse("2026-11-23T00:00:00Z").toEpochMilli();

  private static SortedSet<Long> week(String schedule) {
    TreeSet<Long> times = new TreeSet<>();
    if (!schedule.equals("none")) {
      Slots slots = JobSlots.of(new Schedule(schedule), Zone.UTC);
      long end = NOW + 7 * 86_400_000L;
      for (long slot = slots.next(NOW); slot < end; slot = slots.next(slot)) {
        times.add(slot);
      }
    }
    return times;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "30 4 * * *|15 4,16 * * *|runs at 04:15, 16:15 instead of 04:30, 14 starts a week instead"
            + " of 7",
        "30 4 * * *|30 4,16 * * *|runs also at 16:30, 14 starts a week instead of 7",
        "30 4,16 * * *|30 4 * * *|runs no more at 16:30, 7 starts a week instead of 14",
        "30 4 * * 1|30 4 * * 2|on Tue instead of Mon",
        "30 4 * * *|30 4 * * 3|no more on Mon, Tue, Thu, Fri, Sat, Sun, 1 start a week instead of"
            + " 7",
        "*/5 * * * *|*/10 * * * *|1007 starts a week instead of 2015",
        "none|0 1 * * 1|runs at 01:00, on Mon, 1 start a week",
        "0 1 * * 1|none|does not start any more, instead of 1 start a week"
      })
  void starts_that_come_and_go_are_told_in_words(String from, String to, String words) {
    StartChange change = new Starts(ZoneOffset.UTC).change(week(from), week(to), false);

    assertThat(change.words()).isEqualTo(words);
  }

  @Test
  void the_same_starts_are_no_change() {
    assertThat(new Starts(ZoneOffset.UTC).change(week("0 0 * * *"), week("0 0 * * 0-6"), false))
        .isNull();
  }
}
