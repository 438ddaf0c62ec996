package processcontrol.run;

import java.util.ArrayList;
import java.util.List;
import processcontrol.history.RunRecord;
import processcontrol.job.Job;
import processcontrol.job.Link;
import processcontrol.posix.PosixException;
import processcontrol.trigger.Outbox;
import processcontrol.trigger.Targets;

/** Triggers of a run, prepared before its record is written ({@link Outbox}). */
final class Triggers {

  private final RunContext context;
  private final Job job;
  private final String stateDirectory;
  private final List<Outbox.Prepared> prepared = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  private final Targets targets;

  /**
   * @param targets says where the jobs are that are triggered; null if they are not looked for
   */
  Triggers(RunContext context, Targets targets) {
    this.targets = targets;
    this.context = context;
    this.job = context.job;
    this.stateDirectory = context.settings.stateDirectory();
  }

  /**
   * Prepares the triggers of a run that is about to be recorded.
   *
   * @param depth length of the chain of runs that led to it
   * @return whether there is nothing to warn of in the record
   */
  boolean prepare(RunRecord record, int depth) {
    if (!job.chain().triggers()) {
      return faults.isEmpty();
    }
    int before = faults.size();
    List<Link> existing = new ArrayList<>();
    for (Link link : Outbox.targets(job.chain(), record.result())) {
      String missing = targets == null ? null : targets.whyMissing(link.job());
      if (missing == null) {
        existing.add(link);
        noteInvalid(link);
      } else {
        faults.add("cannot trigger " + link.job() + ": " + missing);
      }
    }
    try {
      prepared.addAll(new Outbox(stateDirectory).prepare(existing, record, depth));
    } catch (PosixException e) {
      faults.add("cannot trigger other jobs: " + e.getMessage());
    }
    for (String fault : faults.subList(before, faults.size())) {
      context.progress.warn(fault);
    }
    return faults.isEmpty();
  }

  private void noteInvalid(Link link) {
    String invalid = targets == null ? null : targets.whyInvalid(link.job());
    if (invalid != null) {
      faults.add("the trigger of " + link.job() + " waits until that is valid: " + invalid);
    }
  }

  /** Prepares as {@link #prepare} does, for a run that may have prepared what it could not fire. */
  void prepareLost(RunRecord lost) {
    try {
      new Outbox(stateDirectory).discardOf(lost.run());
    } catch (PosixException e) {
      faults.add("cannot trigger other jobs: " + e.getMessage());
      return;
    }
    prepare(lost, 0);
  }

  List<Outbox.Prepared> prepared() {
    return prepared;
  }

  /** Returns what could not be prepared, and why. */
  List<String> faults() {
    return faults;
  }
}
