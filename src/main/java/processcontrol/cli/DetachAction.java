package processcontrol.cli;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import processcontrol.cli.Invocation.Flag;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.config.JobLoader;
import processcontrol.job.RunId;
import processcontrol.job.Slug;
import processcontrol.lock.RunningJob;
import processcontrol.posix.ChildProcess;
import processcontrol.posix.Fd;
import processcontrol.posix.Poll;
import processcontrol.posix.Spawner;
import processcontrol.posix.Termination;
import processcontrol.run.ExitCode;
import processcontrol.start.Detached;
import processcontrol.start.SelfCommand;
import processcontrol.start.StartedByCron;
import processcontrol.status.JobSelection;

/**
 * {@code run-job --detach NAME}: starts this program again, in a session of its own, and returns
 * once that one has the job's lock, or has failed to get so far. Until then the other one's output
 * comes through two pipes: the run's name, or errors. It has no other descriptor of the caller's.
 */
final class DetachAction {

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream out;
  private final PrintStream err;

  private DetachAction(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /**
   * Starts the runs of the jobs that are named or have a tag; returns the exit status, of the first
   * that could not be started if there is one.
   *
   * @param caller the user behind the call, or null
   */
  static int run(
      Invocation invocation, GlobalConfig config, String caller, PrintStream out, PrintStream err) {
    if (invocation.tags().isEmpty() && invocation.names().size() == 1) {
      return run(invocation, invocation.names().get(0), caller, out, err);
    }
    int status = ExitCode.SUCCESS.status();
    for (JobSelection.Item item : Group.of(invocation, new JobLoader(config), err)) {
      int ended = run(invocation, item.name(), caller, out, err);
      status = status == ExitCode.SUCCESS.status() ? ended : status;
    }
    return status;
  }

  private static int run(
      Invocation invocation, String name, String caller, PrintStream out, PrintStream err) {
    List<String> command = command(invocation, name, caller);
    try (ChildProcess child =
        Spawner.spawn(command.get(0), command, SelfCommand.ENVIRONMENT, "/")) {
      return new DetachAction(out, err).follow(child);
    }
  }

  /** The JVM as it was started for this call, and the plain form of the call. */
  private static List<String> command(Invocation invocation, String name, String caller) {
    List<String> command = SelfCommand.jvm();
    if (command == null) {
      throw new IllegalStateException("--detach: this process was not started by the launcher");
    }
    command.add("-D" + Detached.PROPERTY + "=" + (caller == null ? "" : caller));
    command.add(RunningJob.MAIN);
    if (invocation.config() != null) {
      command.add("--config");
      command.add(new File(invocation.config()).getAbsolutePath());
    }
    command.add("--job");
    command.add(slug(name));
    if (invocation.has(Flag.SCHEDULED) || StartedByCron.check()) {
      command.add("--scheduled");
    }
    addIf(invocation, Flag.SLOW_START, "--slow-start", command);
    addIf(invocation, Flag.FORCE, "--force", command);
    addIf(invocation, Flag.QUIET, "--quiet", command);
    addIf(invocation, Flag.VERBOSE, "--verbose", command);
    command.add("--");
    command.addAll(invocation.arguments());
    return command;
  }

  private static String slug(String name) {
    try {
      return new Slug(name).value();
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigException(e.getMessage());
    }
  }

  private static void addIf(Invocation invocation, Flag flag, String option, List<String> command) {
    if (invocation.has(flag)) {
      command.add(option);
    }
  }

  private int follow(ChildProcess child) {
    Fd[] pipes = {child.stdout(), child.stderr()};
    byte[] buffer = new byte[4096];
    Poll poll = new Poll(2);
    int open = 2;
    while (open > 0) {
      poll.clear();
      int[] index = new int[2];
      for (int i = 0; i < 2; i++) {
        index[i] = pipes[i] == null ? -1 : poll.add(pipes[i], Poll.IN);
      }
      poll.await(-1);
      for (int i = 0; i < 2; i++) {
        int size = poll.isReady(index[i]) ? pipes[i].read(buffer, 0, buffer.length) : 0;
        if (size > 0 && i == 0) {
          said.write(buffer, 0, size);
        } else if (size > 0) {
          err.write(buffer, 0, size);
        } else if (size < 0) {
          pipes[i] = null;
          open--;
        }
      }
    }
    return report(child);
  }

  private int report(ChildProcess child) {
    String text = said.toString(StandardCharsets.UTF_8).strip();
    String last = text.substring(text.lastIndexOf('\n') + 1);
    boolean hasRun = isRunId(last);
    // The JVM says on standard output what it has to say.
    String other = hasRun ? text.substring(0, text.length() - last.length()).strip() : text;
    if (!other.isEmpty()) {
      err.println(other);
    }
    if (hasRun) {
      out.println(last);
      return ExitCode.SUCCESS.status();
    }
    int status = statusOf(child);
    boolean isOfJvm = status == 1; // No status of ours before there is a run.
    return isOfJvm ? ExitCode.FAILED_ITSELF.status() : status;
  }

  private static boolean isRunId(String text) {
    try {
      return !text.isEmpty() && RunId.parse(text) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Returns how it ended, which it has or is about to. */
  private int statusOf(ChildProcess child) {
    Poll poll = new Poll(1);
    while (child.termination() == null) {
      poll.clear();
      poll.add(child.exited(), Poll.IN);
      poll.await(-1);
      child.reap();
    }
    Termination end = child.termination();
    if (end.isSignal()) {
      err.println("run-job: the process in the background was killed by signal " + end.signal());
      return ExitCode.ofSignal(end.signal());
    }
    return end.exitCode();
  }
}
