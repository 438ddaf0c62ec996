package processcontrol.cli;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import processcontrol.config.GlobalConfig;
import processcontrol.job.CommandLine;
import processcontrol.posix.Account;

/**
 * Says on standard error, for {@code --verbose}, where an operator's command looks and how long it
 * took. Not of a run, for which a logger is too slow to start.
 */
final class OperatorLog {

  private final Logger logger;
  private final long begin = System.nanoTime();

  private OperatorLog(Logger logger) {
    this.logger = logger;
  }

  /**
   * Begins the log of a command.
   *
   * @param account that this process has become; null if it is still the caller's
   */
  static OperatorLog begin(GlobalConfig config, @Nullable Account account) {
    // Named, not searched for: the search opens the jar again, which the service user may not.
    System.setProperty("slf4j.provider", "org.slf4j.simple.SimpleServiceProvider");
    System.setProperty("slf4j.internal.verbosity", "WARN");
    System.setProperty("org.slf4j.simpleLogger.showThreadName", "false");
    System.setProperty("org.slf4j.simpleLogger.showDateTime", "false");
    System.setProperty("org.slf4j.simpleLogger.levelInBrackets", "false");
    OperatorLog log = new OperatorLog(LoggerFactory.getLogger("run-job"));
    log.say("configuration " + config.file() + ", jobs in " + config.jobDirectory());
    log.say(account == null ? "as the calling user" : "as user " + account.name());
    return log;
  }

  /** Says that the command is over. */
  void end(int status) {
    long millis = (System.nanoTime() - begin) / 1_000_000;
    say("exit code " + status + " after " + millis + " ms");
  }

  private void say(String message) {
    logger.info(CommandLine.printable(message));
  }
}
