package processcontrol.runlog;

import org.jspecify.annotations.Nullable;
import processcontrol.job.CommandLine;
import processcontrol.job.Job;
import processcontrol.job.LogPolicy;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;
import processcontrol.posix.Directory;
import processcontrol.posix.FileStatus;
import processcontrol.posix.PosixException;

/**
 * The log of one run, {@code <output directory>/<slug>/<run id>.log}.
 *
 * <p>Every run has one, even if its output is not to be stored: then it holds the frame alone.
 *
 * <p>When a write fails (a full disk, above all) the run continues: its work is worth more than its
 * output. Lost bytes are counted, a note takes their place once writing works again, and {@link
 * #failure} tells at the end.
 */
public final class RunLog implements AutoCloseable {

  /** The frame around the output of a command. */
  static final String ABOVE_HEADER = "===========";

  /** Text in a header before the number of the attempt, if there is more than one. */
  public static final String ATTEMPT = " attempt ";

  static final String BELOW_HEADER = "-----------";
  static final String FOOTER = "----------- end command output";

  /** Prefix of run-job's own lines. */
  static final String OWN = "run-job: ";

  private static final int DIRECTORY_MODE = 0750;

  /** More runs than a second has time for. */
  private static final int MAX_NUMBER = 9999;

  /** A header and a footer stay together in one file as long as they are no longer than this. */
  private static final int FRAME_ROOM = 1024;

  /** Time that an unfinished line waits for its end before it is written, in milliseconds. */
  public static final int HELD_MILLIS = 1000;

  private final String runId;
  private final LogFile file;
  private final LineFramer framer;
  private final boolean logStdout;
  private final boolean logStderr;
  private final boolean framed;

  RunLog(String runId, LogFile file, String logOutput) {
    this(runId, file, logOutput, /* framed= */ true);
  }

  private RunLog(String runId, LogFile file, String logOutput, boolean framed) {
    this.framed = framed;
    this.runId = runId;
    this.file = file;
    this.framer = new LineFramer(file, file.hasTimestamps());
    this.logStdout = logOutput.equals(Job.LOG_BOTH) || logOutput.equals("stdout");
    this.logStderr = logOutput.equals(Job.LOG_BOTH) || logOutput.equals("stderr");
  }

  /**
   * Creates the log of a run that starts now. Its name is the run id, {@code
   * <slug>-<yyyyMMdd-HHmmss>} in UTC; where that is taken, {@code .2}, {@code .3} and so on follow.
   *
   * @param outputDirectory must exist and be writable
   * @param logOutput which output of the commands goes to the log, as the job has it
   * @throws PosixException if the log cannot be created
   */
  public static RunLog create(
      String outputDirectory, Slug slug, UtcTime started, LogPolicy policy, String logOutput) {
    return create(outputDirectory, slug, started, policy, logOutput, /* framed= */ true, null);
  }

  /**
   * As above.
   *
   * @param framed whether the output of each command has a header and a footer
   * @param newest the id of the newest run on record, or null. No other run may get it, also where
   *     its log is gone already: a job that keeps few logs may run several times in a second.
   */
  public static RunLog create(
      String outputDirectory,
      Slug slug,
      UtcTime started,
      LogPolicy policy,
      String logOutput,
      boolean framed,
      @Nullable String newest) {
    Directory directory;
    try (Directory root = Directory.open(outputDirectory)) {
      directory = root.openOrMakeDirectory(slug.value(), DIRECTORY_MODE);
    }
    try {
      String first = slug.value() + "-" + started.stamp();
      int i = numberAfter(newest, first);
      String runId = numbered(first, i);
      while (true) {
        try {
          LogFile file = LogFile.create(directory, runId + LogListing.SUFFIX, policy);
          return new RunLog(runId, file, logOutput, framed);
        } catch (PosixException e) {
          if (!e.isExists()) {
            throw e;
          }
          runId = numbered(first, ++i);
        }
      }
    } catch (PosixException e) {
      directory.close();
      throw e;
    }
  }

  private static String numbered(String first, int number) {
    return number == 1 ? first : first + "." + number;
  }

  /** The number of the first run after another one of the same second; 1 after all others. */
  private static int numberAfter(@Nullable String newest, String first) {
    if (first.equals(newest)) {
      return 2;
    }
    if (newest == null || !newest.startsWith(first + ".")) {
      return 1;
    }
    try {
      int number = Integer.parseInt(newest.substring(first.length() + 1));
      return number < 1 || number > MAX_NUMBER ? 1 : number + 1;
    } catch (NumberFormatException e) {
      return 1; // Jobs can write to their histories.
    }
  }

  /**
   * Removes the log of a run that never began, if it has no line.
   *
   * @param started as it was given to {@link #create}
   * @param newest the id of the newest run on record, or null: the logs up to that one stay
   */
  public static void removeUnused(
      String outputDirectory, Slug slug, UtcTime started, String newest) {
    String first = slug.value() + "-" + started.stamp();
    try (Directory root = Directory.open(outputDirectory);
        Directory directory = root.openDirectory(slug.value())) {
      for (int i = numberAfter(newest, first); ; i++) {
        String name = numbered(first, i) + LogListing.SUFFIX;
        FileStatus status = directory.statusOf(name);
        if (status.isRegularFile() && status.size() == 0) {
          directory.unlink(name);
        }
      }
    } catch (PosixException e) {
      return; // There is no further one; and an empty log does no harm.
    }
  }

  public String runId() {
    return runId;
  }

  public String path() {
    return file.path();
  }

  /** About how many bytes the files of this log take. */
  public long size() {
    return file.kept();
  }

  /**
   * Writes the line above a command's header, before the command is started: a log that cannot be
   * written must be known by then.
   *
   * @param addition to the line
   * @throws PosixException if it cannot be written
   */
  public void announce(String addition) {
    if (framed) {
      framer.makeRoom(FRAME_ROOM);
      framer.own(UtcTime.now(), Stream.STDOUT, ABOVE_HEADER + addition);
    }
    if (file.failure() != null) {
      throw file.failure();
    }
  }

  /** Writes the rest of a command's header. */
  public void begin(CommandLine command, int pid) {
    if (!framed) {
      return;
    }
    UtcTime now = UtcTime.now();
    framer.own(now, Stream.STDOUT, command + " (" + pid + ")");
    framer.own(now, Stream.STDOUT, BELOW_HEADER);
  }

  /** Writes the rest of the header and the footer of a command that could not be started. */
  public void notExecuted(CommandLine command, String reason) {
    UtcTime now = UtcTime.now();
    if (framed) {
      framer.own(now, Stream.STDOUT, command.toString());
      framer.own(now, Stream.STDOUT, BELOW_HEADER);
    }
    framer.own(now, Stream.STDERR, OWN + reason);
    end();
  }

  /** Writes a line of our own, between two commands: it is no output of theirs. */
  public void note(String text) {
    framer.own(UtcTime.now(), Stream.STDOUT, OWN + text);
  }

  /** Adds what was read from a stream. */
  public void append(Stream stream, byte[] bytes, int length) {
    if (stream == Stream.STDOUT ? logStdout : logStderr) {
      framer.append(stream, UtcTime.now(), bytes, length);
    }
  }

  /** Returns true if an unfinished line waits to be written. */
  public boolean isHolding() {
    return framer.isHolding();
  }

  /** Writes unfinished lines as far as they have come, once they have been held for a while. */
  public void releaseHeld() {
    framer.releaseHeld(UtcTime.now(), HELD_MILLIS);
  }

  LineFramer framer() {
    return framer;
  }

  /** Writes the footer of a command. */
  public void end() {
    UtcTime now = UtcTime.now();
    framer.finish(now);
    if (framed) {
      framer.own(now, Stream.STDOUT, FOOTER);
    }
  }

  /** Returns why output was lost, or null if the log is complete. */
  public @Nullable PosixException failure() {
    return file.failure();
  }

  @Override
  public void close() {
    file.close();
  }
}
