package processcontrol.start;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import processcontrol.job.CommandLine;

/** Lines of a program of ours on standard error. */
public final class ErrorOutput {

  private ErrorOutput() {}

  /**
   * Prints one line, whatever is quoted in it: developers choose file names and texts, and an
   * operator's terminal must neither obey them nor show lines that the program did not write.
   */
  public static void printLine(String program, String message, PrintStream err) {
    err.println(program + ": " + CommandLine.printable(message));
  }

  /** Prints a fault of run-job; null for none. */
  public static void printFault(@Nullable String fault, PrintStream err) {
    if (fault != null) {
      printLine("run-job", fault, err);
    }
  }

  /** Prints what an answer of run-job lacks; null for nothing. */
  public static void warn(String fault, PrintStream err) {
    printFault(fault == null ? null : "warning: " + fault, err);
  }
}
