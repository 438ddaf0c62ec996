package processcontrol.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import processcontrol.job.Job;
import processcontrol.job.TimeSpan;
import processcontrol.job.TimedJob;
import processcontrol.job.Timing;
import processcontrol.job.Zone;

/** Minutes that pile up, and whether what is suggested helps as much as it says. */
class PilesTest {

  private static final int PROCESSORS = 4;

  private static TimeFrame frame(String from, String until) {
    return new TimeFrame(
        Instant.parse(from).toEpochMilli(), Instant.parse(until).toEpochMilli(), Zone.UTC);
  }

  private static TimeFrame days(int days) {
    long from = Instant.parse("2026-11-21T12:00:00Z").toEpochMilli();
    return new TimeFrame(from, from + days * 86_400_000L, Zone.UTC);
  }

  private static Piles piles(TimeFrame frame, List<Job> jobs) {
    Planner planner = new Planner("web001", frame);
    return Piles.of(planner.plan(jobs), planner, PROCESSORS);
  }

  /** The jobs with all that was suggested done. */
  private static List<Job> done(List<Job> jobs, Piles piles) {
    Map<String, TimeSpan> splays = new HashMap<>();
    for (Pile pile : piles.piles()) {
      if (pile.spread() != null) {
        for (Pile.Part part : pile.spread().parts()) {
          part.jobs().forEach(job -> assertThat(splays.put(job, part.splay())).isNull());
        }
      }
    }
    List<Job> changed = new ArrayList<>();
    for (Job job : jobs) {
      TimeSpan splay = splays.get(job.slug().value());
      Timing timing = job.timing() == null ? Timing.NONE : job.timing();
      changed.add(splay == null ? job : job.withTiming(timing.withSplay(splay)));
    }
    return changed;
  }

  private static void assertPromiseIsKept(TimeFrame frame, List<Job> jobs, Piles piles) {
    Plan after = new Planner("web001", frame).plan(done(jobs, piles));
    assertThat(after.counts().most()).isEqualTo(piles.mostIfSpread());
  }

  @Test
  void hourly_jobs_are_one_pile_and_its_splay_leads_to_what_it_says() {
    List<Job> jobs = TimedJob.many("hourly", 40, "0 * * * *");
    Piles piles = piles(days(1), jobs);

    assertThat(piles.most()).isEqualTo(40);
    assertThat(piles.limit()).isEqualTo(PROCESSORS);
    assertThat(piles.piles()).hasSize(1);
    Pile pile = piles.piles().get(0);
    assertThat(pile.minutes()).hasSize(24);
    assertThat(pile.jobs()).hasSize(40);
    assertThat(pile.spread().parts()).hasSize(1);
    assertThat(pile.spread().parts().get(0).jobs()).hasSize(40);
    assertThat(pile.spread().most()).isLessThan(10).isEqualTo(piles.mostIfSpread());
    assertThat(pile.spread().options())
        .extracting(Pile.Option::most)
        .isSortedAccordingTo((a, b) -> Integer.compare(b, a));
    assertPromiseIsKept(days(1), jobs, piles);
  }

  @Test
  void each_option_leads_to_what_it_says() {
    List<Job> jobs = TimedJob.many("hourly", 40, "0 * * * *");
    for (Pile.Option option : piles(days(1), jobs).piles().get(0).spread().options()) {
      List<Job> changed = new ArrayList<>();
      jobs.forEach(job -> changed.add(job.withTiming(Timing.NONE.withSplay(option.splay()))));
      Plan plan = new Planner("web001", days(1)).plan(changed);
      assertThat(plan.counts().most()).as(option.toString()).isEqualTo(option.most());
    }
  }

  @Test
  void the_shortest_splay_that_is_good_enough_is_suggested() {
    List<Job> jobs = TimedJob.many("daily", 6, "0 3 * * *");
    Piles piles = piles(days(1), jobs);

    assertThat(piles.piles().get(0).spread().parts())
        .extracting(Pile.Part::splay)
        .containsExactly(TimeSpan.parse("5m"));
    assertThat(piles.mostIfSpread()).isLessThanOrEqualTo(PROCESSORS);
    assertPromiseIsKept(days(1), jobs, piles);
  }

  @Test
  void piles_of_other_jobs_are_told_apart_and_all_of_it_together_is_true() {
    List<Job> jobs = new ArrayList<>(TimedJob.many("night", 40, "0 3 * * *"));
    jobs.addAll(TimedJob.many("dawn", 30, "10 3 * * *"));
    jobs.addAll(TimedJob.many("week", 20, "30 3 * * sun"));
    jobs.addAll(TimedJob.many("often", 3, "*/5 * * * *"));
    Piles piles = piles(days(14), jobs);

    assertThat(piles.piles()).extracting(Pile::most).containsExactly(43, 33, 23);
    assertThat(piles.piles()).extracting(pile -> pile.minutes().size()).containsExactly(14, 14, 2);
    for (Pile pile : piles.piles()) {
      for (Pile.Part part : pile.spread().parts()) {
        assertThat(part.jobs()).noneMatch(job -> job.startsWith("often"));
      }
    }
    assertThat(piles.mostIfSpread()).isLessThan(20);
    assertPromiseIsKept(days(14), jobs, piles);
  }

  @Test
  void what_has_no_room_for_splay_has_one_or_runs_by_rounds_is_left_as_it_is() {
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      jobs.add(TimedJob.scheduled("each" + i, "* 3 * * *"));
      jobs.add(TimedJob.of("own" + i).schedule("0 3 * * *").splay("2m").job());
      jobs.add(TimedJob.of("repeat" + i).repeat("R/2026-01-01T03:00:00Z/P1D").job());
      jobs.add(
          TimedJob.of("edge" + i)
              .schedule("0 3 * * *")
              .blackout(processcontrol.job.Blackout.daily("03:01-12:00"))
              .job());
      jobs.add(TimedJob.of("weekday" + i).schedule("59 23 * * sat").job());
    }
    jobs.addAll(TimedJob.many("free", 8, "0 3 * * *"));
    Piles piles = piles(days(1), jobs);

    List<String> moved = new ArrayList<>();
    piles.piles().forEach(pile -> pile.spread().parts().forEach(p -> moved.addAll(p.jobs())));
    assertThat(moved)
        .isNotEmpty()
        .noneMatch(job -> job.startsWith("each") || job.startsWith("own"))
        .noneMatch(job -> job.startsWith("repeat") || job.startsWith("weekday"));
    assertPromiseIsKept(days(1), jobs, piles);
    Planner planner = new Planner("web001", days(1));
    assertThat(planner.plan(done(jobs, piles)).size())
        .as("starts, none of which falls into a time without starts")
        .isEqualTo(planner.plan(jobs).size());
  }

  @Test
  void a_job_gets_no_more_splay_than_there_is_between_its_starts() {
    List<Job> jobs = new ArrayList<>(TimedJob.many("hourly", 40, "0 * * * *"));
    jobs.addAll(TimedJob.many("quick", 6, "*/10 * * * *"));
    Piles piles = piles(days(1), jobs);

    assertThat(piles.piles().get(0).spread().parts())
        .anyMatch(part -> part.splay().compareTo(TimeSpan.parse("10m")) > 0)
        .allMatch(
            part ->
                part.splay().compareTo(TimeSpan.parse("10m")) <= 0
                    || part.jobs().stream().allMatch(job -> job.startsWith("hourly")));
    assertPromiseIsKept(days(1), jobs, piles);
  }

  @Test
  void where_no_splay_helps_none_is_suggested() {
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      jobs.add(TimedJob.of("repeat" + i).repeat("R/2026-01-01T03:00:00Z/P1D").job());
    }
    Piles piles = piles(days(1), jobs);

    assertThat(piles.piles()).hasSize(1);
    assertThat(piles.piles().get(0).spread()).isNull();
    assertThat(piles.mostIfSpread()).isEqualTo(10);
  }

  @Test
  void an_even_load_and_no_more_than_the_processors_are_no_pile() {
    assertThat(piles(days(1), TimedJob.many("each", 50, "* * * * *")).piles()).isEmpty();
    assertThat(piles(days(1), TimedJob.many("few", PROCESSORS, "0 * * * *")).piles()).isEmpty();
    assertThat(piles(days(1), List.of()).piles()).isEmpty();
  }

  @Test
  void jobs_that_meet_by_chance_are_told_up_to_a_number_of_piles() {
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      jobs.add(TimedJob.of("odd" + i).every(31 + i + "m").job());
    }
    TimeFrame frame = days(20);
    Piles piles = piles(frame, jobs);

    MinuteCounts counts = new Planner("web001", frame).plan(jobs).counts();
    int told = piles.piles().stream().mapToInt(pile -> pile.minutes().size()).sum();
    assertThat(piles.piles()).hasSize(Piles.MAX_PILES);
    assertThat(piles.others()).isPositive().isEqualTo(counts.above(piles.limit()) - told);
    assertPromiseIsKept(frame, jobs, piles);
  }

  @Test
  void a_day_on_which_the_clock_is_set_forward_is_a_whole_one() {
    TimeFrame frame =
        new TimeFrame(
            Instant.parse("2026-03-28T23:00:00Z").toEpochMilli(),
            Instant.parse("2026-03-29T22:00:00Z").toEpochMilli(),
            processcontrol.zone.Zones.of("Europe/Berlin"));
    List<Job> jobs = TimedJob.many("hourly", 40, "0 * * * *");

    assertThat(piles(frame, jobs).piles().get(0).spread()).isNotNull();
  }

  @Test
  void less_than_a_day_has_piles_but_no_suggestions() {
    TimeFrame frame = frame("2026-11-21T12:00:00Z", "2026-11-21T14:00:00Z");
    Piles piles = piles(frame, TimedJob.many("hourly", 40, "0 * * * *"));

    assertThat(piles.piles()).hasSize(1);
    assertThat(piles.piles().get(0).spread()).isNull();
    assertThat(piles.mostIfSpread()).isNull();
  }
}
