package processcontrol.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static processcontrol.audit.RecordedJobs.at;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import processcontrol.audit.PowerEvent.Kind;

/** Jobs that start once after each boot, also after boots that are long over. */
class BootAuditTest {

  private static final String AT_BOOT = "schedule: '@reboot'";

  private RecordedJobs jobs;

  @BeforeEach
  void create() {
    jobs = new RecordedJobs();
  }

  /** Something in the file of logins before all that is looked at. */
  private RecordedJobs knownFromTheStart() {
    return jobs.event("00:00", Kind.SIGN);
  }

  @Test
  void starts_after_former_boots_are_starts() {
    jobs.job("a", AT_BOOT).inBoot("one").ran("05:00:07").inBoot("two").ran("09:30:11");
    knownFromTheStart();

    JobAudit audit = jobs.audit("04:00", "11:00");

    assertThat(audit.gaps()).isEmpty();
    assertThat(List.of(audit.due(), audit.run())).containsExactly(2L, 2L);
  }

  @Test
  void a_boot_in_the_file_of_logins_that_has_no_start_is_missing() {
    jobs.job("a", AT_BOOT).inBoot("one").ran("05:00:07");
    knownFromTheStart().event("05:00:09", Kind.BOOT).event("08:00:20", Kind.BOOT);
    jobs.event("08:01", Kind.BOOT);

    assertThat(jobs.gaps("04:00", "11:00"))
        .containsExactly("08:00-08:00 1 no_trace: no trace: cron did not start it");
    assertThat(jobs.audit("04:00", "11:00").due()).isEqualTo(2);
  }

  @Test
  void a_boot_that_another_job_has_recorded_is_known() {
    jobs.job("a", AT_BOOT).inBoot("one").ran("05:00:07");
    jobs.job("b", AT_BOOT).inBoot("one").ran("05:00:07").inBoot("two").ran("09:30:11");
    knownFromTheStart();

    assertThat(jobs.gaps("04:00", "11:00"))
        .containsExactly("09:30-09:30 1 no_trace: no trace: cron did not start it");
  }

  @Test
  void a_clock_that_was_set_after_the_boot_makes_no_other_boot() {
    jobs.job("a", AT_BOOT).inBoot("one").ran("05:07:00");
    jobs.job("b", AT_BOOT).inBoot("one").ran("05:30:07");
    knownFromTheStart().event("05:00:00", Kind.BOOT);

    assertThat(jobs.gaps("04:00", "11:00")).isEmpty();
    assertThat(jobs.audit("04:00", "11:00").due()).isEqualTo(1);
  }

  @Test
  void a_start_on_hold_after_a_former_boot_is_skipped_on_purpose() {
    String hold = "on hold since 2026-11-20T04:00:00.000Z: move";
    jobs.job("a", AT_BOOT).inBoot("one").skipped("05:00:07", hold, 0);
    knownFromTheStart();

    assertThat(jobs.gaps("04:00", "11:00")).containsExactly("05:00-05:00 1 held: " + hold);
  }

  @Test
  void other_schedules_of_the_job_are_no_boots() {
    String both = "schedule: ['@reboot', '0 * * * *']";
    jobs.job("a", both).inBoot("one").ran("05:00:07").ran("06:00").ran("07:00").ran("08:00");
    jobs.job("b", AT_BOOT).inBoot("one").ran("05:00:07");
    knownFromTheStart();

    List<JobAudit> audits = jobs.audit(at("04:30"), at("08:30"));

    assertThat(audits.get(0).missing()).isEqualTo(1); // 05:00 itself.
    assertThat(audits.get(1).gaps()).isEmpty();
    assertThat(audits.get(1).due()).isEqualTo(1);
  }

  @Test
  void where_nothing_tells_of_boots_it_says_so() {
    jobs.job("a", AT_BOOT).inBoot("one").ran("05:00:07");

    assertThat(jobs.gaps("04:00", "11:00"))
        .containsExactly(
            "04:00-05:00 0 before_history: boots before 2026-11-20T05:00:07.000Z are not known");
    assertThat(jobs.audit("04:00", "11:00").notKnown()).isZero();
  }
}
