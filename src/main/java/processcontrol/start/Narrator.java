package processcontrol.start;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what run-job does, for {@code -v} only: a logger costs 10 ms that no scheduled run should
 * pay.
 */
final class Narrator {

  private Narrator() {}

  /** Writes a line to standard error. */
  static void tell(String message) {
    // Named, not searched for: the search opens the jar again, which the service user may not.
    System.setProperty("slf4j.provider", "org.slf4j.simple.SimpleServiceProvider");
    System.setProperty("slf4j.internal.verbosity", "WARN");
    System.setProperty("org.slf4j.simpleLogger.showThreadName", "false");
    System.setProperty("org.slf4j.simpleLogger.showDateTime", "false");
    System.setProperty("org.slf4j.simpleLogger.levelInBrackets", "false");
    Logger logger = LoggerFactory.getLogger("run-job");
    logger.info(message);
  }
}
