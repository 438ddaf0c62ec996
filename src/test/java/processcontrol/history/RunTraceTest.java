package processcontrol.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;

/** Parsing by hand gives the same as the JSON library. */
class RunTraceTest {

  private static RunTrace trace(byte[] line) {
    return RunTrace.in(new RecordScan(), line, 0, line.length);
  }

  private static RunFigures figures(byte[] line) {
    return RunFigures.in(new RecordScan(), line, 0, line.length);
  }

  private static final String NASTY = "a\"b\\c\n{\"run\":\"x\"}\u0000\u00e9\ud83d\ude00]},";

  private static final List<Result> RESULTS = List.of(Result.values());
  private static final List<Trigger> TRIGGERS = List.of(Trigger.values());

  private static RunRecord record(Random random) {
    boolean ran = random.nextBoolean();
    UtcTime start = new UtcTime(1_700_000_000_000L + random.nextInt(1_000_000_000));
    return RunRecord.builder(
            new Slug("job"),
            RESULTS.get(random.nextInt(RESULTS.size())),
            NASTY,
            TRIGGERS.get(random.nextInt(TRIGGERS.size())),
            start)
        .run(ran ? "job-20261120-120000" : null)
        .exitCode(random.nextBoolean() ? 3 : null)
        .status(0)
        .ended(random.nextBoolean() ? new UtcTime(start.epochMillis() + 1234) : null)
        .attempts(1)
        .args(List.of(NASTY, "\"slot\":\"2026-01-01T00:00:00.000Z\"", ""))
        .invokedBy(random.nextBoolean() ? NASTY : null)
        .jobSha256("sha")
        .warnings(List.of(NASTY))
        .slot(random.nextBoolean() ? new UtcTime(1_700_000_040_000L) : null)
        .build();
  }

  @Test
  void a_record_is_read_as_it_was_written() {
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      RunRecord record = record(random);
      byte[] line = record.toLine();
      boolean byClock = record.trigger() == Trigger.CRON || record.trigger() == Trigger.CATCH_UP;

      assertThat(RunRecord.ofLine(line)).isEqualTo(record);
      assertThat(trace(line))
          .isEqualTo(
              new RunTrace(
                  record.run(), record.started(), record.ended(), byClock, record.slot(), "sha"));
      RunFigures figures = figures(line);
      assertThat(new RunFigures(figures.result(), figures.started(), figures.ended()))
          .isEqualTo(RunFigures.of(record));
    }
  }

  @Test
  void half_a_record_is_none() {
    byte[] line = record(new Random(2)).toLine();
    for (int length = 0; length < line.length - 2; length++) {
      assertThat(trace(java.util.Arrays.copyOf(line, length))).isNull();
      assertThat(figures(java.util.Arrays.copyOf(line, length))).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}",
        "[]",
        "null",
        "{\"started\":5,\"trigger\":\"cron\"}",
        "{\"started\":\"yesterday\",\"trigger\":\"cron\"}",
        "{\"started\":\"2026-13-01T00:00:00.000Z\",\"trigger\":\"cron\"}",
        "{\"started\":\"2026-01-01T00:00:00.000Z\"}",
        "{\"a\":[[[[[[",
        "{\"a\":\"\\",
        "{\"a\" \"b\"}",
        "{\"a\":,}",
        "{\"a\":[}"
      })
  void what_is_no_record_is_passed_over(String line) {
    assertThat(trace(line.getBytes(StandardCharsets.UTF_8))).isNull();
    assertThat(figures(line.getBytes(StandardCharsets.UTF_8))).isNull();
  }

  @Test
  void a_record_of_an_older_version_has_no_slot() {
    String line =
        "{\"run\":\"r\",\"started\":\"2026-01-01T00:00:00.000Z\",\"ended\":null,"
            + "\"duration\":1.500,\"trigger\":\"cron\"}";
    assertThat(trace(line.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(
            new RunTrace("r", UtcTime.parse("2026-01-01T00:00:00Z"), null, true, null, null));
  }
}
