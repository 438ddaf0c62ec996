package processcontrol.notify;

import processcontrol.history.Incident;
import processcontrol.history.WrongClock;
import processcontrol.job.TimeSpan;
import processcontrol.job.UtcTime;

/**
 * The mail that a run calls for: one that announces failures once there are enough of them in a
 * row, then none but a reminder now and then, and one when it is over.
 */
enum MailPlan {
  NOTHING,
  /** The first mail about failures. */
  ANNOUNCE,
  /** Another one about failures that last. */
  REMIND,
  /** The failure is known; this one is only counted. */
  COUNT,
  /** The mail that it is over. */
  RECOVER,
  /** The failures are over, and no mail had announced them. */
  FORGET;

  /**
   * After a failed run.
   *
   * @param incident null if there is none
   * @param failures failed runs in a row, this one included
   * @param threshold from how many on a mail is sent
   * @param again time from one mail to the next; zero for never
   */
  static MailPlan afterFailure(
      Incident incident, int failures, int threshold, TimeSpan again, UtcTime now) {
    if (incident == null || incident.recovered() || !incident.isAnnounced()) {
      // A threshold beyond what is counted would never be met.
      return failures >= Math.min(threshold, FailureStreak.MAX_FAILURES) ? ANNOUNCE : NOTHING;
    }
    long mailed = incident.mailed().epochMillis();
    long since = now.epochMillis() - mailed;
    // Nobody knows when a mail of the future was sent; one too many is better than silence.
    boolean over = since >= again.millis() || WrongClock.isAhead(mailed, now.epochMillis());
    return !again.isZero() && over ? REMIND : COUNT;
  }

  /** After a successful run. */
  static MailPlan afterSuccess(Incident incident) {
    if (incident == null) {
      return NOTHING;
    }
    return incident.isAnnounced() ? RECOVER : FORGET;
  }
}
