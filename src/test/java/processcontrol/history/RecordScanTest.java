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

class RecordScanTest {

  private static final List<Result> RESULTS = List.of(Result.values());

  private static final Slug JOB = new Slug("yak");

  /** What mutations put into a line: what means something in JSON, and what is none. */
  private static final String[] PIECES = {
    "\"",
    "\\",
    "\\\"",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    " ",
    "\t",
    "null",
    "true",
    "-1",
    "1e3",
    "007",
    "9999999999",
    "0.",
    "\u0001",
    "\u00e9",
    "\"run\":\"yak-1\",",
    "\"attempts\":2,",
    "[[",
    "\"x\""
  };

  private static RunRecord record(Result result, SkipCause cause) {
    return RunRecord.builder(JOB, result, "a reason", Trigger.CRON, new UtcTime(1_790_000_000_123L))
        .run("yak-20260921-134640")
        .exitCode(3)
        .status(3)
        .ended(new UtcTime(1_790_000_009_000L))
        .attempts(2)
        .args(List.of("a", "b"))
        .invokedBy("jane")
        .jobSha256("0123456789abcdef")
        .log("/var/log/process-control/yak/yak-20260921-134640.log")
        .failedAttempts(List.of("exit code 3"))
        .warnings(List.of("slow"))
        .slot(new UtcTime(1_790_000_000_000L))
        .boot("b1")
        .cause(cause)
        .build();
  }

  private static RunRecord brief(byte[] line) {
    byte[] within = new byte[line.length + 4];
    System.arraycopy(line, 0, within, 2, line.length);
    return RunRecord.brief(new RecordScan(), within, 2, 2 + line.length, JOB);
  }

  private static byte[] withoutNewline(RunRecord record) {
    byte[] line = record.toLine();
    return java.util.Arrays.copyOf(line, line.length - 1);
  }

  /** What an audit asks of a record. */
  private static String facts(RunRecord record) {
    return record == null
        ? "none"
        : String.join(
            " ",
            String.valueOf(record.run()),
            record.job().value(),
            record.result().toString(),
            record.reason(),
            String.valueOf(record.status()),
            record.started().toString(),
            String.valueOf(record.ended()),
            record.trigger().toString(),
            String.valueOf(record.attempts()),
            String.valueOf(record.jobSha256()),
            String.valueOf(record.slot()),
            String.valueOf(record.boot()),
            String.valueOf(record.cause()));
  }

  @Test
  void a_brief_record_has_the_facts_and_not_what_the_run_printed() {
    RunRecord whole = record(Result.SKIPPED, SkipCause.POOL_FULL);
    RunRecord brief = brief(withoutNewline(whole));
    assertThat(facts(brief)).isEqualTo(facts(whole));
    assertThat(brief.log()).isNull();
    assertThat(brief.warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void a_brief_record_is_one_exactly_where_the_whole_line_is_one(int mutations) {
    Random random = new Random(mutations);
    int records = 0;
    for (int i = 0; i < 20_000; i++) {
      Result result = RESULTS.get(random.nextInt(RESULTS.size()));
      StringBuilder line =
          new StringBuilder(
              new String(withoutNewline(record(result, null)), StandardCharsets.UTF_8));
      for (int j = 0; j < mutations; j++) {
        int at = random.nextInt(line.length());
        if (random.nextInt(3) == 0) {
          line.delete(at, Math.min(line.length(), at + 1 + random.nextInt(4)));
        } else {
          int until = Math.min(line.length(), at + random.nextInt(3));
          line.replace(at, until, PIECES[random.nextInt(PIECES.length)]);
        }
      }
      byte[] bytes =
          line.toString()
              .getBytes(
                  random.nextBoolean() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
      RunRecord whole = RunRecord.ofLine(bytes);
      records += whole == null ? 0 : 1;
      assertThat(facts(brief(bytes))).as(line.toString()).isEqualTo(facts(whole));
    }
    assertThat(records).isBetween(200, 19_800);
  }

  @Test
  void texts_that_are_the_same_in_many_records_are_one_object() {
    byte[] line = withoutNewline(record(Result.SUCCESS, null));
    RecordScan scan = new RecordScan();
    RunRecord one = RunRecord.brief(scan, line, 0, line.length, JOB);
    RunRecord other = RunRecord.brief(scan, line.clone(), 0, line.length, JOB);
    assertThat(other.jobSha256()).isSameAs(one.jobSha256());
    assertThat(other.reason()).isSameAs(one.reason());
    assertThat(other.job()).isSameAs(JOB);
  }
}
