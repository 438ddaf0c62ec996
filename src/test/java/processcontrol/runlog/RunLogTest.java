package processcontrol.runlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import processcontrol.job.CommandLine;
import processcontrol.job.LogPolicy;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;
import processcontrol.posix.Directory;
import processcontrol.posix.PosixException;

class RunLogTest {

  private static final UtcTime STARTED = new UtcTime(1_795_176_000_123L);
  private static final Slug YAK = new Slug("yak");
  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";

  @TempDir Path directory;

  private RunLog create() {
    return RunLog.create(directory.toString(), YAK, STARTED, LogPolicy.DEFAULT, "both");
  }

  private RunLog createAfter(String newest) {
    return RunLog.create(
        directory.toString(), YAK, STARTED, LogPolicy.DEFAULT, "both", true, newest);
  }

  @ParameterizedTest
  @CsvSource({
    ", yak-20261120-120000",
    "yak-20261120-115959.7, yak-20261120-120000",
    "yak-20261120-120000, yak-20261120-120000.2",
    "yak-20261120-120000.9, yak-20261120-120000.10",
    "yak-20261120-120000.x, yak-20261120-120000",
    "yak-20261120-120000.-3, yak-20261120-120000",
    "yak-20261120-120000.2147483647, yak-20261120-120000",
  })
  void id_of_the_newest_run_is_not_given_again_though_its_log_is_gone(String newest, String id) {
    try (RunLog log = createAfter(newest)) {
      assertThat(log.runId()).isEqualTo(id);
    }
  }

  @Test
  void an_empty_log_of_a_run_on_record_stays() {
    createAfter(null).close();
    createAfter(null).close();

    RunLog.removeUnused(directory.toString(), YAK, STARTED, "yak-20261120-120000");

    assertThat(directory.resolve("yak").toFile().list()).containsExactly("yak-20261120-120000.log");
  }

  private static RunLog fullLog() {
    Directory dev = Directory.open("/dev");
    LogFile full = LogFile.of(dev, "full", dev.openForAppending("full", 0), LogPolicy.DEFAULT);
    return new RunLog("yak-1", full, "both");
  }

  private static void append(RunLog log, Stream stream, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    log.append(stream, bytes, bytes.length);
  }

  @Test
  void the_log_reads_like_a_story() throws Exception {
    try (RunLog log = create()) {
      log.announce("");
      log.begin(CommandLine.split("/usr/local/bin/timecard --start '9 00'"), 5647);
      append(log, Stream.STDOUT, "a line of standard output\n");
      append(log, Stream.STDERR, "a line of standard error\nand half");
      assertThat(log.isHolding()).isTrue();
      log.end();
      assertThat(log.failure()).isNull();
    }
    String text = Files.readString(directory.resolve("yak/yak-20261120-120000.log"));

    assertThat(text.replaceAll("(?m)^" + TIME + "\t", ""))
        .isEqualTo(
            """
            INFO\t===========
            INFO\t/usr/local/bin/timecard --start '9 00' (5647)
            INFO\t-----------
            INFO\ta line of standard output
            ERROR\ta line of standard error
            ERROR\tand half
            INFO\t----------- end command output
            """);
  }

  @Test
  void runs_that_start_in_one_second_get_suffixes() throws Exception {
    try (RunLog first = create();
        RunLog second = create();
        RunLog third = create()) {
      assertThat(first.runId()).isEqualTo("yak-20261120-120000");
      assertThat(second.runId()).isEqualTo("yak-20261120-120000.2");
      assertThat(third.runId()).isEqualTo("yak-20261120-120000.3");
      assertThat(third.path()).isEqualTo(directory + "/yak/yak-20261120-120000.3.log");
      assertThat(Path.of(third.path())).exists();
    }
  }

  @Test
  void the_directory_and_the_file_are_closed_to_others() throws Exception {
    create().close();

    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("yak"))))
        .isEqualTo("rwxr-x---");
    Path file = directory.resolve("yak/yak-20261120-120000.log");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void a_link_in_place_of_the_directory_is_refused() throws Exception {
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    Files.createSymbolicLink(directory.resolve("yak"), elsewhere);

    assertThatThrownBy(() -> create())
        .isInstanceOf(PosixException.class)
        .hasMessage("cannot open " + directory + "/yak: Not a directory");
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void a_link_in_place_of_the_file_is_not_followed() throws Exception {
    Files.createDirectory(directory.resolve("yak"));
    Path elsewhere = directory.resolve("elsewhere");
    Files.createSymbolicLink(directory.resolve("yak/yak-20261120-120000.log"), elsewhere);

    try (RunLog log = create()) {
      assertThat(log.runId()).isEqualTo("yak-20261120-120000.2");
    }
    assertThat(elsewhere).doesNotExist();
  }

  @Test
  void a_missing_output_directory_is_an_error() {
    assertThatThrownBy(
            () -> RunLog.create(directory + "/none", YAK, STARTED, LogPolicy.DEFAULT, "both"))
        .isInstanceOf(PosixException.class)
        .hasMessage("cannot open " + directory + "/none: No such file or directory");
  }

  @Test
  void a_log_that_cannot_be_written_is_known_before_the_command_starts() {
    try (RunLog log = fullLog()) {
      assertThatThrownBy(() -> log.announce(""))
          .isInstanceOf(PosixException.class)
          .hasMessage("cannot write /dev/full: No space left on device");
    }
  }

  @Test
  void a_full_disk_does_not_stop_the_run() {
    try (RunLog log = fullLog()) {
      append(log, Stream.STDOUT, "one\n");
      append(log, Stream.STDOUT, "two\n");
      log.end();

      assertThat(log.failure())
          .isNotNull()
          .hasMessage("cannot write /dev/full: No space left on device");
    }
  }

  @Test
  void missing_bytes_are_counted_and_noted_once_there_is_room_again() throws Exception {
    Path disk = Files.createDirectory(directory.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", disk.toString()),
        "no file system can be mounted here");
    try {
      // One page for the directory yak is not counted; three pages are left to the log.
      Files.write(disk.resolve("ballast"), new byte[4096]);
      long offered = 0;
      String text;
      try (RunLog log = RunLog.create(disk.toString(), YAK, STARTED, LogPolicy.DEFAULT, "both")) {
        String line = "x".repeat(999) + "\n";
        for (int i = 0; i < 40; i++) {
          append(log, Stream.STDOUT, line);
          offered += 30 + 1000; // Time, tab, INFO, tab.
        }
        assertThat(log.failure()).isNotNull();
        Files.delete(disk.resolve("ballast"));
        append(log, Stream.STDOUT, "after\n");
        offered += 30 + 6;
        assertThat(log.failure().errorText()).isEqualTo("No space left on device");
        text = Files.readString(Path.of(log.path()));
      }
      Matcher note =
          Pattern.compile(
                  "\n"
                      + TIME
                      + "\tERROR\trun-job: about (\\d+) bytes of this log are missing:"
                      + " No space left on device\n"
                      + TIME
                      + "\tINFO\tafter\n")
              .matcher(text);
      assertThat(note.find()).as("a note in <%s>", text).isTrue();
      assertThat(note.end()).isEqualTo(text.length());
      long lost = Long.parseLong(note.group(1));
      int noteLength = note.group().indexOf("\n", 1) + 1;
      assertThat(text.length() - noteLength + lost).isEqualTo(offered);
    } finally {
      run("umount", disk.toString());
    }
  }

  private static boolean run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(List.of(command))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor() == 0;
  }
}
