package processcontrol.runlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.job.CommandLine;
import processcontrol.job.LogPolicy;
import processcontrol.job.Slug;
import processcontrol.job.TimeSpan;
import processcontrol.job.UtcTime;
import processcontrol.posix.Directory;

/** The log of a run that is continued in new files. */
@Timeout(120)
class RotationTest {

  static final Slug YAK = new Slug("yak");
  private static final UtcTime STARTED = new UtcTime(1_795_176_000_123L);
  private static final String NAME = "yak-20261120-120000.log";

  @TempDir Path directory;

  static LogPolicy rotating(long bytes, int files, boolean timestamps) {
    return new LogPolicy(0, TimeSpan.ZERO, 0, bytes, files, timestamps);
  }

  private RunLog create(long bytes, int files) {
    return RunLog.create(directory.toString(), YAK, STARTED, rotating(bytes, files, true), "both");
  }

  private static void append(RunLog log, Stream stream, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    log.append(stream, bytes, bytes.length);
  }

  private List<String> names() throws Exception {
    try (java.util.stream.Stream<Path> files = Files.list(directory.resolve("yak"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static byte[] view(Directory logs, String run, Stream stream) {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    LogView view =
        new LogView(stream == Stream.STDOUT, stream == Stream.STDERR, true, shown::write);
    try (LogReader reader = LogReader.open(logs, run)) {
      for (byte[] bytes = reader.read(); bytes.length > 0; bytes = reader.read()) {
        view.add(bytes);
      }
    }
    view.end();
    return shown.toByteArray();
  }

  @Test
  void both_streams_come_out_of_all_files_byte_by_byte() throws Exception {
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      boolean huge = seed % 10 == 0;
      long bound = huge ? 20_000L + random.nextInt(150_000) : 300L + random.nextInt(6000);
      LogPolicy policy = rotating(bound, 1_000_000, random.nextBoolean());
      ByteArrayOutputStream[] written = {new ByteArrayOutputStream(), new ByteArrayOutputStream()};
      try (RunLog log = RunLog.create(directory.toString(), YAK, STARTED, policy, "both")) {
        for (int command = random.nextInt(3); command >= 0; command--) {
          log.announce("");
          log.begin(CommandLine.split("echo '(" + seed + ")'"), 4711);
          for (int step = random.nextInt(40); step > 0; step--) {
            Stream stream = random.nextInt(3) == 0 ? Stream.STDERR : Stream.STDOUT;
            byte[] chunk = new byte[random.nextInt(huge ? 60_000 : 400)];
            fill(chunk, random);
            log.append(stream, chunk, chunk.length);
            written[stream == Stream.STDOUT ? 0 : 1].writeBytes(chunk);
            if (random.nextInt(8) == 0) {
              log.framer().releaseHeld(UtcTime.now(), 0);
            }
          }
          log.end();
          for (ByteArrayOutputStream each : written) {
            byte[] soFar = each.toByteArray();
            if (soFar.length > 0 && soFar[soFar.length - 1] != '\n') {
              each.write('\n'); // The end closes an unfinished line.
            }
          }
        }
      }
      for (String name : names()) {
        byte[] bytes = Files.readAllBytes(directory.resolve("yak").resolve(name));
        assertThat(Prefix.of(bytes, bytes.length)).as("seed %d, %s", seed, name).isNotNull();
        assertThat(bytes[bytes.length - 1]).isEqualTo((byte) '\n');
        assertThat((long) bytes.length).isLessThan(bound + 300);
      }
      try (Directory logs = Directory.open(directory.resolve("yak").toString())) {
        for (Stream stream : Stream.values()) {
          byte[] expected = written[stream == Stream.STDOUT ? 0 : 1].toByteArray();
          byte[] shown = view(logs, "yak-20261120-120000", stream);
          if (!Arrays.equals(shown, expected)) {
            assertThat(shown).as("seed %d, %s", seed, stream).isEqualTo(expected);
          }
        }
      }
      for (String name : names()) {
        Files.delete(directory.resolve("yak").resolve(name));
      }
    }
  }

  private static void fill(byte[] chunk, Random random) {
    random.nextBytes(chunk);
    int perLine = 1 + random.nextInt(600);
    for (int i = 0; i < chunk.length; i++) {
      chunk[i] = random.nextInt(perLine) == 0 ? (byte) '\n' : chunk[i] == '\n' ? 0 : chunk[i];
    }
  }

  @Test
  void the_oldest_files_are_dropped_and_all_stay_within_their_bound() throws Exception {
    try (RunLog log = create(4096, 3)) {
      for (int i = 0; i < 20_000; i++) {
        append(log, i % 7 == 0 ? Stream.STDERR : Stream.STDOUT, "line " + i + "\n");
      }
      log.end();
    }

    assertThat(names()).containsExactly(NAME, NAME + ".1", NAME + ".2", NAME + ".3");
    long all = 0;
    StringBuilder text = new StringBuilder();
    for (String name : List.of(NAME + ".3", NAME + ".2", NAME + ".1", NAME)) {
      long size = Files.size(directory.resolve("yak").resolve(name));
      assertThat(size).isBetween(name.equals(NAME) ? 1L : 4000L, 4096L);
      all += size;
      text.append(Files.readString(directory.resolve("yak").resolve(name)));
    }
    assertThat(all).isLessThanOrEqualTo(4 * 4096);
    List<String> lines = new ArrayList<>(text.toString().lines().toList());
    assertThat(lines.remove(lines.size() - 1)).endsWith(RunLog.FOOTER);
    for (int i = 0; i < lines.size(); i++) {
      assertThat(lines.get(i)).endsWith("\tline " + (20_000 - lines.size() + i));
    }
  }

  @Test
  void without_older_files_the_log_begins_anew() throws Exception {
    try (RunLog log = create(4096, 0)) {
      for (int i = 0; i < 1000; i++) {
        append(log, Stream.STDOUT, "line " + i + "\n");
      }
    }

    assertThat(names()).containsExactly(NAME);
    assertThat(Files.readString(directory.resolve("yak").resolve(NAME))).endsWith("\tline 999\n");
    assertThat(Files.size(directory.resolve("yak").resolve(NAME))).isLessThanOrEqualTo(4096);
  }

  @Test
  void nothing_is_lost_where_no_new_file_can_be_had() throws Exception {
    Path next = directory.resolve("yak").resolve(NAME + LogListing.NEXT_SUFFIX);
    try (RunLog log = create(4096, 2)) {
      Files.createDirectory(next); // It cannot be removed with unlink(2).
      for (int i = 0; i < 300; i++) {
        append(log, Stream.STDOUT, "line " + i + "\n");
      }
      assertThat(Files.readString(directory.resolve("yak").resolve(NAME)))
          .contains("\tERROR\trun-job: this log grows beyond its bound: cannot remove ");
      Files.delete(next);
      for (int i = 300; i < 500; i++) {
        append(log, Stream.STDOUT, "line " + i + "\n");
      }
      assertThat(log.failure()).isNull();
    }

    assertThat(names()).containsExactly(NAME, NAME + ".1", NAME + ".2");
    String text =
        Files.readString(directory.resolve("yak").resolve(NAME + ".2"))
            + Files.readString(directory.resolve("yak").resolve(NAME + ".1"))
            + Files.readString(directory.resolve("yak").resolve(NAME));
    List<String> lines = text.lines().filter(line -> !line.contains("run-job: ")).toList();
    assertThat(lines).hasSize(500);
    for (int i = 0; i < 500; i++) {
      assertThat(lines.get(i)).endsWith("\tline " + i);
    }
  }

  @Test
  void a_link_in_place_of_the_next_file_is_removed_and_not_followed() throws Exception {
    Path victim = Files.writeString(directory.resolve("victim"), "precious");
    try (RunLog log = create(4096, 1)) {
      Path next = directory.resolve("yak").resolve(NAME + LogListing.NEXT_SUFFIX);
      Files.createSymbolicLink(next, victim);
      append(log, Stream.STDOUT, ("x".repeat(99) + "\n").repeat(60));
    }

    assertThat(victim).hasContent("precious");
    assertThat(names()).containsExactly(NAME, NAME + ".1");
  }

  @Test
  void files_that_an_operator_removed_are_not_missed() throws Exception {
    try (RunLog log = create(4096, 3)) {
      append(log, Stream.STDOUT, ("x".repeat(99) + "\n").repeat(100));
      Files.delete(directory.resolve("yak").resolve(NAME + ".1"));
      Files.delete(directory.resolve("yak").resolve(NAME));
      append(log, Stream.STDOUT, ("y".repeat(99) + "\n").repeat(100));
      assertThat(log.failure()).isNull();
    }

    assertThat(names()).contains(NAME, NAME + ".1");
  }

  @Test
  void a_log_without_output_holds_the_frame_alone() throws Exception {
    try (RunLog log =
        RunLog.create(
            directory.toString(), YAK, STARTED, rotating(0, 0, /* timestamps */ false), "none")) {
      log.announce("");
      log.begin(CommandLine.split("echo secret"), 4711);
      append(log, Stream.STDOUT, "s3cr3t\n");
      append(log, Stream.STDERR, "s3cr3t");
      assertThat(log.isHolding()).isFalse();
      log.end();
    }

    assertThat(directory.resolve("yak").resolve(NAME))
        .hasContent(
            """
            INFO\t===========
            INFO\techo secret (4711)
            INFO\t-----------
            INFO\t----------- end command output
            """);
  }
}
