package processcontrol.cli;

import java.util.ArrayList;
import java.util.List;
import processcontrol.chain.PendingTrigger;
import processcontrol.chain.Spool;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.config.JobLoader;
import processcontrol.history.Hold;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.job.Chain;
import processcontrol.job.Job;
import processcontrol.job.Link;
import processcontrol.job.UtcTime;
import processcontrol.posix.PosixException;

/** Fires the triggers of a run that is over and recorded. */
final class Firing {

  private final GlobalConfig config;
  private final List<String> faults = new ArrayList<>();

  Firing(GlobalConfig config) {
    this.config = config;
  }

  /** What could not be triggered, and why. */
  List<String> faults() {
    return faults;
  }

  /**
   * Fires what the result of a run asks for; a start that was skipped asks for nothing.
   *
   * @param record null if there is none
   * @param depth of the run
   */
  void fire(Job job, RunRecord record, int depth) {
    if (record == null || record.result() == Result.SKIPPED || !job.chain().triggers()) {
      return;
    }
    if (depth >= PendingTrigger.MAX_DEPTH) {
      return; // The run has said so.
    }
    Chain chain = job.chain();
    List<Link> targets = new ArrayList<>(chain.onEnd());
    if (record.result() == Result.SUCCESS) {
      targets.addAll(chain.onSuccess());
    } else if (record.result().isFailed()) {
      targets.addAll(chain.onFailure());
    }
    JobLoader loader = new JobLoader(config);
    for (Link target : targets) {
      try {
        loader.pathOf(target.job());
        PendingTrigger trigger =
            new PendingTrigger(target.arguments(), record.run(), null, UtcTime.now(), depth + 1);
        new Spool(config.stateDirectory()).add(target.job(), trigger);
        if (Hold.find(config.stateDirectory(), target.job()) == null) {
          Starter.start(config, target.job());
        }
      } catch (InvalidConfigException e) {
        faults.add("cannot trigger " + target.job() + ": " + e.problems().get(0));
      } catch (PosixException e) {
        faults.add("cannot trigger " + target.job() + ": " + e.getMessage());
      }
    }
  }
}
