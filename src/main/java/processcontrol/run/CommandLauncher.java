package processcontrol.run;

import java.io.File;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.job.CommandLine;
import processcontrol.job.Job;
import processcontrol.posix.Account;
import processcontrol.posix.ChildProcess;
import processcontrol.posix.Directory;
import processcontrol.posix.Executable;
import processcontrol.posix.Fd;
import processcontrol.posix.PosixException;
import processcontrol.posix.Spawner;

/** Starts commands of a job where and as the job says. */
final class CommandLauncher {

  private final Job job;
  private final Account account;
  private final Map<String, String> environment;
  private final Fd[] inherited;

  /**
   * @param inherited by every command, the lock first
   */
  CommandLauncher(Job job, Account account, Map<String, String> environment, Fd... inherited) {
    this.job = job;
    this.account = account;
    this.environment = environment;
    this.inherited = inherited;
  }

  ChildProcess start(CommandLine command) throws NotExecuted {
    String directory = directory();
    try {
      String program = Executable.find(command.program(), environment.get("PATH"));
      return Spawner.spawn(program, command.words(), environment, directory, inherited);
    } catch (PosixException e) {
      ExitCode code =
          e.isNotFound()
              ? ExitCode.NOT_FOUND
              : e.isShortage() ? ExitCode.FAILED_ITSELF : ExitCode.CANNOT_EXECUTE;
      throw new NotExecuted(code, e.getMessage());
    }
  }

  /** Returns where the commands start: the job's directory, else the home, else the root. */
  private String directory() throws NotExecuted {
    if (job.directory() == null) {
      String home = account.home();
      return reasonAgainst(home) == null ? home : "/";
    }
    String reason = reasonAgainst(job.directory());
    if (reason != null) {
      throw new NotExecuted(ExitCode.CANNOT_EXECUTE, "directory: " + reason);
    }
    return job.directory();
  }

  /** Returns why nothing can start in a directory, or null: it must be searchable, not readable. */
  private static @Nullable String reasonAgainst(String directory) {
    File file = new File(directory);
    if (file.isDirectory() && file.canExecute()) {
      return null;
    }
    try (Directory opened = Directory.open(directory)) {
      return "cannot enter " + opened.path() + ": Permission denied";
    } catch (PosixException e) {
      return e.getMessage();
    }
  }

  /** The command could not be started, for a reason of its own. */
  static final class NotExecuted extends Exception {
    private static final long serialVersionUID = 1;

    final ExitCode code;

    NotExecuted(ExitCode code, String message) {
      super(message);
      this.code = code;
    }
  }
}
