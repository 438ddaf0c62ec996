package processcontrol.run;

import java.util.ArrayList;
import java.util.List;
import processcontrol.chain.Outbox;
import processcontrol.history.RunRecord;
import processcontrol.job.Job;
import processcontrol.posix.PosixException;

/** What a run triggers, prepared before its record is written ({@link Outbox}). */
final class Triggers {

  private final Job job;
  private final String stateDirectory;
  private final List<Outbox.Prepared> prepared = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  Triggers(Course course) {
    this.job = course.job;
    this.stateDirectory = course.settings.stateDirectory();
  }

  /**
   * Prepares what a run triggers that is about to be recorded.
   *
   * @param depth how many runs have triggered each other to come to it
   */
  void prepare(RunRecord record, int depth) {
    if (!job.chain().triggers()) {
      return;
    }
    try {
      prepared.addAll(new Outbox(stateDirectory).prepare(job.chain(), record, depth));
    } catch (PosixException e) {
      faults.add("cannot trigger other jobs: " + e.getMessage());
    }
  }

  /** As {@link #prepare}, for a run that may have prepared what it did not come to fire. */
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

  /** What could not be prepared, and why. */
  List<String> faults() {
    return faults;
  }
}
