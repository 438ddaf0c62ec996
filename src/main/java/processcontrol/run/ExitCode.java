package processcontrol.run;

/**
 * Every exit status that run-job gives itself; a command's own passes through between them. The
 * table of {@code --help}, of the manual and of the tests.
 */
public enum ExitCode {
  SUCCESS(0, "success; or skipped on purpose (allow_overtime, held under cron)"),
  USAGE(64, "wrong usage"),
  UNEXPECTED(65, "the commands ended well, but not as the job expects"),
  ALREADY_RUNNING(75, "the job is already running, or on hold"),
  NOT_ALLOWED(77, "not allowed: neither root nor the service user"),
  INVALID_CONFIG(78, "invalid configuration or job"),
  TIMED_OUT(124, "the job timed out"),
  FAILED_ITSELF(125, "run-job itself failed: log not writable, disk full, ..."),
  CANNOT_EXECUTE(126, "the command could not be executed"),
  NOT_FOUND(127, "the command was not found"),
  STOPPED_BY_HUP(129, "run-job was told to stop by SIGHUP"),
  STOPPED_BY_INT(130, "run-job was told to stop by SIGINT"),
  STOPPED_BY_TERM(143, "run-job was told to stop by SIGTERM");

  private final int status;
  private final String meaning;

  ExitCode(int status, String meaning) {
    this.status = status;
    this.meaning = meaning;
  }

  public int status() {
    return status;
  }

  /** Returns the status after the end by a signal, as a shell has it. */
  public static int ofSignal(int signal) {
    return 128 + signal;
  }

  public String meaning() {
    return meaning;
  }
}
