package processcontrol.start;

import java.util.ArrayList;
import java.util.List;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.config.JobLoader;
import processcontrol.history.Hold;
import processcontrol.posix.PosixException;
import processcontrol.trigger.Outbox;

/** Fires the triggers of runs that are on record. */
final class TriggerDispatch {

  private final GlobalConfig config;
  private final Outbox outbox;

  TriggerDispatch(GlobalConfig config) {
    this.config = config;
    this.outbox = new Outbox(config.stateDirectory());
  }

  /**
   * Fires triggers, and ensures that a process serves them; triggers that others fired meanwhile
   * are theirs.
   *
   * @return what could not be triggered, and why
   */
  List<String> fire(List<Outbox.Prepared> triggers) {
    JobLoader loader = new JobLoader(config);
    List<String> faults = new ArrayList<>();
    for (Outbox.Prepared trigger : triggers) {
      try {
        fire(trigger, loader);
      } catch (InvalidConfigException e) {
        outbox.discard(trigger);
        faults.add("cannot trigger " + trigger.target() + ": " + e.problems().get(0));
      } catch (PosixException e) {
        faults.add("cannot trigger " + trigger.target() + ": " + e.getMessage());
      }
    }
    return faults;
  }

  private void fire(Outbox.Prepared trigger, JobLoader loader) {
    loader.pathOf(trigger.target()); // There may be no such job any more.
    if (outbox.fire(trigger) && Hold.find(config.stateDirectory(), trigger.target()) == null) {
      WorkerStarter.start(config, trigger.target());
    }
  }
}
