package processcontrol.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import processcontrol.config.Jobs;
import processcontrol.due.Forecast;
import processcontrol.due.Slots;
import processcontrol.history.Hold;
import processcontrol.history.Incident;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.history.Standing;
import processcontrol.history.Trigger;
import processcontrol.job.Job;
import processcontrol.job.Slug;
import processcontrol.job.TimeSpan;
import processcontrol.job.Timing;
import processcontrol.job.UtcTime;
import processcontrol.job.Zone;
import processcontrol.status.JobStatus;
import processcontrol.trigger.PendingTrigger;

/** The standing of a job: as text, as JSON, as alarms, as a check's result. */
class ReportTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private static Job job(String schedule, boolean disabled) {
    return Jobs.fromYaml(
        """
        name: A title
        description: "two\\nlines\\n"
        command: "true"
        tag: [a, b]
        disabled: %s
        """
                .formatted(disabled)
            + (schedule == null ? "" : "schedule: '" + schedule + "'"));
  }

  private static Standing standing(Result result, int failures) {
    UtcTime start = new UtcTime(NOW.minusSeconds(600).toEpochMilli());
    RunRecord last =
        RunRecord.builder(new Slug("job"), result, "a|reason", Trigger.CRON, start)
            .run("job-1")
            .exitCode(3)
            .attempts(1)
            .log("/log")
            .build();
    return new Standing(last, last, failures);
  }

  private static JobStatus status(Job job, Standing standing, Hold hold, Instant seen) {
    return new JobStatus(
        "job",
        "/jobs/job.yaml",
        job,
        List.of(),
        null,
        standing,
        hold,
        null,
        seen,
        job.isScheduled() ? NOW.plusSeconds(3600) : null,
        due(job, seen),
        "in words",
        List.of());
  }

  private static Instant due(Job job, Instant seen) {
    long due = new Forecast(job, "host", Zone.UTC).next(seen.toEpochMilli(), null);
    return due == Slots.NEVER ? null : Instant.ofEpochMilli(due);
  }

  private static List<Alarms.Alarm> alarms(JobStatus status) {
    return new Alarms(NOW, TimeSpan.parse("10m")).of(status);
  }

  @Test
  void text_has_a_line_for_each_fact() {
    Hold hold = new Hold("why", new UtcTime(NOW.toEpochMilli()), "alice");
    StatusText text = new StatusText(ZoneOffset.UTC);
    text.add(status(job("0 13 * * *", false), standing(Result.FAILURE, 3), hold, NOW));

    assertThat(text)
        .hasToString(
            """
            job - A title
                tags: a, b
                two
                lines
                last run: failure (a|reason), 2026-11-20 11:50:00 UTC
                failed 3 times in a row
                next run: 2026-11-20 13:00:00 UTC (0 13 * * *, in words)
                on hold since 2026-11-20 12:00:00 UTC by alice: why
            """);
  }

  @Test
  void text_says_what_makes_the_next_run_another_time() {
    Timing none = Timing.NONE;
    Timing timing =
        new Timing(
            none.every(),
            TimeSpan.parse("15m"),
            none.period(),
            none.pause(),
            none.random(),
            null,
            none.epsilon(),
            none.catchUp(),
            none.startDeadline(),
            null,
            null,
            List.of(),
            Zone.UTC);
    StatusText text = new StatusText(ZoneOffset.UTC);
    Job job = job("0 13 * * *", false).withTiming(timing);
    text.add(status(job, standing(Result.SUCCESS, 0), null, NOW));

    assertThat(text.toString()).contains("(0 13 * * *, in words, splay 15m, UTC)");
  }

  @Test
  void what_was_mailed_is_told() {
    UtcTime mailed = new UtcTime(NOW.toEpochMilli());
    Incident incident = new Incident("r1", "r4", "<id>", mailed, mailed, 3, false, "no a\nnswer");
    JobStatus plain = status(job(null, false), standing(Result.FAILURE, 4), null, NOW);
    JobStatus status =
        new JobStatus(
            plain.name(),
            plain.path(),
            plain.job(),
            List.of(),
            null,
            plain.standing(),
            null,
            incident,
            NOW,
            null,
            null,
            null,
            List.of());
    StatusText text = new StatusText(ZoneOffset.UTC);
    text.add(status);

    assertThat(text.toString())
        .contains("    mailed: 2026-11-20 12:00:00 UTC; failed 3 times since\n")
        .contains("    mail: could not be sent: no a\\nnswer\n");
    assertThat(StatusJson.of(List.of(status), null))
        .contains(
            "\"first_run\" : \"r1\"",
            "\"last_mail\" : \"2026-11-20T12:00:00.000Z\"",
            "\"not_mailed\" : 3",
            "\"mail_error\" : \"no a\\nnswer\"");
  }

  @Test
  void invalid_job_is_told_with_its_faults_and_its_run() {
    JobStatus broken =
        new JobStatus(
            "a\nb",
            "/x",
            null,
            List.of("x:1:1: bad"),
            new JobStatus.Running("run", 77, false, null, "", null),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            List.of());
    StatusText text = new StatusText(ZoneOffset.UTC);
    text.add(broken);

    assertThat(text)
        .hasToString(
            """
            a\\nb ***Invalid configuration***    {pid: 77, status: running without supervisor}
                x:1:1: bad
            """);
    assertThat(alarms(broken))
        .containsExactly(new Alarms.Alarm("a\nb", Alarms.Kind.INVALID, "invalid: x:1:1: bad", 0));
    assertThat(StatusJson.of(List.of(broken), null)).contains("\"a\\nb\"", "\"valid\" : false");
  }

  @Test
  void failed_lost_and_held_jobs_are_alarms() {
    Job plain = job(null, false);
    assertThat(alarms(status(plain, standing(Result.SUCCESS, 0), null, NOW))).isEmpty();
    assertThat(alarms(status(plain, standing(Result.KILLED, 2), null, NOW))).isEmpty();
    assertThat(alarms(status(plain, standing(Result.TIMEOUT, 2), null, NOW)))
        .extracting(Alarms.Alarm::kind, Alarms.Alarm::failures)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(Alarms.Kind.FAILING, 2));
    assertThat(alarms(status(plain, standing(Result.LOST, 1), null, NOW)))
        .extracting(Alarms.Alarm::kind)
        .containsExactly(Alarms.Kind.LOST);
    Hold hold = new Hold("why", new UtcTime(0), null);
    assertThat(alarms(status(plain, new Standing(null, null, 0), hold, NOW)))
        .containsExactly(new Alarms.Alarm("job", Alarms.Kind.HELD, "on hold: why", 0));
  }

  @Test
  void job_that_put_itself_on_hold_is_critical_and_one_that_somebody_holds_is_not() {
    Standing none = new Standing(null, null, 0);
    Hold automatic = new Hold("why", new UtcTime(0), null, true);
    List<Alarms.Alarm> alarms = alarms(status(job(null, false), none, automatic, NOW));

    CheckResult result = CheckResult.of(alarms, List.of(), 1, 0, 1, 3);

    assertThat(result.state()).isEqualTo(CheckResult.CRITICAL);
    assertThat(result.text())
        .startsWith("PROCESS-CONTROL CRITICAL - 1 held (1 job) | ")
        .contains(" held=1;;;0;1 overdue")
        .endsWith("\nCRITICAL: job: put itself on hold: why\n");
  }

  @Test
  void job_is_overdue_once_its_grace_is_over() {
    Standing none = new Standing(null, null, 0);
    Instant seen = NOW.minus(Duration.ofMinutes(65)); // Due at 11:00; 10 minutes of grace.
    assertThat(alarms(status(job("0 * * * *", false), none, null, seen)))
        .extracting(Alarms.Alarm::text)
        .containsExactly("overdue: was due at 2026-11-20T11:00:00Z, 60 minutes ago");
    assertThat(alarms(status(job("51 * * * *", false), none, null, NOW.minusSeconds(3600))))
        .isEmpty();
    assertThat(alarms(status(job("0 * * * *", true), none, null, seen))).isEmpty();
    assertThat(alarms(status(job("@reboot", false), none, null, Instant.EPOCH))).isEmpty();
  }

  @Test
  void check_is_as_bad_as_its_worst_alarm() {
    Alarms.Alarm failing = new Alarms.Alarm("a", Alarms.Kind.FAILING, "failure: x|y\nz", 2);
    assertThat(CheckResult.of(List.of(), List.of(), 3, 1, 1, 3))
        .isEqualTo(
            new CheckResult(
                0,
                "PROCESS-CONTROL OK - all is well (3 jobs) | invalid=0;;;0;3 failing=0;;;0;3"
                    + " lost=0;;;0;3 held=0;;;0;3 overdue=0;;;0;3 running=1 jobs=3\n"));
    assertThat(CheckResult.of(List.of(failing), List.of(), 3, 1, 1, 3).state()).isEqualTo(1);
    assertThat(CheckResult.of(List.of(failing), List.of(), 3, 1, 1, 2).state()).isEqualTo(2);
    assertThat(CheckResult.of(List.of(failing), List.of(), 3, 1, 3, 4).state()).isZero();
    assertThat(CheckResult.of(List.of(failing), List.of(), 3, 1, 1, 3).text())
        .endsWith("WARNING: a: failure: x/y\\nz\n");
    assertThat(CheckResult.unknown("a|b\nc").text())
        .isEqualTo("PROCESS-CONTROL UNKNOWN - a/b\\nc\n");
  }

  @Test
  void triggers_that_wait_are_told_with_their_arguments() {
    PendingTrigger first =
        new PendingTrigger(List.of("a b"), "x-1", null, new UtcTime(NOW.toEpochMilli()), 1);
    PendingTrigger second = new PendingTrigger(List.of("c\u001b"), null, "bob", UtcTime.now(), 0);
    JobStatus plain = status(job("0 13 * * *", false), standing(Result.SUCCESS, 0), null, NOW);
    JobStatus status =
        new JobStatus(
            "job",
            "/jobs/job.yaml",
            plain.job(),
            List.of(),
            new JobStatus.Running("run", 77, true, null, "pool:db", null),
            plain.standing(),
            null,
            null,
            NOW,
            null,
            null,
            null,
            List.of(first, second));
    StatusText text = new StatusText(ZoneOffset.UTC);
    text.add(status);

    assertThat(text.toString())
        .contains("status: waiting for pool db}\n")
        .contains("    pending: 2 triggers since 2026-11-20 12:00:00 UTC by x-1: 'a b' 'c\\x1b'\n");
    assertThat(StatusJson.of(List.of(status), null))
        .contains("\"waiting_for_pool\" : \"db\"", "\"count\" : 2", "\"by\" : \"x-1\"");
  }
}
