package processcontrol.due;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import processcontrol.config.Jobs;
import processcontrol.history.Hold;
import processcontrol.history.RunTrace;
import processcontrol.job.CatchUp;
import processcontrol.job.Job;
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

  /** Skipped for a hold. */
  private static RunTrace heldAt(String slot, String since) {
    UtcTime moment = new UtcTime(at(slot));
    return new RunTrace(null, moment, moment, true, moment, "sha", new UtcTime(at(since)));
  }

  private static Hold hold(String since) {
    return new Hold("move", new UtcTime(at(since)), null);
  }

  private static Decision decide(Job job, String now, Hold hold, RunTrace... newestFirst) {
    return decideChanged(job, at("00:30:00"), now, hold, newestFirst);
  }

  private static Decision decideChanged(
      Job job, long fileChanged, String now, Hold hold, RunTrace... newestFirst) {
    DueCheck check = new DueCheck(job, "host", Zone.UTC, "/nowhere", fileChanged);
    PastRuns past = PastRuns.of(List.of(newestFirst), at(now), check.wanted(hold));
    return check.decide(past, at(now), hold);
  }

  private static String word(CatchUp how) {
    return how == CatchUp.ALL ? "true" : how == CatchUp.ONCE ? "once" : "false";
  }

  private static final String HOURLY = "schedule: '0 * * * *'\n";

  @Test
  void a_new_job_is_not_owed_what_was_before_it() {
    Job job = Jobs.fromYaml("schedule: '0 * * * *'\ncatch_up: true");

    assertThat(decide(job, "00:50:00", null).isDue()).isFalse();
    assertThat(decide(job, "00:50:00", null).next()).isEqualTo(at("01:00:00"));
    assertThat(decide(job, "03:50:00", null).slot()).isEqualTo(at("01:00:00"));
    assertThat(decide(job, "03:50:00", null).late()).isTrue();
  }

  @Test
  void a_changed_job_is_not_owed_what_was_before_the_change() {
    Job job = Jobs.fromYaml("schedule: '*/10 * * * *'\ncatch_up: true");
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
    Job job = Jobs.fromYaml(HOURLY + "catch_up: true");

    assertThat(decide(job, "05:30:00", null, ran("05:10:00", "05:11:00", null)).isDue()).isFalse();
    RunTrace catchingUp = ran("05:10:00", "05:11:00", "02:00:00");
    assertThat(decide(job, "05:30:00", null, catchingUp).slot()).isEqualTo(at("03:00:00"));
  }

  @Test
  void what_was_due_while_the_job_ran_was_refused_and_is_not_missed() {
    Job job = Jobs.fromYaml("schedule: '0 * * * *'\ncatch_up: true");

    RunTrace longRun = ran("01:00:01", "03:10:00", "01:00:00");
    assertThat(decide(job, "03:30:00", null, longRun).isDue()).isFalse();
    assertThat(decide(job, "04:00:01", null, longRun).slot()).isEqualTo(at("04:00:00"));
    RunTrace lost = ran("01:00:01", null, "01:00:00");
    assertThat(decide(job, "03:30:00", null, lost).slot()).isEqualTo(at("02:00:00"));
  }

  @Test
  void a_hold_is_told_once_for_a_slot() {
    Job job = Jobs.fromYaml("schedule: '0 * * * *'\ntime_zone: UTC");
    Hold hold = hold("00:40:00");
    Decision held = decide(job, "02:00:01", hold);
    assertThat(held.skip().reason()).isEqualTo("on hold since 2026-11-20T00:40:00.000Z: move");
    assertThat(decide(job, "02:00:30", hold, heldAt("02:00:00", "00:40:00")).isDue()).isFalse();

    Job round = Jobs.fromYaml("period: 10m");
    RunTrace last = ran("01:00:00", "01:01:00", "00:50:00");
    assertThat(decide(round, "01:10:01", hold, last).skip().reason()).isEqualTo(hold.inWords());
    RunTrace told = skipped("01:10:01", "01:10:00");
    assertThat(decide(round, "01:30:01", hold, told, last).isDue()).isFalse();
    // Released, it is due at once.
    assertThat(decide(round, "01:30:01", null, told, last).slot()).isEqualTo(at("01:10:00"));
  }

  @Test
  void what_was_missed_before_a_blackout_waits_for_its_end() {
    for (CatchUp how : List.of(CatchUp.ONCE, CatchUp.ALL)) {
      Job job =
          Jobs.fromYaml(
              "schedule: '0 * * * *'\ncatch_up: " + word(how) + "\nblackout: ['03:30-05:30']");
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
    Job job = Jobs.fromYaml("period: 30s");

    assertThat(decide(job, "01:00:00", null).isDue()).isTrue();
    RunTrace last = ran("01:00:01", "01:00:02", "01:00:01");
    assertThat(decide(job, "01:00:03", null, last).isDue()).isFalse();
    assertThat(decide(job, "01:00:03", null, last).next()).isEqualTo(at("01:00:31"));
  }

  @Test
  void the_random_part_is_drawn_once_a_round() {
    Job job = Jobs.fromYaml("pause: 1m\nrandom: 1h");
    RunTrace last = ran("01:00:00", "01:01:00", "01:00:00");

    long due = decide(job, "01:01:01", null, last).next();
    assertThat(due).isBetween(at("01:02:00"), at("02:02:00"));
    assertThat(decide(job, "01:01:31", null, last).next()).isEqualTo(due);
  }

  @Test
  void a_repeat_is_on_time_within_epsilon() {
    Job job = Jobs.fromYaml("repeat: R/2026-11-20T01:00:00Z/PT1H\nepsilon: 5m");

    assertThat(decide(job, "02:04:59", null).slot()).isEqualTo(at("02:00:00"));
    assertThat(decide(job, "02:05:01", null).isDue()).isFalse();
    assertThat(decide(job, "02:05:01", null).next()).isEqualTo(at("03:00:00"));
  }

  @Test
  void somebody_who_was_refused_is_no_start() {
    RunTrace refused =
        new RunTrace(
            null, new UtcTime(at("02:00:30")), new UtcTime(at("02:00:30")), false, null, "sha");

    assertThat(decide(Jobs.fromYaml(HOURLY + "catch_up: once"), "02:00:40", null, refused).slot())
        .isEqualTo(at("02:00:00"));
  }

  private static final Job EVERY_TEN = Jobs.fromYaml("schedule: '*/10 * * * *'\ntime_zone: UTC");

  private static final long UNKNOWN = Instant.parse("2098-01-01T00:00:00Z").toEpochMilli();

  @Test
  void record_of_the_future_keeps_no_job_from_starting() {
    RunTrace ahead = ran("05:00:01", "05:00:02", "05:00:00");
    for (CatchUp how : CatchUp.values()) {
      Job job = Jobs.fromYaml("schedule: '*/10 * * * *'\ntime_zone: UTC\ncatch_up: " + word(how));
      RunTrace before = ran("01:40:01", "01:40:02", "01:40:00");

      assertThat(decide(job, "02:00:01", null, ahead).slot())
          .as("%s", how)
          .isEqualTo(at(how == CatchUp.ALL ? "00:40:00" : "02:00:00"));
      assertThat(decide(job, "02:00:01", null, ahead, before).slot())
          .isEqualTo(at(how == CatchUp.ALL ? "01:50:00" : "02:00:00"));
    }
    Job round = Jobs.fromYaml("period: 1h");
    assertThat(decide(round, "02:00:01", null, ahead).isDue()).isTrue();
    RunTrace before = ran("01:10:00", "01:11:00", "01:10:00");
    assertThat(decide(round, "02:00:01", null, ahead, before).next()).isEqualTo(at("02:10:00"));
    Job every = Jobs.fromYaml("every: 10m\ntime_zone: UTC");
    assertThat(decide(every, "00:40:01", null, ahead).slot()).isEqualTo(at("00:40:00"));
  }

  @Test
  void run_that_ended_in_the_future_was_not_busy_until_then() {
    RunTrace run = ran("01:40:01", "05:00:02", "01:40:00");
    assertThat(decide(EVERY_TEN, "02:00:01", null, run).slot()).isEqualTo(at("02:00:00"));
    RunTrace byHand = ran("01:40:01", "05:00:02", null);
    assertThat(decide(EVERY_TEN, "02:00:01", null, byHand).slot()).isEqualTo(at("02:00:00"));
    Job pause = Jobs.fromYaml("pause: 10m");
    assertThat(decide(pause, "02:00:01", null, run).slot()).isEqualTo(at("01:50:01"));
  }

  @Test
  void slot_that_was_settled_is_not_started_again_after_the_clock_was_set_back() {
    Job all = Jobs.fromYaml("schedule: '*/10 * * * *'\ncatch_up: true");
    RunTrace[] history = {
      ran("03:10:00", "03:10:02", "03:10:00"),
      ran("03:00:00", "03:00:02", "03:00:00"),
      ran("02:50:00", "02:50:02", "02:50:00")
    };
    for (Job job : List.of(all, EVERY_TEN)) {
      assertThat(decide(job, "02:51:00", null, history).isDue()).isFalse();
      assertThat(decide(job, "03:00:00", null, history).isDue()).isFalse();
      assertThat(decide(job, "03:10:00", null, history).isDue()).isFalse();
      assertThat(decide(job, "03:20:00", null, history).slot()).isEqualTo(at("03:20:00"));
    }
    // It was started for its slot by a clock that was ahead.
    RunTrace early = ran("05:00:00", "05:00:02", "02:50:00");
    assertThat(decide(EVERY_TEN, "02:50:01", null, early).isDue()).isFalse();
    // The clock was in 1970 for a while since.
    RunTrace then =
        new RunTrace("x", new UtcTime(60_000), new UtcTime(60_001), true, new UtcTime(0), "sha");
    RunTrace before = ran("02:50:00", "02:50:02", "02:50:00");
    assertThat(decide(EVERY_TEN, "02:50:10", null, then, before).isDue()).isFalse();
  }

  @Test
  void file_with_a_date_of_the_future_keeps_no_job_from_starting() {
    for (CatchUp how : CatchUp.values()) {
      Job job = Jobs.fromYaml("schedule: '*/10 * * * *'\ntime_zone: UTC\ncatch_up: " + word(how));

      assertThat(decideChanged(job, UNKNOWN, "02:00:01", null).slot()).isEqualTo(at("02:00:00"));
      assertThat(decideChanged(job, UNKNOWN, "02:05:01", null).isDue()).as("its past").isFalse();
      RunTrace same = ran("01:40:01", "01:40:02", "01:40:00");
      assertThat(decideChanged(job, UNKNOWN, "02:05:01", null, same).slot())
          .isEqualTo(
              switch (how) {
                case NONE -> Slots.NEVER;
                case ONCE -> at("02:00:00");
                case ALL -> at("01:50:00");
              });
    }
    Job round = Jobs.fromYaml("period: 1h");
    assertThat(decideChanged(round, UNKNOWN, "02:00:01", null).isDue()).isTrue();
  }

  @Test
  void only_what_was_refused_during_a_hold_is_settled_by_it() {
    Hold hold = hold("03:15:00");
    RunTrace last = ran("01:00:01", "01:00:02", "01:00:00");
    RunTrace first = heldAt("04:00:00", "03:15:00");
    RunTrace second = heldAt("05:00:00", "03:15:00");
    for (CatchUp how : List.of(CatchUp.ONCE, CatchUp.ALL)) {
      Job job = Jobs.fromYaml("schedule: '0 * * * *'\ncatch_up: " + word(how));

      // Nothing is refused that was missed before.
      assertThat(decide(job, "03:20:00", hold, last).isDue()).as("%s", how).isFalse();
      assertThat(decide(job, "04:00:01", hold, last).slot()).isEqualTo(at("04:00:00"));
      assertThat(decide(job, "04:01:01", hold, first, last).isDue()).isFalse();
      assertThat(decide(job, "05:00:01", hold, first, last).slot()).isEqualTo(at("05:00:00"));

      // Released, it is still owed.
      Decision missed = decide(job, "05:20:00", null, second, first, last);
      assertThat(missed.slot()).isEqualTo(at(how == CatchUp.ONCE ? "03:00:00" : "02:00:00"));
      assertThat(missed.late()).isTrue();
      RunTrace made = ran("05:20:00", "05:20:01", "03:00:00");
      assertThat(decide(job, "05:21:00", null, made, second, first, last).isDue()).isFalse();
      assertThat(decide(job, "06:00:00", null, made, second, first, last).slot())
          .isEqualTo(at("06:00:00"));
    }
  }

  @Test
  void hold_of_which_nobody_knows_the_beginning_settles_what_it_refused_alone() {
    Job job = Jobs.fromYaml("schedule: '0 * * * *'\ncatch_up: once");
    RunTrace last = ran("01:00:01", "01:00:02", "01:00:00");
    for (UtcTime since : List.of(new UtcTime(Hold.UNKNOWN), new UtcTime(UNKNOWN))) {
      Hold hold = new Hold("x", since, null);
      assertThat(decide(job, "03:20:00", hold, last).isDue()).isFalse();
      assertThat(decide(job, "04:00:01", hold, last).slot()).isEqualTo(at("04:00:00"));
      UtcTime slot = new UtcTime(at("04:00:00"));
      RunTrace refused = new RunTrace(null, slot, slot, true, slot, "sha", since);
      assertThat(decide(job, "04:20:00", null, refused, last).slot()).isEqualTo(at("03:00:00"));
    }
  }

  @Test
  void file_that_was_changed_while_the_job_was_on_hold_is_not_owed_its_past() {
    Job job = Jobs.fromYaml("schedule: '*/10 * * * *'\ncatch_up: once");
    UtcTime then = new UtcTime(at("01:00:00"));
    RunTrace other = new RunTrace("run", then, then, true, then, "other");
    RunTrace held = heldAt("04:00:00", "03:45:00");

    assertThat(decideChanged(job, at("03:35:00"), "04:05:00", null, held, other).slot())
        .isEqualTo(at("03:40:00"));
    assertThat(decideChanged(job, at("03:45:00"), "04:05:00", null, held, other).isDue()).isFalse();
    // Touched later, it is known to have been the same by then.
    assertThat(decideChanged(job, at("04:15:00"), "04:25:00", null, held, other).slot())
        .isEqualTo(at("04:20:00"));
    assertThat(decideChanged(job, at("04:19:00"), "04:19:30", null, held, other).slot())
        .isEqualTo(at("04:10:00"));
  }
}
