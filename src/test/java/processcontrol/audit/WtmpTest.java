package processcontrol.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import processcontrol.audit.PowerEvent.Kind;

/** Boots and shutdowns as the system has noted them. */
class WtmpTest {

  private static final long SECONDS = 1_763_600_000L;

  @TempDir Path directory;

  private static byte[] record(boolean wide, int type, String user, long seconds) {
    ByteBuffer record = ByteBuffer.allocate(wide ? 400 : 384).order(ByteOrder.nativeOrder());
    record.putShort(0, (short) type);
    byte[] name = user.getBytes(StandardCharsets.US_ASCII);
    record.position(44).put(name);
    if (wide) {
      record.putLong(344, seconds);
    } else {
      record.putInt(340, (int) seconds);
    }
    return record.array();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void boots_shutdowns_and_signs_of_life_are_told_apart(boolean wide) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.write(record(wide, 2, "reboot", SECONDS));
    content.write(record(wide, 1, "runlevel", SECONDS + 5));
    content.write(record(wide, 7, "shutdown", SECONDS + 10));
    content.write(record(wide, 1, "shutdown", SECONDS + 20));
    content.write(record(wide, 0, "", SECONDS + 30));
    content.write(new byte[100]); // Half a record.
    Path file = Files.write(directory.resolve("wtmp"), content.toByteArray());

    assertThat(Wtmp.of(wide).read(file.toString()))
        .containsExactly(
            new PowerEvent(SECONDS * 1000, Kind.BOOT),
            new PowerEvent((SECONDS + 5) * 1000, Kind.SIGN),
            new PowerEvent((SECONDS + 10) * 1000, Kind.SIGN),
            new PowerEvent((SECONDS + 20) * 1000, Kind.SHUTDOWN));
  }

  @Test
  void file_of_many_blocks_is_read_whole() throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (int i = 0; i < 1000; i++) {
      content.write(record(false, 2, "reboot", SECONDS + i));
    }
    Path file = Files.write(directory.resolve("wtmp"), content.toByteArray());

    List<PowerEvent> events = Wtmp.of(false).read(file.toString());

    assertThat(events).hasSize(1000);
    assertThat(events.get(999).at()).isEqualTo((SECONDS + 999) * 1000);
  }

  @Test
  void what_is_missing_or_something_else_tells_nothing() throws IOException {
    assertThat(Wtmp.of(false).read(directory.resolve("none").toString())).isEmpty();
    Path file = Files.writeString(directory.resolve("text"), "a text ".repeat(1000));
    assertThat(Wtmp.of(false).read(file.toString())).isEmpty();
    assertThat(Wtmp.of(false).read(directory.toString())).isEmpty();
    assertThat(Wtmp.kernelBoot(file.toString())).isEmpty();
    assertThat(Wtmp.kernelBoot(directory.resolve("none").toString())).isEmpty();
  }

  @Test
  void kernel_tells_when_it_was_started() throws IOException {
    Path file = Files.writeString(directory.resolve("stat"), "cpu 1 2\nbtime 1763600000\nx 1\n");

    assertThat(Wtmp.kernelBoot(file.toString()))
        .containsExactly(new PowerEvent(SECONDS * 1000, Kind.BOOT));
    assertThat(Wtmp.kernelBoot("/proc/stat")).hasSize(1);
  }
}
