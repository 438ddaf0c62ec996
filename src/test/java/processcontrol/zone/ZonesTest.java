package processcontrol.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import processcontrol.job.Zone;

class ZonesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "Europe",
        "Europe/",
        "Europe/Berlin/",
        "Europe/Nowhere",
        "../../../etc/localtime",
        "Europe/../Europe/Berlin",
        "/usr/share/zoneinfo/Europe/Berlin",
        "/etc/localtime",
        "localtime",
        "posix/Europe/Berlin",
        "right/Europe/Berlin",
        "europe/berlin",
        "Europe/Berlin\0",
        "Europe/Berlin\n",
        "tzdata.zi",
        "CET-1CEST,M3.5.0,M10.5.0/3"
      })
  void what_is_no_name_of_a_zone_is_refused(String name) {
    assertThatThrownBy(() -> Zones.of(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 3600",
    "America/Argentina/Buenos_Aires, -10800",
    "Etc/GMT-14, 50400",
    "UTC, 0",
    "Z, 0",
    "UTC+02:00, 7200",
    "+05:30, 19800"
  })
  void a_zone_is_known_by_its_name(String name, int offset) {
    Zone zone = Zones.of(name);

    assertThat(zone).hasToString(name);
    assertThat(zone.offsetAt(Instant.parse("2026-01-15T00:00:00Z").getEpochSecond()))
        .isEqualTo(offset);
  }

  @Test
  void the_machine_has_one() {
    long second = Instant.parse("2026-01-15T00:00:00Z").getEpochSecond();
    int offset =
        ZoneId.systemDefault()
            .getRules()
            .getOffset(Instant.ofEpochSecond(second))
            .getTotalSeconds();

    assertThat(Zones.ofMachine().offsetAt(second)).isEqualTo(offset);
  }

  /** Zones with changes at midnight, of half an hour, and one that once left a day out. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Europe/Berlin",
        "America/Santiago",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "America/Sao_Paulo",
        "UTC"
      })
  void local_times_are_found_as_java_finds_them(String name) {
    ZoneId java = ZoneId.of(name);
    Zone zone = JavaZone.of(name);
    Random random = new Random(2);
    var change = java.getRules().nextTransition(Instant.parse("1990-01-01T00:00:00Z"));
    for (int i = 0; i < 3000; i++) {
      long local = 1_000_000_000L + random.nextInt(1_000_000_000);
      if (change != null) {
        local = change.getDateTimeBefore().toEpochSecond(ZoneOffset.UTC);
        local += random.nextInt(200_000) - 100_000;
        var next = java.getRules().nextTransition(change.getInstant());
        change = random.nextInt(20) == 0 && next != null ? next : change;
      }
      LocalDateTime time = LocalDateTime.ofEpochSecond(local, 0, ZoneOffset.UTC);
      var gap = java.getRules().getTransition(time);
      boolean inGap = gap != null && gap.isGap();
      assertThat(zone.firstSecondOf(local))
          .as("%s in %s", time, name)
          .isEqualTo(inGap ? gap.toEpochSecond() : time.atZone(java).toEpochSecond());
      assertThat(zone.lastSecondOf(local))
          .as("%s in %s", time, name)
          .isEqualTo(
              inGap
                  ? gap.toEpochSecond()
                  : time.atZone(java).withLaterOffsetAtOverlap().toEpochSecond());
      long midnight = Math.floorDiv(local, 86_400L) * 86_400;
      assertThat(zone.firstSecondOf(midnight))
          .as("%s in %s", time.toLocalDate(), name)
          .isEqualTo(time.toLocalDate().atStartOfDay(java).toEpochSecond());
      assertThat(zone.localSecond(time.atZone(java).toEpochSecond()))
          .isEqualTo(time.atZone(java).toLocalDateTime().toEpochSecond(ZoneOffset.UTC));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/usr/share/zoneinfo/Europe/Berlin, Europe/Berlin",
    "../usr/share/zoneinfo/America/Argentina/Buenos_Aires, America/Argentina/Buenos_Aires",
    "/usr/share/zoneinfo/Europe/Nowhere, ",
    "/somewhere/else, "
  })
  void moments_are_printed_in_the_zone_that_the_link_of_the_machine_names(
      String target, String name, @TempDir Path directory) throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("localtime"), Path.of(target));

    assertThat(JavaZone.idOf(link))
        .isEqualTo(name == null ? ZoneId.systemDefault() : ZoneId.of(name));
  }
}
