package processcontrol.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.job.Expectation;
import processcontrol.job.Expectation.FreshFile;
import processcontrol.job.SuccessCriteria;
import processcontrol.job.TimeSpan;
import processcontrol.job.UtcTime;
import processcontrol.runlog.Stream;

class VerdictTest {

  private static final UtcTime BEGAN = UtcTime.parse("2026-11-20T12:00:00Z");
  private static final UtcTime ENDED = UtcTime.parse("2026-11-20T12:00:10Z");

  @TempDir Path directory;

  private static SuccessCriteria expecting(
      String min, String max, List<String> wanted, List<FreshFile> files, long maxOutput) {
    return new SuccessCriteria(
        List.of(),
        List.of(),
        true,
        false,
        List.of(),
        new Expectation(
            TimeSpan.parse(min), TimeSpan.parse(max), wanted, List.of(), files, maxOutput));
  }

  private static String against(SuccessCriteria criteria, long millis, String output) {
    OutputWatch watch = OutputWatch.of(criteria);
    byte[] bytes = output.getBytes(StandardCharsets.UTF_8);
    watch.note(Stream.STDOUT, bytes, bytes.length);
    watch.endLines();
    return Verdict.against(criteria, watch, millis, BEGAN, ENDED);
  }

  private static String ofFile(Path file, String within) {
    FreshFile fresh = new FreshFile(file.toString(), TimeSpan.parse(within));
    return against(expecting("0", "0", List.of(), List.of(fresh), -1), 0, "x");
  }

  @Test
  void its_time_has_bounds_that_are_still_good() {
    SuccessCriteria criteria = expecting("2s", "5s", List.of(), List.of(), -1);

    assertThat(against(criteria, 1_999, "x"))
        .isEqualTo("it took 1.999s, less than min_duration 2s");
    assertThat(against(criteria, 2_000, "x")).isNull();
    assertThat(against(criteria, 5_000, "x")).isNull();
    assertThat(against(criteria, 5_001, "x"))
        .isEqualTo("it took 5.001s, more than max_duration 5s");
  }

  @Test
  void its_output_has_a_bound_that_may_be_none_at_all() {
    SuccessCriteria nothing = expecting("0", "0", List.of(), List.of(), 0);
    OutputWatch silent = OutputWatch.of(nothing);

    assertThat(Verdict.against(nothing, silent, 0, BEGAN, ENDED)).isNull();
    assertThat(against(nothing, 0, "x")).isEqualTo("it wrote 1 bytes, more than max_output 0");
  }

  @Test
  void standard_error_is_a_failure_where_the_job_says_so() {
    SuccessCriteria criteria =
        new SuccessCriteria(List.of(), List.of(), false, true, List.of(), null);
    OutputWatch watch = OutputWatch.of(criteria);
    watch.note(Stream.STDOUT, new byte[] {'x'}, 1);
    assertThat(Verdict.against(criteria, watch, 0, BEGAN, ENDED)).isNull();

    watch.note(Stream.STDERR, new byte[] {'\n'}, 1);
    assertThat(Verdict.against(criteria, watch, 0, BEGAN, ENDED))
        .isEqualTo("it wrote to standard error");
  }

  @Test
  void a_missing_match_is_told_with_its_pattern() {
    assertThat(against(expecting("0", "0", List.of("^OK$"), List.of(), -1), 0, "ok"))
        .isEqualTo("no line of its output matches '^OK$' (must_match)");
  }

  @Test
  void a_file_is_fresh_if_it_was_changed_since_the_attempt_began() throws IOException {
    Path file = Files.createFile(directory.resolve("backup"));

    Files.setLastModifiedTime(file, FileTime.fromMillis(BEGAN.epochMillis()));
    assertThat(ofFile(file, "0")).isNull();
    Files.setLastModifiedTime(file, FileTime.fromMillis(BEGAN.epochMillis() - 10));
    assertThat(ofFile(file, "0")).as("the kernel's clock ticks").isNull();
    Files.setLastModifiedTime(file, FileTime.fromMillis(BEGAN.epochMillis() - 1000));
    assertThat(ofFile(file, "0"))
        .isEqualTo(
            file + " was last changed at 2026-11-20T11:59:59.000Z, before it began (fresh_files)");
  }

  @Test
  void a_file_may_have_an_age() throws IOException {
    Path file = Files.createFile(directory.resolve("backup"));

    Files.setLastModifiedTime(file, FileTime.fromMillis(ENDED.epochMillis() - 60_000));
    assertThat(ofFile(file, "1m")).isNull();
    assertThat(ofFile(file, "59s")).contains("more than 59s ago (fresh_files)");
    Files.setLastModifiedTime(file, FileTime.fromMillis(ENDED.epochMillis() + 60_000));
    assertThat(ofFile(file, "1m")).as("from the future").isNull();
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    assertThat(ofFile(file, "1m")).contains("1970-01-01T00:00:00.000Z");
  }

  @Test
  void a_file_that_is_missing_is_not_fresh() {
    Path file = directory.resolve("none");

    assertThat(ofFile(file, "1d")).isEqualTo(file + " does not exist (fresh_files)");
  }
}
