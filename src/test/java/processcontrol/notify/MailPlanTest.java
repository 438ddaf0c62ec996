package processcontrol.notify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import processcontrol.history.Incident;
import processcontrol.job.TimeSpan;
import processcontrol.job.UtcTime;

class MailPlanTest {

  private static final UtcTime NOW = UtcTime.parse("2026-11-21T12:00:00Z");
  private static final TimeSpan NEVER = TimeSpan.ZERO;

  private static Incident announced(String mailed, boolean recovered) {
    UtcTime at = UtcTime.parse(mailed);
    return new Incident("a", "b", "<id>", at, at, 0, recovered, null);
  }

  private static final Incident UNSENT =
      new Incident("a", "b", null, null, null, 4, false, "dead server");

  private static MailPlan afterFailure(Incident incident, int failures, int threshold) {
    return MailPlan.afterFailure(incident, failures, threshold, NEVER, NOW);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 12, 30, 10_000})
  void the_failure_that_meets_the_threshold_is_announced(int threshold) {
    assertThat(afterFailure(null, threshold - 1, threshold)).isEqualTo(MailPlan.NOTHING);
    assertThat(afterFailure(null, threshold, threshold)).isEqualTo(MailPlan.ANNOUNCE);
    // Lost runs are recorded together with the run that finds them: the count may jump.
    assertThat(afterFailure(null, threshold + 1, threshold)).isEqualTo(MailPlan.ANNOUNCE);
  }

  @Test
  void threshold_beyond_what_is_counted_is_met_at_the_end_of_the_count() {
    assertThat(afterFailure(null, FailureStreak.MAX_FAILURES, 1_000_000))
        .isEqualTo(MailPlan.ANNOUNCE);
  }

  @Test
  void failures_after_the_mail_are_only_counted() {
    Incident incident = announced("2026-11-01T12:00:00Z", false);

    assertThat(afterFailure(incident, 2, 1)).isEqualTo(MailPlan.COUNT);
    assertThat(afterFailure(incident, 5000, 1)).isEqualTo(MailPlan.COUNT);
  }

  @Test
  void lasting_failure_is_mailed_again_after_a_while() {
    TimeSpan day = TimeSpan.parse("1d");
    Incident fresh = announced("2026-11-20T12:00:00.001Z", false);
    Incident old = announced("2026-11-20T12:00:00Z", false);

    assertThat(MailPlan.afterFailure(fresh, 9, 3, day, NOW)).isEqualTo(MailPlan.COUNT);
    assertThat(MailPlan.afterFailure(old, 9, 3, day, NOW)).isEqualTo(MailPlan.REMIND);
  }

  @Test
  void mail_of_the_future_does_not_silence_those_after_it() {
    Incident ahead = announced("2098-01-01T00:00:00Z", false);

    assertThat(MailPlan.afterFailure(ahead, 9, 3, TimeSpan.parse("1d"), NOW))
        .isEqualTo(MailPlan.REMIND);
    assertThat(MailPlan.afterFailure(ahead, 9, 3, NEVER, NOW)).isEqualTo(MailPlan.COUNT);
  }

  @Test
  void mail_that_could_not_be_sent_is_tried_again_at_the_next_failure() {
    assertThat(afterFailure(UNSENT, 5, 3)).isEqualTo(MailPlan.ANNOUNCE);
  }

  @Test
  void recovery_is_mailed_only_after_an_announced_failure() {
    assertThat(MailPlan.afterSuccess(null)).isEqualTo(MailPlan.NOTHING);
    assertThat(MailPlan.afterSuccess(UNSENT)).isEqualTo(MailPlan.FORGET);
    assertThat(MailPlan.afterSuccess(announced("2026-11-20T12:00:00Z", false)))
        .isEqualTo(MailPlan.RECOVER);
    assertThat(MailPlan.afterSuccess(announced("2026-11-20T12:00:00Z", true)))
        .isEqualTo(MailPlan.RECOVER);
  }

  @Test
  void failure_after_a_recovery_that_could_not_be_mailed_is_a_new_incident() {
    Incident over = announced("2026-11-20T12:00:00Z", true);

    assertThat(afterFailure(over, 2, 3)).isEqualTo(MailPlan.NOTHING);
    assertThat(afterFailure(over, 3, 3)).isEqualTo(MailPlan.ANNOUNCE);
  }
}
