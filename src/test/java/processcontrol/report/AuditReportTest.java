package processcontrol.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import processcontrol.audit.Cause;
import processcontrol.audit.Gap;
import processcontrol.audit.JobAudit;
import processcontrol.audit.Range;
import processcontrol.job.UtcTime;

/** The text of an audit. */
class AuditReportTest {

  private static final Range RANGE =
      new Range(
          millis("2026-11-20T00:00:00Z"),
          millis("2026-11-20T12:00:00Z"),
          millis("2026-11-20T12:00:00Z"));

  private static long millis(String moment) {
    return Instant.parse(moment).toEpochMilli();
  }

  private static Gap gap(
      String from, String until, long slots, Cause cause, String detail, long late) {
    return new Gap(
        new UtcTime(millis(from)), new UtcTime(millis(until)), slots, cause, detail, late);
  }

  @Test
  void each_gap_is_a_line_and_the_last_one_counts() {
    List<Gap> gaps =
        List.of(
            gap("2026-11-20T03:00:00Z", "2026-11-20T03:00:00Z", 1, Cause.LATE, "late: r", 125_000),
            gap("2026-11-20T04:00:00Z", "2026-11-20T06:00:00Z", 3, Cause.HELD, "on hold\u001b", 0));
    JobAudit a = new JobAudit("a", 12, 9, 2, 1, 3, 0, 0, gaps, 0, null, null);
    JobAudit b = JobAudit.impossible("b", "not valid: x");

    assertThat(AuditReport.text(RANGE, List.of(a, b), ZoneOffset.UTC))
        .isEqualTo(
            """
            JOB  FROM                     UNTIL                    SLOTS  WHY
            a    2026-11-20 03:00:00 UTC  -                            1  2m05s late: r
            a    2026-11-20 04:00:00 UTC  2026-11-20 06:00:00 UTC      3  on hold\\x1b
            b: cannot be audited: not valid: x
            1 job, 2026-11-20 00:00:00 UTC to 2026-11-20 12:00:00 UTC: 12 due, 9 run (1 late, 2 failed), \
            3 skipped on purpose, 0 missing
            """);
  }

  @Test
  void all_is_well_in_one_line() {
    JobAudit a = new JobAudit("a", 12, 12, 0, 0, 0, 0, 0, List.of(), 0, null, null);

    assertThat(AuditReport.text(RANGE, List.of(a, a), ZoneOffset.UTC))
        .isEqualTo(
            "2 jobs, 2026-11-20 00:00:00 UTC to 2026-11-20 12:00:00 UTC: 24 due, 24 run, 0 skipped"
                + " on purpose, 0 missing\n");
  }

  @Test
  void so_many_lines_of_a_job_that_nobody_reads_them_are_left_out() {
    List<Gap> gaps = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      String moment = "2026-11-20T03:" + (10 + i) + ":00Z";
      gaps.add(gap(moment, moment, 1, Cause.NO_TRACE, "no trace", 0));
    }
    JobAudit a = new JobAudit("a", 42, 0, 0, 0, 0, 42, 0, gaps, 12, null, null);

    assertThat(AuditReport.text(RANGE, List.of(a), ZoneOffset.UTC).lines())
        .hasSize(23)
        .contains("a: there are 22 more lines; see --json");
  }

  @Test
  void json_has_all() {
    Gap gap =
        gap("2026-11-20T03:00:00Z", "2026-11-20T03:00:00Z", 1, Cause.LATE, "late: r", 125_000);
    JobAudit a = new JobAudit("a", 12, 9, 2, 1, 1, 1, 1, List.of(gap), 7, null, null);

    assertThat(AuditReport.json(RANGE, List.of(a)).replaceAll("\\s+", " "))
        .startsWith(
            "{ \"from\" : \"2026-11-20T00:00:00.000Z\", \"until\" : \"2026-11-20T12:00:00.000Z\","
                + " \"jobs\" : [ { \"job\" : \"a\", \"fault\" : null, \"due\" : 12, \"run\" : 9,"
                + " \"failed\" : 2, \"late\" : 1, \"skipped\" : 1, \"missing\" : 1, \"not_known\" :"
                + " 1, \"gaps\" : [ { \"from\" : \"2026-11-20T03:00:00.000Z\", \"until\" :"
                + " \"2026-11-20T03:00:00.000Z\", \"slots\" : 1, \"why\" : \"late\", \"detail\" :"
                + " \"late: r\", \"late\" : 125.000 } ], \"more_gaps\" : 7, \"clock_fault\" :"
                + " null } ], \"total\" : { \"due\" : 12, ");
  }
}
