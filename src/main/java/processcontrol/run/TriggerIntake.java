package processcontrol.run;

import java.util.List;
import processcontrol.runlog.RunLog;
import processcontrol.trigger.PendingTrigger;
import processcontrol.trigger.Spool;

/**
 * Takes the triggers that wait for a run's job, by the order of steps of {@link Spool}. The caller
 * holds the job's lock.
 */
final class TriggerIntake {

  /** So many triggers are named in the log one by one. */
  private static final int TOLD = 20;

  private final RunContext context;
  private final Spool spool;
  private Spool.Taken taken;
  private int depth;

  TriggerIntake(RunContext context) {
    this.context = context;
    this.spool = new Spool(context.settings.stateDirectory());
  }

  /**
   * Returns true if the run is not needed any more: another process took what it was started for.
   */
  boolean isIdle() {
    return context.progress.request().pending() == RunRequest.Pending.NEED
        && !spool.isPending(context.job.slug());
  }

  /** Gives the run the arguments of the triggers that wait. */
  void take() {
    if (context.progress.leavesTriggers() || !spool.isPending(context.job.slug())) {
      return;
    }
    taken = spool.take(context.job.slug());
    context.progress.addTriggers(taken.triggers());
    for (PendingTrigger trigger : taken.triggers()) {
      depth = Math.max(depth, trigger.depth());
    }
    if (depth >= PendingTrigger.MAX_DEPTH && context.job.chain().triggers()) {
      context.progress.warn(
          "it triggers no further jobs: " + depth + " runs have triggered each other");
    }
  }

  /** The run is known to the lock file: the triggers are its own now. */
  void commit(RunLog log) {
    if (taken == null) {
      return;
    }
    taken.commit();
    List<PendingTrigger> triggers = taken.triggers();
    int told = triggers.size() > TOLD ? TOLD - 1 : triggers.size();
    for (PendingTrigger each : triggers.subList(0, told)) {
      log.note("triggered by " + each.from() + " at " + each.time());
    }
    if (told < triggers.size()) {
      log.note("triggered " + (triggers.size() - told) + " times more");
    }
  }

  /** The question that a trigger is, has been answered without a run. */
  void dismiss() {
    take();
    if (taken != null) {
      taken.commit();
    }
  }

  /** Returns the length of the chain of runs that led to this one. */
  int depth() {
    return depth;
  }
}
