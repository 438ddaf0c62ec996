package processcontrol.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import processcontrol.config.Jobs;
import processcontrol.job.Job;
import processcontrol.job.TimeSpan;
import processcontrol.job.Timing;
import processcontrol.job.Zone;

/** Minutes that pile up, and whether what is suggested helps as much as it says. */
class PeaksTest {

  private static final int PROCESSORS = 4;

  private static TimeFrame frame(String from, String until) {
    return new TimeFrame(
        Instant.parse(from).toEpochMilli(), Instant.parse(until).toEpochMilli(), Zone.UTC);
  }

  private static TimeFrame days(int days) {
    long from = Instant.parse("2026-11-21T12:00:00Z").toEpochMilli();
    return new TimeFrame(from, from + days * 86_400_000L, Zone.UTC);
  }

  private static Peaks peaks(TimeFrame frame, List<Job> jobs) {
    Planner planner = new Planner("web001", frame);
    return Peaks.of(planner.plan(jobs), planner, PROCESSORS);
  }

  /** The jobs with all that was suggested done. */
  private static List<Job> done(List<Job> jobs, Peaks peaks) {
    Map<String, TimeSpan> splays = new HashMap<>();
    for (Peak peak : peaks.peaks()) {
      if (peak.spread() != null) {
        for (Peak.Part part : peak.spread().parts()) {
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

  private static void assertPromiseIsKept(TimeFrame frame, List<Job> jobs, Peaks peaks) {
    Plan after = new Planner("web001", frame).plan(done(jobs, peaks));
    assertThat(after.counts().most()).isEqualTo(peaks.mostIfSpread());
  }

  @Test
  void hourly_jobs_are_one_pile_and_its_splay_leads_to_what_it_says() {
    List<Job> jobs = Jobs.many("hourly", 40, "schedule: '0 * * * *'");
    Peaks peaks = peaks(days(1), jobs);

    assertThat(peaks.most()).isEqualTo(40);
    assertThat(peaks.limit()).isEqualTo(PROCESSORS);
    assertThat(peaks.peaks()).hasSize(1);
    Peak peak = peaks.peaks().get(0);
    assertThat(peak.minutes()).hasSize(24);
    assertThat(peak.jobs()).hasSize(40);
    assertThat(peak.spread().parts()).hasSize(1);
    assertThat(peak.spread().parts().get(0).jobs()).hasSize(40);
    assertThat(peak.spread().most()).isLessThan(10).isEqualTo(peaks.mostIfSpread());
    assertThat(peak.spread().options())
        .extracting(Peak.Option::most)
        .isSortedAccordingTo((a, b) -> Integer.compare(b, a));
    assertPromiseIsKept(days(1), jobs, peaks);
  }

  @Test
  void each_option_leads_to_what_it_says() {
    List<Job> jobs = Jobs.many("hourly", 40, "schedule: '0 * * * *'");
    for (Peak.Option option : peaks(days(1), jobs).peaks().get(0).spread().options()) {
      List<Job> changed = new ArrayList<>();
      jobs.forEach(job -> changed.add(job.withTiming(Timing.NONE.withSplay(option.splay()))));
      Plan plan = new Planner("web001", days(1)).plan(changed);
      assertThat(plan.counts().most()).as(option.toString()).isEqualTo(option.most());
    }
  }

  @Test
  void the_shortest_splay_that_is_good_enough_is_suggested() {
    List<Job> jobs = Jobs.many("daily", 6, "schedule: '0 3 * * *'");
    Peaks peaks = peaks(days(1), jobs);

    assertThat(peaks.peaks().get(0).spread().parts())
        .extracting(Peak.Part::splay)
        .containsExactly(TimeSpan.parse("5m"));
    assertThat(peaks.mostIfSpread()).isLessThanOrEqualTo(PROCESSORS);
    assertPromiseIsKept(days(1), jobs, peaks);
  }

  @Test
  void piles_of_other_jobs_are_told_apart_and_all_of_it_together_is_true() {
    List<Job> jobs = new ArrayList<>(Jobs.many("night", 40, "schedule: '0 3 * * *'"));
    jobs.addAll(Jobs.many("dawn", 30, "schedule: '10 3 * * *'"));
    jobs.addAll(Jobs.many("week", 20, "schedule: '30 3 * * sun'"));
    jobs.addAll(Jobs.many("often", 3, "schedule: '*/5 * * * *'"));
    Peaks peaks = peaks(days(14), jobs);

    assertThat(peaks.peaks()).extracting(Peak::most).containsExactly(43, 33, 23);
    assertThat(peaks.peaks()).extracting(peak -> peak.minutes().size()).containsExactly(14, 14, 2);
    for (Peak peak : peaks.peaks()) {
      for (Peak.Part part : peak.spread().parts()) {
        assertThat(part.jobs()).noneMatch(job -> job.startsWith("often"));
      }
    }
    assertThat(peaks.mostIfSpread()).isLessThan(20);
    assertPromiseIsKept(days(14), jobs, peaks);
  }

  @Test
  void what_has_no_room_for_splay_has_one_or_runs_by_rounds_is_left_as_it_is() {
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      jobs.add(Jobs.fromYaml("each" + i, "schedule: '* 3 * * *'"));
      jobs.add(Jobs.fromYaml("own" + i, "schedule: '0 3 * * *'\nsplay: 2m"));
      jobs.add(Jobs.fromYaml("repeat" + i, "repeat: R/2026-01-01T03:00:00Z/P1D"));
      jobs.add(Jobs.fromYaml("edge" + i, "schedule: '0 3 * * *'\nblackout: ['03:01-12:00']"));
      jobs.add(Jobs.fromYaml("weekday" + i, "schedule: '59 23 * * sat'"));
    }
    jobs.addAll(Jobs.many("free", 8, "schedule: '0 3 * * *'"));
    Peaks peaks = peaks(days(1), jobs);

    List<String> moved = new ArrayList<>();
    peaks.peaks().forEach(peak -> peak.spread().parts().forEach(p -> moved.addAll(p.jobs())));
    assertThat(moved)
        .isNotEmpty()
        .noneMatch(job -> job.startsWith("each") || job.startsWith("own"))
        .noneMatch(job -> job.startsWith("repeat") || job.startsWith("weekday"));
    assertPromiseIsKept(days(1), jobs, peaks);
    Planner planner = new Planner("web001", days(1));
    assertThat(planner.plan(done(jobs, peaks)).size())
        .as("starts, none of which falls into a time without starts")
        .isEqualTo(planner.plan(jobs).size());
  }

  @Test
  void a_job_gets_no_more_splay_than_there_is_between_its_starts() {
    List<Job> jobs = new ArrayList<>(Jobs.many("hourly", 40, "schedule: '0 * * * *'"));
    jobs.addAll(Jobs.many("quick", 6, "schedule: '*/10 * * * *'"));
    Peaks peaks = peaks(days(1), jobs);

    assertThat(peaks.peaks().get(0).spread().parts())
        .anyMatch(part -> part.splay().compareTo(TimeSpan.parse("10m")) > 0)
        .allMatch(
            part ->
                part.splay().compareTo(TimeSpan.parse("10m")) <= 0
                    || part.jobs().stream().allMatch(job -> job.startsWith("hourly")));
    assertPromiseIsKept(days(1), jobs, peaks);
  }

  @Test
  void where_no_splay_helps_none_is_suggested() {
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      jobs.add(Jobs.fromYaml("repeat" + i, "repeat: R/2026-01-01T03:00:00Z/P1D"));
    }
    Peaks peaks = peaks(days(1), jobs);

    assertThat(peaks.peaks()).hasSize(1);
    assertThat(peaks.peaks().get(0).spread()).isNull();
    assertThat(peaks.mostIfSpread()).isEqualTo(10);
  }

  @Test
  void an_even_load_and_no_more_than_the_processors_are_no_pile() {
    assertThat(peaks(days(1), Jobs.many("each", 50, "schedule: '* * * * *'")).peaks()).isEmpty();
    assertThat(peaks(days(1), Jobs.many("few", PROCESSORS, "schedule: '0 * * * *'")).peaks())
        .isEmpty();
    assertThat(peaks(days(1), List.of()).peaks()).isEmpty();
  }

  @Test
  void jobs_that_meet_by_chance_are_told_up_to_a_number_of_piles() {
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      jobs.add(Jobs.fromYaml("odd" + i, "every: " + (31 + i) + "m"));
    }
    TimeFrame frame = days(20);
    Peaks peaks = peaks(frame, jobs);

    MinuteCounts counts = new Planner("web001", frame).plan(jobs).counts();
    int told = peaks.peaks().stream().mapToInt(peak -> peak.minutes().size()).sum();
    assertThat(peaks.peaks()).hasSize(Peaks.MAX_PILES);
    assertThat(peaks.others()).isPositive().isEqualTo(counts.above(peaks.limit()) - told);
    assertPromiseIsKept(frame, jobs, peaks);
  }

  @Test
  void a_day_on_which_the_clock_is_set_forward_is_a_whole_one() {
    TimeFrame frame =
        new TimeFrame(
            Instant.parse("2026-03-28T23:00:00Z").toEpochMilli(),
            Instant.parse("2026-03-29T22:00:00Z").toEpochMilli(),
            processcontrol.zone.Zones.of("Europe/Berlin"));
    List<Job> jobs = Jobs.many("hourly", 40, "schedule: '0 * * * *'");

    assertThat(peaks(frame, jobs).peaks().get(0).spread()).isNotNull();
  }

  @Test
  void less_than_a_day_has_piles_but_no_suggestions() {
    TimeFrame frame = frame("2026-11-21T12:00:00Z", "2026-11-21T14:00:00Z");
    Peaks peaks = peaks(frame, Jobs.many("hourly", 40, "schedule: '0 * * * *'"));

    assertThat(peaks.peaks()).hasSize(1);
    assertThat(peaks.peaks().get(0).spread()).isNull();
    assertThat(peaks.mostIfSpread()).isNull();
  }
}
