package processcontrol.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import processcontrol.job.Zone;
import processcontrol.job.Zone.Change;

/** All zones that the system has files of. */
class ZoneinfoTest {

  private static final long DAY = 86_400;
  private static final long FROM = 0;
  private static final long UNTIL = Instant.parse("2100-01-01T00:00:00Z").getEpochSecond();

  /** As many zones may be different in the files' version of the data and in Java's. */
  private static final int NEWS = 40;

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    for (String name : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
      if (Files.isRegularFile(Path.of("/usr/share/zoneinfo", name))) {
        names.add(name);
      }
    }
    assumeTrue(!names.isEmpty(), "tzdata is not installed");
    return names;
  }

  private static Zone file(String name) {
    Zone zone = Zones.ofFile("/usr/share/zoneinfo/" + name, name);
    assertThat(zone).as(name).isInstanceOf(TzifZone.class);
    return zone;
  }

  private static List<Change> changes(Zone zone) {
    List<Change> changes = new ArrayList<>();
    Change change = zone.nextChange(FROM - 1);
    while (change != null && change.at() < UNTIL) {
      changes.add(change);
      change = zone.nextChange(change.at());
    }
    return changes;
  }

  @Test
  void every_offset_is_that_of_the_c_library() {
    for (String name : names()) {
      Zone zone = file(name);
      List<Long> moments = new ArrayList<>();
      List<Integer> offsets = new ArrayList<>();
      for (Change change : changes(zone)) {
        moments.add(change.at() - 1);
        offsets.add(change.before());
        moments.add(change.at());
        offsets.add(change.after());
      }
      // Between them, so that a change that was not seen shows itself.
      for (long second = FROM; second < UNTIL; second += 15 * DAY) {
        moments.add(second);
        offsets.add(zone.offsetAt(second));
      }

      assertThat(LibcClock.offsets(name, moments)).as(name).isEqualTo(offsets);
    }
  }

  @Test
  void changes_are_found_from_both_sides() {
    for (String name : names()) {
      Zone zone = file(name);
      Change before = null;
      for (Change change : changes(zone)) {
        assertThat(zone.lastChange(change.at())).as(name).isEqualTo(change);
        assertThat(zone.nextChange(change.at() - 1)).as(name).isEqualTo(change);
        assertThat(zone.offsetAt(change.at() - 1)).as(name).isEqualTo(change.before());
        assertThat(zone.offsetAt(change.at())).as(name).isEqualTo(change.after());
        assertThat(change.after()).isNotEqualTo(change.before());
        if (before != null) {
          assertThat(zone.lastChange(change.at() - 1)).as(name).isEqualTo(before);
          assertThat(change.before()).as("%s after %s", name, before).isEqualTo(before.after());
        }
        before = change;
      }
    }
  }

  @Test
  void java_has_the_same_changes_but_for_what_is_new() {
    List<String> different = new ArrayList<>();
    List<String> names = names();
    for (String name : names) {
      if (!changes(file(name)).equals(changes(JavaZone.of(name)))) {
        different.add(name);
      }
    }
    System.out.printf("%d zones, of which Java knows differently: %s%n", names.size(), different);
    assertThat(different).hasSizeLessThan(NEWS);
    assertThat(names.size()).isGreaterThan(300);
  }

  @ParameterizedTest
  @ValueSource(strings = {"right/Europe/Berlin", "tzdata.zi", "zone.tab", "Europe"})
  void other_files_are_no_zones(String name) {
    assertThat(Zones.ofFile("/usr/share/zoneinfo/" + name, name)).isNull();
  }
}
