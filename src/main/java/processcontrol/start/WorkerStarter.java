package processcontrol.start;

import java.io.File;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.config.GlobalConfig;
import processcontrol.job.Slug;
import processcontrol.lock.RunningJob;
import processcontrol.lock.WorkerLock;
import processcontrol.posix.Descendants;
import processcontrol.posix.Spawner;

/**
 * Ensures that a process serves the triggers that wait for a job: its running supervisor, which
 * looks at them after it has released its lock; a process that has the {@link WorkerLock}; or else
 * a new one.
 *
 * <p>The order keeps any trigger from being overlooked. A process that adds one asks for the lock
 * only after that, and for the turn after both. One that has run the job releases the lock, then
 * looks for triggers. One that has the turn gives it up, then looks for triggers once more. So the
 * second of two processes sees what the first one did.
 */
public final class WorkerStarter {

  private WorkerStarter() {}

  /** Starts a process for a job unless one serves it. The umask of this process is 0. */
  public static void start(GlobalConfig config, Slug job) {
    List<String> command = command(config, job);
    if (command == null || isRunning(config, job)) {
      return;
    }
    try (WorkerLock workerLock = WorkerLock.tryTake(config.runDirectory(), job)) {
      if (workerLock != null) {
        Spawner.detach(command, SelfCommand.ENVIRONMENT, "/", workerLock.fd());
      }
    }
  }

  /**
   * Returns true if the job has a run that will see to the triggers when it is over. If its
   * supervisor has vanished, and only a command holds the lock, the next minute will.
   */
  static boolean isRunning(GlobalConfig config, Slug job) {
    RunningJob running = RunningJob.find(config.runDirectory(), job);
    return running != null && !running.run().isEmpty();
  }

  /** This very JVM with its options; null if this is not run-job. */
  private static @Nullable List<String> command(GlobalConfig config, Slug job) {
    List<String> command = SelfCommand.jvm();
    if (command == null) {
      return null;
    }
    command.add(RunningJob.MAIN);
    command.add(Descendants.OWN_WAY);
    if (!config.file().equals(GlobalConfig.DEFAULT_FILE)) {
      command.add("--config");
      command.add(new File(config.file()).getAbsolutePath());
    }
    command.add(job.value());
    return command;
  }
}
