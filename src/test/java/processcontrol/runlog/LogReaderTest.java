package processcontrol.runlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.job.UtcTime;
import processcontrol.posix.Directory;

@Timeout(120)
class LogReaderTest {

  private static final UtcTime STARTED = new UtcTime(1_795_176_000_123L);
  private static final String RUN = "yak-20261120-120000";

  @TempDir Path root;

  private Path file(String suffix) throws Exception {
    Path directory = Files.createDirectories(root.resolve("yak"));
    return directory.resolve(RUN + ".log" + suffix);
  }

  private Directory logs() {
    return Directory.open(root.resolve("yak").toString());
  }

  private static String readAll(LogReader reader) {
    StringBuilder text = new StringBuilder();
    for (byte[] bytes = reader.read(); bytes.length > 0; bytes = reader.read()) {
      text.append(new String(bytes, StandardCharsets.US_ASCII));
    }
    return text.toString();
  }

  private String readAll() {
    try (Directory logs = logs();
        LogReader reader = LogReader.open(logs, RUN)) {
      return readAll(reader);
    }
  }

  private String last(long lines) {
    try (Directory logs = logs();
        LogReader reader = LogReader.openAtLines(logs, RUN, lines)) {
      return readAll(reader) + (reader.isWhole() ? "#" : "");
    }
  }

  @Test
  void files_are_read_from_the_oldest_on() throws Exception {
    Files.writeString(file(".12"), "1\n");
    for (int i = 2; i <= 12; i++) {
      Files.writeString(file("." + (13 - i)), i + "\n");
    }
    Files.writeString(file(".12"), "1\n");
    Files.writeString(file(""), "13\n");

    assertThat(readAll()).isEqualTo("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n");
  }

  @Test
  void what_a_killed_supervisor_left_is_read_whole() throws Exception {
    Files.writeString(file(".4"), "1\n");
    Files.writeString(file(".2"), "2\n");
    Files.writeString(file(".1"), "3\n");
    Files.writeString(file(".new"), "");
    assertThat(readAll()).isEqualTo("1\n2\n3\n");
    assertThat(last(2)).isEqualTo("2\n3\n");
    Files.delete(file(".1"));
    Files.writeString(file(""), "3\n");
    assertThat(readAll()).isEqualTo("1\n2\n3\n");
    assertThat(last(3)).isEqualTo("1\n2\n3\n#");
  }

  @Test
  void no_log_is_no_reader() throws Exception {
    Files.createDirectories(root.resolve("yak"));
    Files.createSymbolicLink(file(""), Path.of("/etc/passwd"));
    Files.createDirectory(file(".1"));
    try (Directory logs = logs()) {
      assertThat(LogReader.open(logs, RUN)).isNull();
      assertThat(LogReader.openAtLines(logs, RUN, 1)).isNull();
    }
  }

  @Test
  void the_last_lines_are_found_from_the_end() throws Exception {
    Files.writeString(file(".1"), "1\n2\n" + "3".repeat(100_000) + "\n4\n");
    Files.writeString(file(""), "5\n6\n");

    assertThat(last(0)).isEmpty();
    assertThat(last(1)).isEqualTo("6\n");
    assertThat(last(2)).isEqualTo("5\n6\n");
    assertThat(last(3)).isEqualTo("4\n5\n6\n");
    assertThat(last(5)).isEqualTo("2\n" + "3".repeat(100_000) + "\n4\n5\n6\n");
    assertThat(last(6)).startsWith("1\n2\n").endsWith("5\n6\n#");
    assertThat(last(600)).startsWith("1\n2\n").endsWith("5\n6\n#");
    Files.writeString(file(""), "5\n6");
    assertThat(last(1)).isEqualTo("6");
    Files.writeString(file(""), "");
    assertThat(last(1)).isEqualTo("4\n");
  }

  /** Continues the log as LogFile does, without its native calls: those are for one thread. */
  private void rotate(int older) throws Exception {
    Files.writeString(file(".new"), "");
    for (int i = older; i >= 1; i--) {
      Files.move(file("." + i), file("." + (i + 1)));
    }
    Files.move(file(""), file(".1"));
    Files.move(file(".new"), file(""));
  }

  @Test
  void a_reader_reads_every_byte_once_while_the_log_is_continued() throws Exception {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    AtomicBoolean done = new AtomicBoolean();
    StringBuilder expected = new StringBuilder();
    Files.writeString(file(""), "");
    Thread writer =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < 4000; i++) {
                  String line = "line " + i + "\n";
                  expected.append(line);
                  Files.writeString(file(""), line, StandardOpenOption.APPEND);
                  if (i % 20 == 19) {
                    rotate(i / 20);
                  }
                }
              } catch (Exception e) {
                failure.set(e);
              }
              done.set(true);
            });
    StringBuilder read = new StringBuilder();
    try (Directory logs = logs();
        LogReader reader = LogReader.open(logs, RUN)) {
      writer.start();
      while (!done.get()) {
        read.append(readAll(reader));
      }
      writer.join();
      read.append(readAll(reader));
      assertThat(reader.skipped()).isFalse();
    }
    assertThat(failure.get()).isNull();
    assertThat(read).hasToString(expected.toString());
  }

  @Test
  void a_reader_that_is_too_slow_says_so_and_goes_on_with_what_there_is() throws Exception {
    try (RunLog log =
            RunLog.create(
                root.toString(),
                RotationTest.YAK,
                STARTED,
                RotationTest.rotating(4096, 2, false),
                "both");
        Directory logs = logs();
        LogReader reader = LogReader.open(logs, RUN)) {
      byte[] line = ("x".repeat(994) + "\n").getBytes(StandardCharsets.US_ASCII);
      log.append(Stream.STDOUT, line, line.length);
      assertThat(readAll(reader)).hasSize(1000);
      for (int i = 0; i < 7; i++) {
        log.append(Stream.STDOUT, line, line.length);
      }
      assertThat(readAll(reader)).hasSize(7000);
      assertThat(reader.skipped()).isFalse();
      for (int i = 0; i < 40; i++) {
        log.append(Stream.STDOUT, line, line.length);
      }
      assertThat(readAll(reader)).hasSize(12_000);
      assertThat(reader.skipped()).isTrue();
      assertThat(reader.skipped()).isFalse();
    }
  }

  @Test
  void a_log_that_is_removed_ends() throws Exception {
    Files.writeString(file(""), "1\n");
    try (Directory logs = logs();
        LogReader reader = LogReader.open(logs, RUN)) {
      Files.delete(file(""));
      assertThat(readAll(reader)).isEqualTo("1\n");
      Files.writeString(file(""), "2\n");
      assertThat(readAll(reader)).isEqualTo("2\n");
      Files.move(file(""), root.resolve("yak/elsewhere"));
      assertThat(readAll(reader)).isEmpty();
    }
  }
}
