package processcontrol.diff;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that changes.
 *
 * @param from the name of the old state
 * @param to the name of the new one
 * @param jobs by name
 * @param shared what a template or the defaults change in several jobs
 * @param linksGone chains of jobs that there are no more, as {@code a -> b (success)}
 * @param linksCome those that are new
 * @param errors that were not there before
 * @param warnings the same
 * @param piles minutes in which more jobs start at once than before, and than is good
 * @param invalid whether the new state has any errors
 * @param note what such a comparison does not show; null for nothing
 */
public record Changes(
    String from,
    String to,
    List<JobChange> jobs,
    List<Shared> shared,
    List<String> linksGone,
    List<String> linksCome,
    List<String> errors,
    List<String> warnings,
    List<Pile> piles,
    boolean invalid,
    String note) {

  /** The same change of several jobs. */
  public record Shared(KeyChange change, @Nullable List<String> jobs) {
    public Shared {
      jobs = List.copyOf(jobs);
    }
  }

  /** A minute of the day, {@code 04:15}, and the most starts in it on any day. */
  public record Pile(String minute, int from, int to) {}

  public Changes {
    jobs = List.copyOf(jobs);
    shared = List.copyOf(shared);
    linksGone = List.copyOf(linksGone);
    linksCome = List.copyOf(linksCome);
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
    piles = List.copyOf(piles);
  }

  /** The same without values that may be secret: of environments, and of addresses of webhooks. */
  public Changes withoutSecrets() {
    List<JobChange> hiddenJobs = new ArrayList<>();
    for (JobChange job : jobs) {
      List<KeyChange> keys = new ArrayList<>();
      job.keys().forEach(change -> keys.add(change.withoutSecret()));
      hiddenJobs.add(
          new JobChange(
              job.kind(),
              job.name(),
              job.formerName(),
              job.path(),
              job.formerPath(),
              keys,
              job.starts()));
    }
    List<Shared> hiddenShared = new ArrayList<>();
    for (Shared each : shared) {
      hiddenShared.add(new Shared(each.change().withoutSecret(), each.jobs()));
    }
    return new Changes(
        from,
        to,
        hiddenJobs,
        hiddenShared,
        linksGone,
        linksCome,
        errors,
        warnings,
        piles,
        invalid,
        note);
  }

  /** Returns true if there is nothing to say. */
  public boolean isEmpty() {
    return jobs.isEmpty()
        && shared.isEmpty()
        && linksGone.isEmpty()
        && linksCome.isEmpty()
        && errors.isEmpty()
        && warnings.isEmpty()
        && piles.isEmpty();
  }
}
