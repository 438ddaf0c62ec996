package processcontrol.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static processcontrol.audit.RecordedJobs.at;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs that run after others: when these made them due, and what came of it. */
class ChainAuditTest {

  private RecordedJobs jobs;
  private RecordedJobs.One job;
  private RecordedJobs.One one;
  private RecordedJobs.One other;

  @BeforeEach
  void create() {
    jobs = new RecordedJobs();
  }

  private void chain(String after) {
    job = jobs.job("job", after);
    one = jobs.job("one", "");
    other = jobs.job("other", "");
    job.manual("01:00", "01:01");
  }

  private static void failed(RecordedJobs.One job, String at) {
    job.add("failure", "exit code 1", 1, 0, at(at) - 1000, at(at), "manual");
  }

  private void ran(String at) {
    job.add("success", "succeeded", 0, 0, at(at), at(at) + 1000, "triggered");
  }

  private List<Long> counts() {
    JobAudit audit = jobs.audit("00:00", "12:00");
    return List.of(audit.due(), audit.run(), audit.late(), audit.missing());
  }

  @Test
  void start_in_the_minute_behind_the_last_parent_is_on_time() {
    chain("after: [one, other]");
    one.manual("08:00", "08:10");
    other.manual("08:00", "08:20:30");
    ran("08:21:02");

    assertThat(counts()).containsExactly(1L, 1L, 0L, 0L);
    assertThat(jobs.audit("00:00", "12:00").gaps()).isEmpty();
  }

  @Test
  void start_that_never_came_is_missing_once_however_often_the_parents_succeed() {
    chain("after: [one, other]");
    one.manual("08:00", "08:10");
    other.manual("08:00", "08:20:30");
    other.manual("09:00", "09:20");

    assertThat(counts()).containsExactly(1L, 0L, 0L, 1L);
    assertThat(jobs.gaps("00:00", "12:00").get(0)).startsWith("08:21-08:21 1 ");
  }

  @Test
  void late_start_is_late_and_a_failure_in_time_makes_nothing_due() {
    chain("after: [one, other]");
    one.manual("08:00", "08:10");
    other.manual("08:00", "08:20:30");
    ran("08:50");
    one.manual("09:00", "09:10");
    failed(other, "09:10");
    other.manual("10:00", "10:10");
    failed(one, "10:10:20"); // Before cron looked.

    assertThat(counts()).containsExactly(1L, 1L, 1L, 0L);
  }

  @Test
  void start_is_missing_that_a_later_failure_made_impossible() {
    chain("after: [one]");
    one.manual("08:00", "08:10");
    failed(one, "09:00");

    assertThat(counts()).containsExactly(1L, 0L, 0L, 1L);
  }

  @Test
  void one_parent_is_enough_where_any_is_and_idle_time_is_waited() {
    chain("after: {any: [one, other]}\nidle: 30m");
    other.manual("08:00", "08:10:30");
    ran("08:41:10");

    assertThat(counts()).containsExactly(1L, 1L, 0L, 0L);
  }

  @Test
  void what_is_skipped_says_why_and_holds_are_known() {
    chain("after: one");
    one.manual("08:00", "08:10");
    job.add("skipped", "only_if: no", 0, 0, at("08:11:01"), at("08:11:01"), "triggered");
    one.manual("10:00", "10:10");
    job.hold("09:00", "move");

    JobAudit audit = jobs.audit("00:00", "12:00");
    assertThat(audit.skipped()).isEqualTo(2);
    assertThat(audit.missing()).isZero();
    assertThat(audit.gaps().stream().map(Gap::cause))
        .containsExactly(Cause.PRECONDITION, Cause.HELD);
  }

  @Test
  void job_that_never_ran_is_due_since_its_file_changed() {
    job = jobs.job("job", "after: one").changed("09:00");
    one = jobs.job("one", "");
    one.manual("08:00", "08:10");
    assertThat(counts()).containsExactly(0L, 0L, 0L, 0L);
    one.manual("10:00", "10:10");
    assertThat(counts()).containsExactly(1L, 0L, 0L, 1L);
  }
}
