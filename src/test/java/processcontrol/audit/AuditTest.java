package processcontrol.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static processcontrol.audit.RecordedJobs.at;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import processcontrol.audit.PowerEvent.Kind;

/** Each reason for which a start is missing, from what the files of jobs say. */
class AuditTest {

  private static final String HOURLY = "schedule: 0 * * * *";

  private RecordedJobs jobs;

  @BeforeEach
  void create() {
    jobs = new RecordedJobs();
  }

  @Test
  void job_that_ran_at_all_of_its_slots_gives_nothing_to_tell() {
    jobs.job("a", HOURLY).ran("08:00").ran("09:00").ran("10:00");

    JobAudit audit = jobs.audit("08:00", "10:30");

    assertThat(audit.gaps()).isEmpty();
    assertThat(List.of(audit.due(), audit.run(), audit.late(), audit.missing()))
        .containsExactly(3L, 3L, 0L, 0L);
  }

  @Test
  void failed_run_is_a_run() {
    long slot = at("09:00");
    jobs.job("a", HOURLY).add("failure", "exit code 1", 1, slot, slot + 1000, slot + 2000, "cron");

    JobAudit audit = jobs.audit("09:00", "09:30");

    assertThat(audit.gaps()).isEmpty();
    assertThat(List.of(audit.due(), audit.run(), audit.failed())).containsExactly(1L, 1L, 1L);
  }

  @Test
  void late_starts_are_told_with_how_late_they_were() {
    long slot = at("09:00");
    jobs.job("a", HOURLY)
        .ran(at("08:00"), at("08:02"), at("08:03"))
        .add("success", "succeeded", 0, slot, at("09:40"), at("09:41"), "catch_up");

    JobAudit audit = jobs.audit("08:00", "09:30");

    assertThat(List.of(audit.run(), audit.late(), audit.missing())).containsExactly(2L, 2L, 0L);
    Gap gap = audit.gaps().get(0);
    assertThat(gap.slots()).isEqualTo(2);
    assertThat(gap.late()).isEqualTo(40 * 60_000L);
    assertThat(gap.detail()).isEqualTo("late, caught up with: the run run-20261120-094000");
  }

  @Test
  void start_that_cron_made_minutes_later_is_late_and_not_missing() {
    jobs.job("a", HOURLY).ran(at("09:02"), at("09:02:01"), at("09:03"));

    assertThat(jobs.gaps("09:00", "09:30"))
        .containsExactly("09:00-09:00 1 late: late: the run run-20261120-090201");
  }

  @Test
  void skipped_starts_say_why_themselves() {
    jobs.job("a", HOURLY)
        .skipped("06:00", "on hold since 2026-11-20T05:30:00.000Z: move", 0)
        .skipped("07:00", "only_if: test -e x: exit code 1", 0)
        .skipped("08:00", "already running (pid 7, since x)", 0)
        .skipped("09:00", "the pool db stayed full for 1m: 1 job runs", 75)
        .skipped("10:00", "too late: it was due at x, start_deadline is 10s", 0)
        .skipped("11:00", "in the blackout 11:00-11:30", 0);

    assertThat(jobs.gaps("06:00", "11:30"))
        .containsExactly(
            "06:00-06:00 1 held: on hold since 2026-11-20T05:30:00.000Z: move",
            "07:00-07:00 1 precondition: only_if: test -e x: exit code 1",
            "08:00-08:00 1 skipped: already running (pid 7, since x)",
            "09:00-09:00 1 pool_full: the pool db stayed full for 1m: 1 job runs",
            "10:00-10:00 1 too_late: too late: it was due at x, start_deadline is 10s");
    JobAudit audit = jobs.audit("06:00", "11:30");
    assertThat(List.of(audit.due(), audit.skipped(), audit.missing())).containsExactly(5L, 3L, 2L);
  }

  @Test
  void starts_that_waited_beyond_their_deadline_were_too_late_as_well() {
    String queued = "already running (pid 7, since x); start_deadline is 10s";
    String pooled = "the pool db stayed full: 1 job runs; start_deadline is 10s";
    jobs.job("a", HOURLY).skipped("06:00", queued, 0).skipped("07:00", pooled, 0);

    assertThat(jobs.gaps("06:00", "07:30"))
        .containsExactly("06:00-06:00 1 too_late: " + queued, "07:00-07:00 1 too_late: " + pooled);
    assertThat(jobs.audit("06:00", "07:30").missing()).isEqualTo(2);
  }

  @Test
  void time_on_hold_without_records_is_told_by_records_beside_it() {
    jobs.job("a", HOURLY)
        .skipped("06:00", "on hold since 2026-11-20T05:30:00.000Z: move", 0)
        .skipped("09:00", "on hold since 2026-11-20T05:30:00.000Z: move", 0)
        .released("10:30")
        .ran("11:00");

    assertThat(jobs.gaps("06:00", "11:30"))
        .containsExactly("06:00-10:00 5 held: on hold since 2026-11-20T05:30:00.000Z: move");
  }

  @Test
  void hold_that_is_still_there_explains_what_is_missing_since() {
    jobs.job("a", HOURLY).ran("08:00").hold("08:30", "until Monday");

    assertThat(jobs.gaps("08:00", "11:30"))
        .containsExactly(
            "09:00-11:00 3 held: on hold since 2026-11-20T08:30:00.000Z: until Monday");
  }

  @Test
  void run_that_holds_the_lock_refuses_the_starts_meanwhile() {
    jobs.job("a", HOURLY).ran(at("08:00"), at("08:00:01"), at("10:20")).ran("11:00");

    assertThat(jobs.gaps("08:00", "11:30"))
        .containsExactly(
            "09:00-10:00 2 lock_held: lock held by the run run-20261120-080001 since"
                + " 2026-11-20T08:00:01.000Z");
    assertThat(jobs.audit("08:00", "11:30").missing()).isEqualTo(2);
  }

  @Test
  void start_while_running_is_skipped_on_purpose_where_the_job_says_so() {
    jobs.job("a", HOURLY + "\nwhen_running: skip").manual("08:30", "09:20");

    assertThat(jobs.gaps("09:00", "09:30").get(0))
        .startsWith("09:00-09:00 1 skipped: lock held by");
    assertThat(jobs.audit("09:00", "09:30").missing()).isZero();
  }

  @Test
  void run_that_goes_on_is_the_run_of_its_slot_and_holds_the_lock() {
    jobs.job("a", HOURLY).runningSince("09:00");

    assertThat(jobs.gaps("09:00", "11:30"))
        .containsExactly(
            "10:00-11:00 2 lock_held: lock held by the run run-20261120-090001 since"
                + " 2026-11-20T09:00:01.500Z");
    assertThat(jobs.audit("09:00", "11:30").run()).isEqualTo(1);
  }

  @Test
  void start_that_is_queued_still_may_run() {
    jobs.job("a", HOURLY + "\nwhen_running: queue").runningSince("09:00");

    assertThat(jobs.audit("09:00", "11:30").due()).isEqualTo(1);
  }

  @Test
  void start_of_this_very_minute_is_not_missing_yet() {
    jobs.job("a", "schedule: '* * * * *'");

    assertThat(jobs.now(at("10:00:30")).gaps("09:58", "10:00:30"))
        .containsExactly("09:58-09:59 2 no_trace: no trace: cron did not start it");
  }

  @Test
  void disabled_job_is_disabled_since_its_file_says_so() {
    jobs.job("a", HOURLY + "\ndisabled: true").changed("08:30");

    assertThat(jobs.gaps("08:00", "10:30")).containsExactly("09:00-10:00 2 disabled: disabled");
  }

  @Test
  void nobody_knows_what_a_file_that_has_changed_since_said() {
    jobs.job("a", HOURLY).changed("09:30").fileWas("other").ran("05:15").fileWas("x").ran("10:00");

    assertThat(jobs.gaps("08:00", "10:30"))
        .containsExactly("08:00-09:00 2 changed: the job file has changed since");
    assertThat(jobs.audit("08:00", "10:30").notKnown()).isEqualTo(2);
  }

  @Test
  void file_that_was_merely_touched_is_the_same_job() {
    jobs.job("a", HOURLY).changed("11:30").ran("08:00").ran("10:00");

    assertThat(jobs.gaps("08:00", "10:30"))
        .containsExactly("09:00-09:00 1 no_trace: no trace: cron did not start it");
  }

  @Test
  void new_job_was_not_due_before_its_file_was_there() {
    jobs.job("a", HOURLY).changed("09:30");

    assertThat(jobs.audit("08:00", "10:00").due()).isZero();
    assertThat(jobs.gaps("08:00", "10:30"))
        .containsExactly("10:00-10:00 1 no_trace: no trace: cron did not start it");
  }

  @Test
  void one_run_stands_for_all_that_it_catches_up_with() {
    jobs.job("a", HOURLY + "\ncatch_up: once")
        .ran("06:00")
        .add("success", "x", 0, at("09:00"), at("09:40"), at("09:41"), "catch_up");

    assertThat(jobs.gaps("06:00", "09:50"))
        .containsExactly(
            "07:00-08:00 2 caught_up: the run run-20261120-094000 of 2026-11-20T09:40:00.000Z"
                + " stands for it",
            "09:00-09:00 1 late: late, caught up with: the run run-20261120-094000");
  }

  @Test
  void what_was_caught_up_with_was_missed_while_the_machine_was_down() {
    jobs.job("a", HOURLY + "\ncatch_up: once")
        .ran("06:00")
        .add("success", "x", 0, at("08:00"), at("08:40"), at("08:41"), "catch_up");
    jobs.event("06:30", Kind.SHUTDOWN).event("08:39", Kind.BOOT);

    assertThat(jobs.audit("06:00", "08:50").gaps())
        .hasSize(2)
        .allMatch(gap -> gap.detail().contains("; machine down since 2026-11-20T06:30:00.000Z"));
    assertThat(jobs.audit("06:00", "08:50").missing()).isZero();
  }

  @Test
  void a_new_job_does_not_owe_its_past() {
    jobs.job("a", HOURLY + "\ncatch_up: once").changed("09:30").ran("10:00");

    assertThat(jobs.audit("05:00", "10:30").due()).isEqualTo(1);
  }

  @Test
  void lost_run_that_was_recorded_much_later_hides_nothing_before_it() {
    long lost = at("05:00");
    jobs.job("a", HOURLY)
        .ran("06:00")
        .ran("07:00")
        .add("lost", "lost", -1, lost, lost + 1000, -1, "cron")
        .ran("08:00");

    assertThat(jobs.audit("06:00", "08:30").gaps()).isEmpty();
  }

  @Test
  void slots_in_windows_are_not_due() {
    jobs.job("a", HOURLY + "\nblackout: 07:00-10:00").ran("06:00").ran("10:00").ran("11:00");

    JobAudit audit = jobs.audit("06:00", "11:30");

    assertThat(audit.gaps()).isEmpty();
    assertThat(audit.due()).isEqualTo(3);
  }

  @Test
  void nothing_is_missing_where_the_history_was_cut_off() {
    jobs.job("a", HOURLY).bounded().ran("09:00").ran("11:00");

    assertThat(jobs.gaps("05:00", "11:30"))
        .containsExactly(
            "05:00-09:00 0 before_history: the history begins at 2026-11-20T09:00:01.500Z",
            "10:00-10:00 1 no_trace: no trace: cron did not start it");
  }

  @Test
  void machine_was_down_from_its_last_sign_of_life_to_its_boot() {
    jobs.job("a", HOURLY).ran("06:00").ran("10:00").ran("11:00");
    jobs.job("b", "schedule: 10 * * * *").ran("06:10").ran("07:10").ran("10:10").ran("11:10");
    jobs.event("09:55", Kind.BOOT);

    assertThat(jobs.gaps("06:00", "11:30"))
        .containsExactly(
            "07:00-07:00 1 no_trace: no trace: cron did not start it",
            "08:00-09:00 2 machine_down: machine down, booted at 2026-11-20T09:55:00.000Z, last"
                + " sign of life at 2026-11-20T07:10:00.000Z");
  }

  @Test
  void machine_was_down_from_its_shutdown_to_its_boot() {
    jobs.job("a", HOURLY).ran("06:00").ran("10:00").ran("11:00");
    jobs.event("07:30", Kind.SHUTDOWN).event("09:55", Kind.BOOT).event("09:55:20", Kind.BOOT);

    assertThat(jobs.gaps("06:00", "11:30"))
        .containsExactly(
            "07:00-07:00 1 no_trace: no trace: cron did not start it",
            "08:00-09:00 2 machine_down: machine down since 2026-11-20T07:30:00.000Z, booted at"
                + " 2026-11-20T09:55:00.000Z");
  }

  @Test
  void without_any_sign_of_life_before_the_boot_it_may_be_cron_as_well() {
    jobs.job("a", HOURLY).ran("10:00").ran("11:00");
    jobs.event("09:55", Kind.BOOT);

    assertThat(jobs.gaps("09:00", "11:30"))
        .containsExactly(
            "09:00-09:00 1 machine_down: machine down or cron not running, booted at"
                + " 2026-11-20T09:55:00.000Z");
  }

  @Test
  void cron_was_not_running_where_no_job_has_a_trace() {
    jobs.job("a", HOURLY).ran("06:00").ran("10:00").ran("11:00");
    jobs.job("b", "schedule: 10 * * * *").ran("06:10").ran("07:10").ran("10:10").ran("11:10");

    assertThat(jobs.gaps("06:00", "11:30"))
        .containsExactly(
            "07:00-07:00 1 no_trace: no trace: cron did not start it",
            "08:00-09:00 2 cron_down: no trace of any job after 2026-11-20T07:10:00.000Z and before"
                + " 2026-11-20T10:00:00.000Z: cron was not running, or run-job could not start");
  }

  @Test
  void what_may_explain_a_start_without_a_trace_is_told() {
    long slot = at("07:00");
    jobs.job("a", HOURLY + "\npool: {name: db, limit: 1}")
        .crontab("it is not in /etc/cron.d/x")
        .add("lost", "lost", -1, slot, slot + 1000, -1, "cron");

    assertThat(jobs.gaps("07:00", "08:30"))
        .containsExactly(
            "08:00-08:00 1 no_trace: no trace: cron did not start it; it is not in /etc/cron.d/x;"
                + " the run run-20261120-070001 was lost and may have gone on; or its pool db was"
                + " full");
  }

  @Test
  void job_with_a_round_misses_a_start_for_each_time_that_it_could_have_been_made() {
    jobs.job("a", "period: 1h")
        .ran(at("06:00"), at("06:00:02"), at("06:01"))
        .ran(at("07:00"), at("07:00:30"), at("07:01"))
        .hold("08:30", "move")
        .ran(at("08:00"), at("08:01:10"), at("08:02"));

    assertThat(jobs.gaps("06:00", "11:30"))
        .containsExactly("09:01-11:01 3 held: on hold since 2026-11-20T08:30:00.000Z: move");
    assertThat(jobs.audit("06:00", "11:30").run()).isEqualTo(3);
  }

  @Test
  void job_with_a_round_that_was_started_again_late_misses_the_start_before() {
    jobs.job("a", "period: 1h")
        .ran(at("06:00"), at("06:00:02"), at("06:01"))
        .ran(at("09:00"), at("09:10"), at("09:11"));

    assertThat(jobs.gaps("06:00", "10:00"))
        .containsExactly("07:00-09:00 3 no_trace: no trace: cron did not start it");
  }

  @Test
  void job_that_is_kept_running_misses_a_start_each_minute_in_which_it_does_not_run() {
    jobs.job("a", "keep_running: true\nmax_delay: 1m\nrestart_delay: 1s")
        .ran(at("06:00"), at("06:00:02"), at("07:00"))
        .ran(at("07:00"), at("07:00:40"), at("08:00"))
        .ran(at("08:10"), at("08:10:01"), at("11:59:50"));

    JobAudit audit = jobs.audit("06:00", "12:00");
    assertThat(audit.run()).isEqualTo(3);
    assertThat(audit.missing()).isEqualTo(7);
    assertThat(jobs.gaps("06:00", "12:00"))
        .containsExactly("08:03-08:09 7 no_trace: no trace: cron did not start it");
  }

  @Test
  void job_that_is_kept_running_and_runs_has_nothing_to_tell() {
    jobs.job("a", "keep_running: true").runningSince("06:00");

    assertThat(jobs.audit("06:00", "12:00").gaps()).isEmpty();
  }

  @Test
  void no_more_gaps_are_kept_than_anybody_reads() {
    RecordedJobs.One job = jobs.job("a", "schedule: '* * * * *'");
    long day = at("2026-11-15T00:00:00");
    for (int i = 0; i < 5000; i += 2) {
      long slot = day + i * 60_000L;
      job.ran(slot, slot + 1000, slot + 2000);
    }

    JobAudit audit = jobs.audit(day, day + 5000 * 60_000L).get(0);

    assertThat(audit.missing()).isEqualTo(2500);
    assertThat(audit.gaps()).hasSize(Gaps.MAX);
    assertThat(audit.moreGaps()).isEqualTo(1500);
  }

  @Test
  void run_of_the_future_excuses_nothing() {
    long slot = at("2098-01-01T00:00:00");
    for (String keys : List.of("", "\ncatch_up: once", "\ncatch_up: true")) {
      RecordedJobs each = new RecordedJobs();
      each.job("a", HOURLY + keys)
          .ran("08:00")
          .ran(slot, slot + 1000, slot + 2000)
          .add("success", "succeeded", 0, 0, slot, slot + 60_000, "manual")
          .ran(at("13:00"), at("13:00"), at("13:01"));

      assertThat(each.gaps("08:00", "11:30"))
          .containsExactly("09:00-11:00 3 no_trace: no trace: cron did not start it");
      assertThat(each.audit("08:00", "11:30").clockFault())
          .isEqualTo("record run-20261120-130000 is 61 min in the future: was the clock wrong?");
    }
  }

  @Test
  void run_that_ended_in_the_future_held_no_lock_until_then() {
    jobs.job("a", HOURLY).ran(at("08:00"), at("08:00"), at("2098-01-01T00:00:00"));

    assertThat(jobs.gaps("08:00", "10:30"))
        .containsExactly("09:00-10:00 2 no_trace: no trace: cron did not start it");
    assertThat(jobs.audit("08:00", "10:30").clockFault()).contains("in the future");
  }

  @Test
  void slot_that_was_settled_by_a_clock_that_was_ahead_is_not_missing() {
    jobs.job("a", HOURLY).ran(at("08:00"), at("15:00"), at("15:01")).ran("09:00");

    assertThat(jobs.audit("08:00", "09:30").missing()).isZero();
    assertThat(jobs.audit("08:00", "09:30").run()).isEqualTo(2);
  }

  @Test
  void worker_is_not_missing_before_the_crontab_that_starts_it_was_written() {
    jobs.job("a", "keep_running: true").changed("10:00:00").crontabWritten("10:00:26");
    jobs.now(at("10:01:10"));
    assertThat(jobs.audit("08:00", "10:01:10").missing()).isZero();

    jobs.now(at("10:03:30"));
    assertThat(jobs.audit("08:00", "10:03:30").missing()).isPositive();
  }

  @Test
  void slot_before_the_crontab_was_written_is_not_missing() {
    jobs.job("new", "schedule: '* * * * *'").changed("09:58:30").crontabWritten("10:00:26");
    jobs.job("other", "schedule: '* * * * *'")
        .changed("09:58:30")
        .crontabWritten("10:00:26")
        .fileWas("other")
        .ran("09:55");

    for (JobAudit audit : jobs.now(at("10:01:30")).audit(at("09:58"), at("10:01:30"))) {
      assertThat(audit.missing()).as(audit.job()).isZero();
    }
    assertThat(jobs.audit("09:58", "10:01:30").notKnown()).isEqualTo(2);
    assertThat(jobs.gaps("09:58", "10:01:30").get(0)).contains("the crontab was written later, at");
  }

  @Test
  void crontab_that_was_written_again_hides_nothing_of_a_job_that_it_had_before() {
    jobs.job("a", HOURLY).ran("08:00").crontabWritten("11:30");

    assertThat(jobs.gaps("08:00", "10:30"))
        .containsExactly("09:00-10:00 2 no_trace: no trace: cron did not start it");
  }
}
