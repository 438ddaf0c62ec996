package processcontrol.due;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import processcontrol.history.RunTrace;
import processcontrol.job.Blackout;
import processcontrol.job.CatchUp;
import processcontrol.job.Job;
import processcontrol.job.TimedJob;
import processcontrol.job.UtcTime;
import processcontrol.job.Zone;

/** Single decisions: what settles a slot, and what does not. */
class DueCheckTest {

  private static long at(String time) {
    return Instant.parse("2026-11-20T" + time + "Z").toEpochMilli();
  }

  private static RunTrace ran(String started, String ended, String slot) {
    return new RunTrace(
        "run",
        new UtcTime(at(started)),
        ended == null ? null : new UtcTime(at(ended)),
        slot != null,
        slot == null ? null : new UtcTime(at(slot)),
        "sha");
  }

  private static RunTrace skipped(String when, String slot) {
    return new RunTrace(
        null, new UtcTime(at(when)), new UtcTime(at(when)), true, new UtcTime(at(slot)), "sha");
  }

  private static Decision decide(Job job, String now, String hold, RunTrace... newestFirst) {
    return new DueCheck(job, "host", Zone.UTC, "/nowhere", at("00:30:00"))
        .decide(PastRuns.of(List.of(newestFirst)), at(now), hold);
  }

  private static final TimedJob HOURLY = TimedJob.of().schedule("0 * * * *");

  @Test
  void a_new_job_is_not_owed_what_was_before_it() {
    Job job = TimedJob.of().schedule("0 * * * *").catchUp(CatchUp.ALL).job();

    assertThat(decide(job, "00:50:00", null).isDue()).isFalse();
    assertThat(decide(job, "00:50:00", null).next()).isEqualTo(at("01:00:00"));
    assertThat(decide(job, "03:50:00", null).slot()).isEqualTo(at("01:00:00"));
    assertThat(decide(job, "03:50:00", null).late()).isTrue();
  }

  @Test
  void a_changed_job_is_not_owed_what_was_before_the_change() {
    Job job = TimedJob.of().schedule("*/10 * * * *").catchUp(CatchUp.ALL).job();
    RunTrace other =
        new RunTrace(
            "run",
            new UtcTime(at("00:00:01")),
            new UtcTime(at("00:00:02")),
            true,
            new UtcTime(at("00:00:00")),
            "other");

    assertThat(decide(job, "01:00:01", null, other).slot()).isEqualTo(at("00:40:00"));
    // The file was only touched: it says what it said.
    RunTrace same = ran("00:00:01", "00:00:02", "00:00:00");
    assertThat(decide(job, "01:00:01", null, same).slot()).isEqualTo(at("00:10:00"));
  }

  @Test
  void a_start_by_hand_stands_for_all_before_it() {
    Job job = HOURLY.catchUp(CatchUp.ALL).job();

    assertThat(decide(job, "05:30:00", null, ran("05:10:00", "05:11:00", null)).isDue()).isFalse();
    RunTrace catchingUp = ran("05:10:00", "05:11:00", "02:00:00");
    assertThat(decide(job, "05:30:00", null, catchingUp).slot()).isEqualTo(at("03:00:00"));
  }

  @Test
  void what_was_due_while_the_job_ran_was_refused_and_is_not_missed() {
    Job job = TimedJob.of().schedule("0 * * * *").catchUp(CatchUp.ALL).job();

    RunTrace longRun = ran("01:00:01", "03:10:00", "01:00:00");
    assertThat(decide(job, "03:30:00", null, longRun).isDue()).isFalse();
    assertThat(decide(job, "04:00:01", null, longRun).slot()).isEqualTo(at("04:00:00"));
    RunTrace lost = ran("01:00:01", null, "01:00:00");
    assertThat(decide(job, "03:30:00", null, lost).slot()).isEqualTo(at("02:00:00"));
  }

  @Test
  void a_hold_is_told_once_for_a_slot() {
    Job job = TimedJob.of().schedule("0 * * * *").zone("UTC").job();
    Decision held = decide(job, "02:00:01", "on hold");
    assertThat(held.skip()).isEqualTo("on hold");
    assertThat(decide(job, "02:00:30", "on hold", skipped("02:00:01", "02:00:00")).isDue())
        .isFalse();

    Job round = TimedJob.of().period("10m").job();
    RunTrace last = ran("01:00:00", "01:01:00", "00:50:00");
    assertThat(decide(round, "01:10:01", "on hold", last).skip()).isEqualTo("on hold");
    RunTrace told = skipped("01:10:01", "01:10:00");
    assertThat(decide(round, "01:30:01", "on hold", told, last).isDue()).isFalse();
    // Released, it is due at once.
    assertThat(decide(round, "01:30:01", null, told, last).slot()).isEqualTo(at("01:10:00"));
  }

  @Test
  void what_was_missed_before_a_blackout_waits_for_its_end() {
    for (CatchUp how : List.of(CatchUp.ONCE, CatchUp.ALL)) {
      Job job =
          TimedJob.of()
              .schedule("0 * * * *")
              .catchUp(how)
              .blackout(Blackout.daily("03:30-05:30"))
              .job();
      RunTrace last = ran("01:00:01", "01:01:00", "01:00:00");
      assertThat(decide(job, "04:10:00", null, last).isDue()).as("%s", how).isFalse();
      Decision after = decide(job, "05:31:00", null, last);
      assertThat(after.skip()).isNull();
      assertThat(after.late()).isTrue();
      assertThat(after.slot()).isEqualTo(at(how == CatchUp.ONCE ? "03:00:00" : "02:00:00"));
    }
  }

  @Test
  void a_round_without_a_history_is_due_now_and_then_sleeps() {
    Job job = TimedJob.of().period("30s").job();

    assertThat(decide(job, "01:00:00", null).isDue()).isTrue();
    RunTrace last = ran("01:00:01", "01:00:02", "01:00:01");
    assertThat(decide(job, "01:00:03", null, last).isDue()).isFalse();
    assertThat(decide(job, "01:00:03", null, last).next()).isEqualTo(at("01:00:31"));
  }

  @Test
  void the_random_part_is_drawn_once_a_round() {
    Job job = TimedJob.of().pause("1m").random("1h").job();
    RunTrace last = ran("01:00:00", "01:01:00", "01:00:00");

    long due = decide(job, "01:01:01", null, last).next();
    assertThat(due).isBetween(at("01:02:00"), at("02:02:00"));
    assertThat(decide(job, "01:01:31", null, last).next()).isEqualTo(due);
  }

  @Test
  void a_repeat_is_on_time_within_epsilon() {
    Job job = TimedJob.of().repeat("R/2026-11-20T01:00:00Z/PT1H").epsilon("5m").job();

    assertThat(decide(job, "02:04:59", null).slot()).isEqualTo(at("02:00:00"));
    assertThat(decide(job, "02:05:01", null).isDue()).isFalse();
    assertThat(decide(job, "02:05:01", null).next()).isEqualTo(at("03:00:00"));
  }

  @Test
  void somebody_who_was_refused_is_no_start() {
    RunTrace refused =
        new RunTrace(
            null, new UtcTime(at("02:00:30")), new UtcTime(at("02:00:30")), false, null, "sha");

    assertThat(decide(HOURLY.catchUp(CatchUp.ONCE).job(), "02:00:40", null, refused).slot())
        .isEqualTo(at("02:00:00"));
  }
}
