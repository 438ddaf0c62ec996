package processcontrol.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.job.Slug;
import processcontrol.posix.PosixException;

class HistoryTest {

  private static final Slug YAK = new Slug("yak");

  @TempDir Path directory;

  private Path file() {
    return directory.resolve("yak/history.jsonl");
  }

  private History open() {
    return History.open(directory.toString(), YAK);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void records_are_appended_to_the_file_of_the_job() throws Exception {
    try (History history = open()) {
      history.append(bytes("{\"run\":\"a\"}\n"));
    }
    try (History history = open()) {
      history.append(bytes("{\"run\":\"b\"}\n"));
    }

    assertThat(file()).hasContent("{\"run\":\"a\"}\n{\"run\":\"b\"}\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-r-----");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent())))
        .isEqualTo("rwxr-x---");
  }

  @Test
  void half_a_line_is_closed_before_the_next_record() throws Exception {
    Files.createDirectory(directory.resolve("yak"));
    Files.writeString(file(), "{\"run\":\"a\"}\n{\"run\":\"b");
    try (History history = open()) {
      history.append(bytes("{\"run\":\"c\"}\n"));
      history.append(bytes("{\"run\":\"d\"}\n"));
    }

    assertThat(Files.readString(file()))
        .isEqualTo("{\"run\":\"a\"}\n{\"run\":\"b\n{\"run\":\"c\"}\n{\"run\":\"d\"}\n");
  }

  @Test
  void a_link_in_place_of_the_history_is_refused() throws Exception {
    Files.createDirectory(directory.resolve("yak"));
    Path elsewhere = directory.resolve("elsewhere");
    Files.createSymbolicLink(file(), elsewhere);

    assertThatThrownBy(() -> open())
        .isInstanceOf(PosixException.class)
        .hasMessage("cannot open " + file() + ": it is a symbolic link; remove it");
    assertThat(elsewhere).doesNotExist();
  }

  private static byte[] record(String run, String reason) {
    return HistoryReaderTest.record(run, run == null ? Result.SKIPPED : Result.FAILURE, reason)
        .toLine();
  }

  @Test
  void record_of_the_last_run_is_found() {
    try (History history = open()) {
      assertThat(history.contains("yak-1")).isFalse();
      history.append(record("yak-1", "yak-3"));
      assertThat(history.contains("yak-1")).isTrue();
      history.append(record("yak-1.2", "yak-3"));

      assertThat(history.contains("yak-1.2")).isTrue();
      assertThat(history.contains("yak-3")).isFalse();
      assertThat(history.contains("yak")).isFalse();
    }
  }

  @Test
  void record_of_the_last_run_is_found_before_any_number_of_skipped_starts() {
    try (History history = open()) {
      history.append(record("yak-1", "x".repeat(200_000)));
      for (int i = 0; i < 500; i++) {
        history.append(record(null, "on hold"));
      }

      assertThat(history.contains("yak-1")).isTrue();
      assertThat(history.contains("yak-2")).isFalse();
    }
  }

  @Test
  void half_a_record_is_none() throws Exception {
    try (History history = open()) {
      byte[] line = record("yak-1", "killed while it was written");
      Files.write(file(), java.util.Arrays.copyOf(line, line.length / 2));
      assertThat(history.contains("yak-1")).isFalse();
      history.append(record(null, "on hold"));
      assertThat(history.contains("yak-1")).isFalse();
    }
  }

  private Path older() {
    return directory.resolve("yak/history.jsonl.1");
  }

  /** Fills the history up to its bound, and a byte more if wanted. */
  private void fill(String run, int more) throws Exception {
    byte[] line = record(run, "");
    int reason = (int) History.BOUND + more - line.length;
    Files.write(file(), record(run, "x".repeat(reason)));
    assertThat(Files.size(file())).isEqualTo(History.BOUND + more);
  }

  @Test
  void history_that_has_outgrown_its_bound_becomes_the_older_file() throws Exception {
    try (History history = open()) {
      fill("yak-1", 0);
      history.appendLocked(record("yak-2", "full, and not more"));
      assertThat(older()).doesNotExist();

      history.appendLocked(record("yak-3", "beyond"));
      assertThat(Files.size(older())).isGreaterThan(History.BOUND);
      assertThat(file()).hasBinaryContent(record("yak-3", "beyond"));
      history.appendLocked(record("yak-4", "small"));
      assertThat(history.contains("yak-4")).isTrue();

      fill("yak-5", 1);
      history.appendLocked(record("yak-6", "beyond"));
      assertThat(Files.readString(older())).startsWith("{\"run\":\"yak-5\"");
      assertThat(file()).hasBinaryContent(record("yak-6", "beyond"));
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-r-----");
  }

  @Test
  void who_does_not_hold_the_lock_only_tells_that_the_bound_is_exceeded() throws Exception {
    try (History history = open()) {
      fill("yak-1", 0);
      assertThat(history.append(record(null, "skipped"))).isFalse();
      assertThat(history.append(record(null, "skipped"))).isTrue();
      assertThat(older()).doesNotExist();
      history.bound();
      history.bound();
      assertThat(Files.size(older())).isGreaterThan(History.BOUND);
      assertThat(file()).isEmptyFile();
      assertThat(history.contains("yak-1")).isTrue();
    }
  }

  @Test
  void record_of_a_skipped_start_is_kept_while_the_file_gets_its_other_name() throws Exception {
    try (History run = open();
        History skip = open()) {
      fill("yak-1", 1);
      run.appendLocked(record("yak-2", "ok"));
      skip.append(record(null, "late"));

      assertThat(HistoryReaderTest.readAll(directory, YAK))
          .extracting(RunRecord::run)
          .containsExactly("yak-2", null, "yak-1");
    }
  }

  @Test
  void record_is_written_even_where_no_new_file_can_be_begun() throws Exception {
    try (History history = open()) {
      fill("yak-1", 1);
      Files.createDirectories(older().resolve("in-the-way"));
      history.appendLocked(record("yak-2", "ok"));
      assertThat(history.contains("yak-2")).isTrue();
    }
  }

  @Test
  void half_a_record_is_not_found() {
    try (History history = open()) {
      history.append(bytes("{\"run\":\"half\",\"job\":\"ya"));
      assertThat(history.contains("half")).isFalse();
      history.append(bytes("{\"run\":\"next\"}\n"));
      assertThat(history.contains("half")).isFalse();
      history.append(record("half", "ok"));
      assertThat(history.contains("half")).isTrue();
    }
  }

  @Test
  void simultaneous_writers_never_mix_their_records() throws Exception {
    int writers = 8;
    int records = 300;
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int writer = 0; writer < writers; writer++) {
        String name = Integer.toString(writer);
        running.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < records; i++) {
                    try (History history = open()) {
                      history.append(bytes(name + ":" + i + ":" + name.repeat(i * 7) + "\n"));
                    }
                  }
                }));
      }
      for (Future<?> each : running) {
        each.get(60, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
    Map<String, Integer> next = new HashMap<>();
    for (String line : Files.readAllLines(file())) {
      if (line.isEmpty()) {
        continue; // A large record was seen while it was being written, and taken for half a line.
      }
      String name = line.substring(0, 1);
      int i = next.merge(name, 1, Integer::sum) - 1;
      assertThat(line).isEqualTo(name + ":" + i + ":" + name.repeat(i * 7));
    }
    assertThat(next).hasSize(writers).containsValue(records);
    assertThat(next.values()).containsOnly(records);
  }
}
