package processcontrol.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import processcontrol.job.Zone;
import processcontrol.job.Zone.Change;

/** Files made by hand. */
class TzifZoneTest {

  private static final String CET = "CET-1CEST,M3.5.0,M10.5.0/3";

  /** At 1000 from +0:30 to +1:00, at 2000 only the name changes, at 3000 to +2:00. */
  private static void block(DataOutputStream out, int version, boolean wide) throws IOException {
    out.writeBytes("TZif");
    out.write(version);
    out.write(new byte[15]);
    for (int count : new int[] {0, 0, 0, 3, 4, 4}) {
      out.writeInt(count);
    }
    for (int time : new int[] {1000, 2000, 3000}) {
      if (wide) {
        out.writeLong(time);
      } else {
        out.writeInt(time);
      }
    }
    out.write(new byte[] {1, 2, 3});
    for (int offset : new int[] {1800, 3600, 3600, 7200}) {
      out.writeInt(offset);
      out.write(new byte[2]);
    }
    out.writeBytes("ABC\0");
  }

  private static byte[] file(int version, String footer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      block(out, version, false);
      if (version != 0) {
        block(out, version, true);
        out.writeBytes("\n" + footer + "\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, '2', '3', '4'})
  void every_version_is_read(int version) {
    Zone zone = TzifZone.of("test", file(version, ""));

    assertThat(zone).hasToString("test");
    assertThat(zone.offsetAt(999)).isEqualTo(1800);
    assertThat(zone.offsetAt(1000)).isEqualTo(3600);
    assertThat(zone.nextChange(0)).isEqualTo(new Change(1000, 1800, 3600));
    assertThat(zone.nextChange(1000)).isEqualTo(new Change(3000, 3600, 7200));
    assertThat(zone.lastChange(2999)).isEqualTo(new Change(1000, 1800, 3600));
    assertThat(zone.lastChange(999)).isNull();
    assertThat(zone.nextChange(3000)).isNull();
    assertThat(zone.offsetAt(Long.MAX_VALUE)).isEqualTo(7200);
  }

  @Test
  void the_footer_says_how_it_goes_on() {
    Zone zone = TzifZone.of("test", file('2', CET));

    Change spring = new Change(1_774_746_000, 3600, 7200);
    Change autumn = new Change(1_792_890_000, 7200, 3600);
    assertThat(zone.nextChange(1_774_000_000)).isEqualTo(spring);
    assertThat(zone.nextChange(spring.at())).isEqualTo(autumn);
    assertThat(zone.lastChange(autumn.at())).isEqualTo(autumn);
    assertThat(zone.offsetAt(spring.at())).isEqualTo(7200);
    assertThat(zone.lastChange(2999)).isEqualTo(new Change(1000, 1800, 3600));
  }

  @Test
  void a_file_that_is_cut_off_is_none() {
    byte[] whole = file('2', CET);
    for (int length = 0; length < whole.length; length++) {
      assertThat(TzifZone.of("test", Arrays.copyOf(whole, length))).as("%d", length).isNull();
    }
    assertThat(TzifZone.of("test", Arrays.copyOf(whole, whole.length + 1))).isNull();
  }

  /** The counts begin at 20: markers, markers, leap seconds, changes, types, characters. */
  @ParameterizedTest
  @ValueSource(ints = {20, 24, 28, 32, 36, 40})
  void counts_are_not_believed(int at) {
    for (int high : new int[] {0x7f, 0xff, 0x40, 0x01}) {
      byte[] file = file(0, "");
      file[at] = (byte) high;
      assertThat(TzifZone.of("test", file)).isNull();
    }
    byte[] leapSeconds = file(0, "");
    leapSeconds[31] = 1;
    assertThat(TzifZone.of("test", leapSeconds)).isNull();
  }

  @Test
  void a_wrong_entry_spoils_the_file() {
    byte[] type = file(0, "");
    type[44 + 12] = 4;
    assertThat(TzifZone.of("test", type)).isNull();

    byte[] disorder = file(0, "");
    disorder[44 + 4 + 2] = 0x7f;
    assertThat(TzifZone.of("test", disorder)).isNull();

    byte[] offset = file(0, "");
    offset[44 + 12 + 3] = 0x7f;
    assertThat(TzifZone.of("test", offset)).isNull();

    assertThat(TzifZone.of("test", file('2', "nonsense"))).isNull();
    assertThat(TzifZone.of("test", "TZif".getBytes(StandardCharsets.US_ASCII))).isNull();
  }

  @Test
  void whatever_the_bytes_are_every_question_has_an_answer() {
    Random random = new Random(1);
    byte[] whole = file('2', CET);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] file = whole.clone();
      for (int j = random.nextInt(4); j >= 0; j--) {
        file[random.nextInt(file.length)] = (byte) random.nextInt(256);
      }
      Zone zone = TzifZone.of("test", file);
      if (zone == null) {
        continue;
      }
      read++;
      long second = 0;
      Change change = zone.nextChange(second);
      for (int j = 0; j < 10 && change != null; j++) {
        assertThat(change.at()).isGreaterThan(second);
        second = change.at();
        zone.firstSecondOf(second);
        zone.lastSecondOf(second);
        zone.lastChange(second);
        zone.offsetAt(second);
        change = zone.nextChange(second);
      }
    }
    assertThat(read).isGreaterThan(100);
  }

  @Test
  void only_a_regular_file_of_a_sane_size_is_read(@TempDir Path directory) throws Exception {
    String fifo = directory.resolve("fifo").toString();
    assertThat(new ProcessBuilder("mkfifo", fifo).start().waitFor()).isZero();
    Path large = directory.resolve("large");
    Files.write(large, new byte[70_000]);
    Path good = directory.resolve("good");
    Files.write(good, file('2', CET));

    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          assertThat(Zones.ofFile(fifo, "x")).isNull();
          assertThat(Zones.ofFile(directory.toString(), "x")).isNull();
          assertThat(Zones.ofFile(directory.resolve("none").toString(), "x")).isNull();
          assertThat(Zones.ofFile("/dev/zero", "x")).isNull();
          assertThat(Zones.ofFile(large.toString(), "x")).isNull();
          assertThat(Zones.ofFile(good.toString(), "x")).hasToString("x");
        });
  }
}
