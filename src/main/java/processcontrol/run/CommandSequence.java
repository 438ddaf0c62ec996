package processcontrol.run;

import java.io.File;
import java.util.List;
import java.util.Map;
import processcontrol.job.CommandLine;
import processcontrol.job.Job;
import processcontrol.posix.ChildProcess;
import processcontrol.posix.Directory;
import processcontrol.posix.Executable;
import processcontrol.posix.PosixException;
import processcontrol.posix.Privileges;
import processcontrol.posix.Spawner;
import processcontrol.posix.StopRequests;
import processcontrol.posix.Termination;
import processcontrol.runlog.RunLog;

/** The commands of one run, in sequence, until one fails or the run is stopped. */
final class CommandSequence {

  private final Job job;
  private final List<CommandLine> commands;
  private final RunSettings settings;
  private final RunFacts facts;
  private final RunLog log;
  private final Console console;
  private final StopRequests requests;
  private final Map<String, String> environment;
  private final long deadline;

  /** A signal that came when there was no command to stop. */
  private int pendingSignal;

  private boolean survivors;

  CommandSequence(
      RunRequest request,
      RunSettings settings,
      RunFacts facts,
      RunLog log,
      Console console,
      StopRequests requests) {
    this.job = request.job();
    this.commands = request.commands();
    this.settings = settings;
    this.facts = facts;
    this.log = log;
    this.console = console;
    this.requests = requests;
    this.environment = ChildEnvironment.of(job, log.runId(), settings.account());
    this.deadline = Supervisor.deadlineAfter(job.timeout().millis());
  }

  /** Whether something that was to be killed still lives. */
  boolean hasSurvivors() {
    return survivors;
  }

  Outcome run() {
    Privileges.becomeSubreaper();
    if (settings.noNewPrivileges()) {
      Privileges.setNoNewPrivileges();
    }
    int count = commands.size();
    for (int i = 0; i < count; i++) {
      Outcome outcome = run(commands.get(i));
      if (!outcome.isSuccess()) {
        return count == 1
            ? outcome
            : outcome.because("command " + (i + 1) + " of " + count + ": " + outcome.reason());
      }
    }
    return Outcome.success();
  }

  private Outcome run(CommandLine command) {
    if (pendingSignal == 0) {
      pendingSignal = requests.next();
    }
    if (pendingSignal != 0) {
      return Outcome.stopped(pendingSignal, null);
    }
    if (Supervisor.clock() >= deadline) {
      return Outcome.timeout(job.timeout(), null);
    }
    log.announce();
    try (ChildProcess child = spawn(command)) {
      log.begin(command, child.pid());
      facts.noteChild(child.pid());
      StopPolicy policy = new StopPolicy(job.stopSignal(), job.killAfter());
      Ending ending = new Supervisor(child, log, console, requests, policy, deadline).supervise();
      log.end();
      survivors |= ending.survivors();
      pendingSignal = ending.stopSignal();
      return outcomeOf(ending);
    } catch (NotExecuted e) {
      log.notExecuted(command, e.getMessage());
      return Outcome.notExecuted(e.code, e.getMessage());
    }
  }

  private Outcome outcomeOf(Ending ending) {
    Termination end = ending.termination();
    if (ending.timedOut()) {
      return Outcome.timeout(job.timeout(), end);
    }
    if (ending.stopped()) {
      return Outcome.stopped(ending.stopSignal(), end);
    }
    return end.isSuccess() ? Outcome.success() : Outcome.failure(end);
  }

  private ChildProcess spawn(CommandLine command) throws NotExecuted {
    String directory = directory();
    try {
      String program = Executable.find(command.program(), environment.get("PATH"));
      return Spawner.spawn(program, command.words(), environment, directory, facts.lock());
    } catch (PosixException e) {
      throw new NotExecuted(
          e.isNotFound() ? ExitCode.NOT_FOUND : ExitCode.CANNOT_EXECUTE, e.getMessage());
    }
  }

  /** Where the commands start: the job's directory, else the home, else the root. */
  private String directory() throws NotExecuted {
    if (job.directory() == null) {
      String home = settings.account().home();
      return reasonAgainst(home) == null ? home : "/";
    }
    String reason = reasonAgainst(job.directory());
    if (reason != null) {
      throw new NotExecuted(ExitCode.CANNOT_EXECUTE, "directory: " + reason);
    }
    return job.directory();
  }

  /** Why nothing can start in a directory, or null: it must be searchable, not readable. */
  private static String reasonAgainst(String directory) {
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
  private static final class NotExecuted extends Exception {
    private static final long serialVersionUID = 1;

    final ExitCode code;

    NotExecuted(ExitCode code, String message) {
      super(message);
      this.code = code;
    }
  }
}
