package processcontrol.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;

class HistoryReaderTest {

  private static final Slug JOB = new Slug("job");

  @TempDir Path state;

  static RunRecord record(String run, Result result, String reason) {
    return record(run, result, reason, 1_000);
  }

  private static RunRecord record(String run, Result result, String reason, long started) {
    return RunRecord.builder(JOB, result, reason, Trigger.MANUAL, new UtcTime(started))
        .run(run)
        .exitCode(result == Result.SUCCESS ? 0 : 3)
        .ended(new UtcTime(started + 1_500))
        .attempts(1)
        .args(List.of("a b", "\u00e9\n"))
        .jobSha256("0".repeat(64))
        .log("/log")
        .build();
  }

  private void write(byte[] content) throws IOException {
    Files.createDirectories(state.resolve("job"));
    Files.write(state.resolve("job/history.jsonl"), content);
  }

  private static byte[] lines(List<RunRecord> records) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    records.forEach(record -> bytes.writeBytes(record.toLine()));
    return bytes.toByteArray();
  }

  private List<RunRecord> readAll() {
    return readAll(state, JOB);
  }

  static List<RunRecord> readAll(Path state, Slug job) {
    try (HistoryReader reader = HistoryReader.open(state.toString(), job)) {
      List<RunRecord> records = new ArrayList<>();
      for (RunRecord record = reader.next(); record != null; record = reader.next()) {
        records.add(record);
      }
      assertThat(reader.next()).isNull();
      return records;
    }
  }

  @Test
  void a_link_in_the_place_of_the_directory_is_a_fault_as_no_run_follows_it() throws IOException {
    Files.createSymbolicLink(state.resolve("job"), Files.createDirectory(state.resolve("other")));

    try (HistoryReader reader = HistoryReader.open(state.toString(), JOB)) {
      assertThat(reader.next()).isNull();
      assertThat(reader.fault()).isEqualTo("cannot open " + state + "/job: Not a directory");
    }
  }

  @Test
  void records_come_back_as_they_were_written_the_newest_first() throws IOException {
    List<RunRecord> records =
        List.of(record("r1", Result.SUCCESS, "succeeded"), record("r2", Result.FAILURE, "\"x\"\\"));
    write(lines(records));

    assertThat(readAll()).containsExactly(records.get(1), records.get(0));
  }

  @Test
  void missing_and_empty_histories_have_no_records() throws IOException {
    assertThat(readAll()).isEmpty();
    write(new byte[0]);
    assertThat(readAll()).isEmpty();
    write("\n\n\n".getBytes(StandardCharsets.UTF_8));
    assertThat(readAll()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 3600, 3650, 4095, 4096, 4097, 131_071, 131_072, 135_168, 300_000})
  void lines_are_found_across_the_borders_of_blocks(int length) throws IOException {
    for (int shift = 0; shift < 3; shift++) {
      List<RunRecord> records = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        records.add(record("r" + i, Result.FAILURE, "x".repeat(i % 2 == 0 ? length + shift : i)));
      }
      write(lines(records));
      Collections.reverse(records);

      assertThat(readAll()).isEqualTo(records);
    }
  }

  @Test
  void every_length_of_a_first_line_is_read_across_the_first_block() throws IOException {
    int rest = lines(List.of(record("r2", Result.SUCCESS, "ok"))).length;
    for (int length = 4096 - 2 * rest; length < 4096; length += 1) {
      RunRecord old = record("r1", Result.FAILURE, "x".repeat(Math.max(0, length)));
      RunRecord young = record("r2", Result.SUCCESS, "ok");
      write(lines(List.of(old, young)));

      assertThat(readAll()).containsExactly(young, old);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"run\":\"half",
        "garbage",
        "{}",
        "[]",
        "null",
        "{\"run\":{}}",
        "{\"run\":[[]]}",
        "{\"a\":1}",
        "{\"run\":\"r\",\"job\":\"../x\",\"result\":\"success\"}",
        "\u0000",
        "\ufffd"
      })
  void what_is_not_a_record_is_passed_over(String garbage) throws IOException {
    RunRecord old = record("r1", Result.FAILURE, "x");
    RunRecord young = record("r2", Result.SUCCESS, "ok");
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(old.toLine());
    content.writeBytes((garbage + "\n").getBytes(StandardCharsets.UTF_8));
    content.writeBytes(young.toLine());
    content.writeBytes(garbage.getBytes(StandardCharsets.UTF_8));
    write(content.toByteArray());

    assertThat(readAll()).containsExactly(young, old);
  }

  @Test
  void half_a_line_is_closed_before_the_next_record() throws IOException {
    write("{\"run\":\"half".getBytes(StandardCharsets.UTF_8));
    RunRecord young = record("r2", Result.SUCCESS, "ok");
    try (History history = History.open(state.toString(), JOB)) {
      history.append(young.toLine());
    }
    assertThat(readAll()).containsExactly(young);
  }

  private void writeOlder(byte[] content) throws IOException {
    Files.createDirectories(state.resolve("job"));
    Files.write(state.resolve("job/history.jsonl.1"), content);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3650, 4096, 131_072})
  void older_file_follows_the_younger_one(int length) throws IOException {
    List<RunRecord> records = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      records.add(record("r" + i, Result.FAILURE, "x".repeat(i % 2 == 0 ? length : i)));
    }
    for (int border = 0; border <= 6; border++) {
      writeOlder(lines(records.subList(0, border)));
      write(lines(records.subList(border, 6)));
      assertThat(readAll()).containsExactly(reversed(records));
    }
    Files.delete(state.resolve("job/history.jsonl"));
    assertThat(readAll()).as("no younger one").containsExactly(reversed(records));
  }

  private static RunRecord[] reversed(List<RunRecord> records) {
    List<RunRecord> reversed = new ArrayList<>(records);
    Collections.reverse(reversed);
    return reversed.toArray(new RunRecord[0]);
  }

  @Test
  void no_record_is_read_twice_while_the_file_gets_its_other_name() throws IOException {
    List<RunRecord> records =
        List.of(record("r1", Result.FAILURE, "a"), record("r2", Result.FAILURE, "b"));
    write(lines(records));
    try (HistoryReader reader = HistoryReader.open(state.toString(), JOB)) {
      assertThat(reader.next()).isEqualTo(records.get(1));
      Files.move(state.resolve("job/history.jsonl"), state.resolve("job/history.jsonl.1"));
      assertThat(reader.next()).isEqualTo(records.get(0));
      assertThat(reader.next()).isNull();
    }
  }

  @Test
  void failures_are_counted_across_both_files() throws IOException {
    writeOlder(
        lines(
            List.of(record("r1", Result.SUCCESS, "ok"), record("r2", Result.FAILURE, "because"))));
    assertThat(standing(Result.FAILURE, Result.TIMEOUT).consecutiveFailures()).isEqualTo(3);
  }

  private Standing standing(Result... results) throws IOException {
    List<RunRecord> records = new ArrayList<>();
    for (Result result : results) {
      String run = result == Result.SKIPPED ? null : "r" + records.size();
      records.add(record(run, result, "because"));
    }
    write(lines(records));
    try (HistoryReader reader = HistoryReader.open(state.toString(), JOB)) {
      return Standing.of(reader);
    }
  }

  @Test
  void failures_are_counted_back_to_the_last_success() throws IOException {
    assertThat(standing()).isEqualTo(new Standing(null, null, 0));
    assertThat(standing(Result.FAILURE, Result.SUCCESS).consecutiveFailures()).isZero();
    assertThat(standing(Result.FAILURE, Result.SUCCESS, Result.FAILURE).consecutiveFailures())
        .isEqualTo(1);
    assertThat(
            standing(Result.TIMEOUT, Result.LOST, Result.ERROR, Result.FAILURE)
                .consecutiveFailures())
        .isEqualTo(4);
  }

  @Test
  void skipped_starts_and_killed_runs_neither_count_nor_interrupt() throws IOException {
    Standing standing =
        standing(Result.FAILURE, Result.SKIPPED, Result.KILLED, Result.FAILURE, Result.SKIPPED);

    assertThat(standing.consecutiveFailures()).isEqualTo(2);
    assertThat(standing.latest().result()).isEqualTo(Result.SKIPPED);
    assertThat(standing.last().result()).isEqualTo(Result.FAILURE);
    assertThat(standing(Result.SKIPPED).last()).isNull();
  }

  @Test
  void only_runs_since_a_moment_count() throws IOException {
    write(
        lines(
            List.of(
                record("r1", Result.FAILURE, "a", 1_000),
                record("r2", Result.FAILURE, "b", 2_000),
                record("r3", Result.FAILURE, "c", 3_000))));
    try (HistoryReader history = HistoryReader.open(state.toString(), JOB)) {
      assertThat(Standing.since(new UtcTime(2_000), history).consecutiveFailures()).isEqualTo(2);
    }
  }

  @Test
  void lost_run_that_is_not_recorded_yet_counts_once() throws IOException {
    Standing standing = standing(Result.SUCCESS, Result.FAILURE);
    RunRecord lost = record("r9", Result.LOST, "lost");

    assertThat(standing.withLost(lost)).isEqualTo(new Standing(lost, lost, 2));
    assertThat(standing.withLost(lost).withLost(lost)).isEqualTo(new Standing(lost, lost, 2));
    assertThat(new Standing(null, null, 0).withLost(lost).consecutiveFailures()).isEqualTo(1);
  }

  @Test
  void hold_is_set_found_replaced_and_released() throws IOException {
    assertThat(Hold.find(state.toString(), JOB)).isNull();
    Hold release = new Hold("mended", new UtcTime(9_876), "bob");
    assertThat(Hold.release(state.toString(), JOB, release)).isFalse();
    assertThat(Hold.lastRelease(state.toString(), JOB)).isNull();
    Hold hold = new Hold("a \"reason\"\n\u20ac", new UtcTime(1_234), "alice");
    hold.set(state.toString(), JOB);
    assertThat(Hold.find(state.toString(), JOB)).isEqualTo(hold);
    Hold other = new Hold("other", new UtcTime(5), null);
    other.set(state.toString(), JOB);
    assertThat(Hold.find(state.toString(), JOB)).isEqualTo(other);
    try (var entries = Files.list(state.resolve("job"))) {
      assertThat(entries).hasSize(1);
    }
    assertThat(Hold.release(state.toString(), JOB, release)).isTrue();
    assertThat(Hold.find(state.toString(), JOB)).isNull();
    assertThat(Hold.lastRelease(state.toString(), JOB)).isEqualTo(release);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "{}",
        "{\"reason\":\"x\",\"since\":\"then\"}",
        "{\"reason\":[],\"since\":[]}",
        "{\"reason\":\"x\",\"since\":\"1970-01-01T00:00:00.000Z\",\"by\":[]}"
      })
  void hold_that_cannot_be_read_is_a_hold_all_the_same(String content) throws IOException {
    Files.createDirectories(state.resolve("job"));
    Files.writeString(state.resolve("job/hold"), content);

    assertThat(Hold.find(state.toString(), JOB).reason()).endsWith("job/hold is damaged");
  }

  @Test
  @Timeout(20)
  void what_jobs_pour_into_a_history_costs_bounded_time_and_memory() throws IOException {
    byte[] first = record("a", Result.SUCCESS, "x").toLine();
    byte[] last = record("b", Result.FAILURE, "y").toLine();
    byte[] junk = new byte[48 << 20]; // One line, far beyond any record.
    java.util.Arrays.fill(junk, (byte) 'x');
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(first);
    bytes.writeBytes(junk);
    bytes.write('\n');
    bytes.writeBytes(last);
    bytes.writeBytes(junk);
    write(bytes.toByteArray());
    try (HistoryReader reader = HistoryReader.open(state.toString(), JOB)) {
      assertThat(reader.next()).as("beyond what is read at all").isNull();
      assertThat(reader.fault()).contains("job/history.jsonl");
    }

    write(
        ("\n" + new String(junk, 0, 5 << 20, StandardCharsets.US_ASCII))
            .getBytes(StandardCharsets.US_ASCII));
    Files.write(state.resolve("job/history.jsonl.1"), first);
    try (HistoryReader reader = HistoryReader.open(state.toString(), JOB)) {
      assertThat(reader.next().run()).as("in the older file").isEqualTo("a");
      assertThat(reader.next()).isNull();
      assertThat(reader.fault()).contains("job/history.jsonl");
    }
  }
}
