package processcontrol.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The local times of the C library, by the program date(1). */
final class LibcClock {

  private LibcClock() {}

  /** The offsets from UTC at moments, for a value of the variable TZ. */
  static List<Integer> offsets(String tz, List<Long> seconds) {
    StringBuilder input = new StringBuilder();
    for (long each : seconds) {
      input.append('@').append(each).append('\n');
    }
    try {
      Path file = Files.createTempFile("moments", "");
      try {
        Files.writeString(file, input);
        ProcessBuilder date = new ProcessBuilder("date", "-f", file.toString(), "+%::z");
        date.environment().put("TZ", tz);
        Process process = date.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().map(LibcClock::seconds).toList();
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static int seconds(String offset) {
    List<Integer> parts = new ArrayList<>();
    for (String part : offset.substring(1).split(":", -1)) {
      parts.add(Integer.valueOf(part));
    }
    int seconds = parts.get(0) * 3600 + parts.get(1) * 60 + parts.get(2);
    return offset.startsWith("-") ? -seconds : seconds;
  }
}
