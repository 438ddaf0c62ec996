package processcontrol.config;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.config.KeyTable.Values;
import processcontrol.job.RetryLater;
import processcontrol.job.StartPolicy;
import processcontrol.posix.Directory;
import processcontrol.posix.Fd;
import processcontrol.posix.FileStatus;
import processcontrol.posix.PosixException;

/** Reads the peculiarities of the starts of a job, and checks what contradicts them. */
final class StartRules {

  private final Values values;
  private final Problems problems;

  private StartRules(Values values, Problems problems) {
    this.values = values;
    this.problems = problems;
  }

  /** Returns true if the job needs no command, as each run has its own. */
  static boolean takesCommand(Values values) {
    return values.get(JobKeys.COMMAND_FROM_ARGUMENTS, false);
  }

  /**
   * The policy of a job.
   *
   * @param path of its file
   */
  static StartPolicy policy(Values values, String path, Problems problems) {
    boolean plain =
        !values.has(JobKeys.RETRY_LATER)
            && !values.has(JobKeys.SLOW_START)
            && !values.has(JobKeys.COMMAND_FROM_ARGUMENTS)
            && !values.has(JobKeys.LOG_START);
    return plain ? StartPolicy.DEFAULT : new StartRules(values, problems).policy(path);
  }

  private StartPolicy policy(String path) {
    RetryLater retryLater = values.get(JobKeys.RETRY_LATER, null);
    if (retryLater != null) {
      exclude(
          JobKeys.RETRY_LATER,
          List.of(JobKeys.KEEP_RUNNING, JobKeys.PERIOD, JobKeys.PAUSE, JobKeys.CLUSTER));
    }
    boolean first = values.get(JobKeys.SLOW_START, "by_hand").equals("first");
    if (first) {
      exclude(JobKeys.SLOW_START, List.of(JobKeys.KEEP_RUNNING, JobKeys.CLUSTER));
      if (!values.has(JobKeys.SLOW_START_COMMAND)) {
        problems.add(
            values.placeOf(JobKeys.SLOW_START),
            "slow_start: first has no meaning without slow_start_command");
      }
    }
    boolean fromArguments = takesCommand(values);
    if (fromArguments) {
      exclude(
          JobKeys.COMMAND_FROM_ARGUMENTS,
          List.of(
              JobKeys.COMMAND,
              JobKeys.SLOW_START_COMMAND,
              JobKeys.SCHEDULE,
              JobKeys.EVERY,
              JobKeys.REPEAT,
              JobKeys.PERIOD,
              JobKeys.PAUSE,
              JobKeys.AFTER,
              JobKeys.KEEP_RUNNING,
              JobKeys.CLUSTER));
      String fault = faultOfFile(path);
      if (fault != null) {
        problems.add(values.placeOf(JobKeys.COMMAND_FROM_ARGUMENTS), fault);
      }
    }
    return new StartPolicy(
        retryLater, first, fromArguments, values.get(JobKeys.LOG_START, Boolean.TRUE));
  }

  private void exclude(Key<?> key, List<Key<?>> others) {
    for (Key<?> other : others) {
      boolean isSwitchedOff = Boolean.FALSE.equals(values.get(other, null));
      if (values.has(other) && !isSwitchedOff) {
        problems.add(
            values.placeOf(key),
            key.name() + ": does not go with " + values.nameWithPlace(other, key));
      }
    }
  }

  /**
   * Names the users besides root that could write the file, or put another one in its place: a job
   * that runs any command is the operator's choice, not that of the authors of jobs.
   */
  private static @Nullable String faultOfFile(String path) {
    String fault = faultOfChain(new File(path));
    try {
      return fault == null ? faultOfChain(Path.of(path).toRealPath().toFile()) : fault;
    } catch (IOException e) {
      return "command_from_arguments: " + e.getMessage();
    }
  }

  private static @Nullable String faultOfChain(File file) {
    try (Fd opened = Fd.openForReading(file.getPath())) {
      String fault = fault(file.getPath(), opened.status());
      for (File each = file.getParentFile(); fault == null && each != null; ) {
        try (Directory directory = Directory.open(each.getPath())) {
          fault = fault(each.getPath(), directory.status());
        }
        each = each.getParentFile();
      }
      return fault;
    } catch (PosixException e) {
      return "command_from_arguments: " + e.getMessage();
    }
  }

  private static @Nullable String fault(String path, FileStatus status) {
    boolean shared = (status.mode() & 022) != 0 && (status.mode() & 01000) == 0;
    return status.uid() == 0 && !shared
        ? null
        : "command_from_arguments: others than root can write "
            + path
            + ", and only root may allow any command; mend it with: chown root:root "
            + path
            + " && chmod go-w "
            + path;
  }
}
