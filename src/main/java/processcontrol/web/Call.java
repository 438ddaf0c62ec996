package processcontrol.web;

import org.jspecify.annotations.Nullable;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.config.JobLoader;
import processcontrol.config.WebRight;
import processcontrol.job.Slug;
import processcontrol.status.JobSelection;

/**
 * A request whose route is known.
 *
 * @param argument the part of the path that names something; null for none
 */
record Call(Route route, Request request, @Nullable String argument, Query query, Access access) {

  /** Returns the acting user, for records and holds. */
  String caller() {
    return "web:" + request.user();
  }

  /** The name of the job that the path names. */
  Slug slug() {
    try {
      return new Slug(argument);
    } catch (IllegalArgumentException e) {
      throw new Refusal(Status.NOT_FOUND, e.getMessage());
    }
  }

  /**
   * The job of a name. One that the user may not even see is as one that does not exist.
   *
   * @throws Refusal if there is none, or the user has not the right of the route
   */
  JobSelection.Item job(Slug slug, GlobalConfig config) {
    JobSelection.Item item;
    try {
      JobLoader loader = new JobLoader(config);
      loader.pathOf(slug);
      item = JobSelection.of(java.util.List.of(slug.value()), java.util.List.of(), loader).get(0);
    } catch (InvalidConfigException e) {
      item = null;
    }
    if (item == null || !access.may(WebRight.READ, item.job())) {
      throw new Refusal(Status.NOT_FOUND, "there is no job " + slug);
    }
    if (!access.may(route.right(), item.job())) {
      throw Router.forbidden(request.user(), route);
    }
    return item;
  }
}
