package processcontrol.web;

import java.util.List;
import processcontrol.config.WebAccess;
import processcontrol.config.WebAccess.Grant;
import processcontrol.config.WebRight;
import processcontrol.job.Job;

/**
 * The rights of the user of a request: none, unless the configuration grants them. Any right on a
 * job brings the right to read it: users do not act on what they cannot see.
 */
final class Access {

  private final List<Grant> grants;

  private Access(List<Grant> grants) {
    this.grants = grants;
  }

  static Access of(WebAccess web, String user) {
    return new Access((web == null ? WebAccess.NONE : web).grantsOf(user));
  }

  /** Returns true if there is anything that he may do. */
  boolean isAny() {
    return !grants.isEmpty();
  }

  /** Returns true if he may do it to all jobs. */
  boolean mayAll(WebRight right) {
    for (Grant grant : grants) {
      if (grant.tags().isEmpty() && gives(grant, right)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns true if he may do it to a job.
   *
   * @param job null for one that is not valid: its tags are not known
   */
  boolean may(WebRight right, Job job) {
    for (Grant grant : grants) {
      if (gives(grant, right) && (grant.tags().isEmpty() || hasOne(job, grant.tags()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean gives(Grant grant, WebRight right) {
    return grant.right() == right || right == WebRight.READ;
  }

  private static boolean hasOne(Job job, List<String> tags) {
    if (job != null) {
      for (String tag : tags) {
        if (job.tags().contains(tag)) {
          return true;
        }
      }
    }
    return false;
  }
}
