package processcontrol.runlog;

import java.nio.charset.StandardCharsets;
import processcontrol.job.CommandLine;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;
import processcontrol.posix.Directory;
import processcontrol.posix.Fd;
import processcontrol.posix.PosixException;

/**
 * The log of one run, {@code <output directory>/<slug>/<run id>.log}.
 *
 * <p>When a write fails (a full disk, above all) the run goes on: its work is worth more than its
 * output. What could not be written is counted, a note takes its place once writing works again,
 * and {@link #failure} tells at the end.
 */
public final class RunLog implements AutoCloseable, LineFramer.Sink {

  private static final int DIRECTORY_MODE = 0750;
  private static final int FILE_MODE = 0640;

  /** How long an unfinished line waits for its end before it is written, in milliseconds. */
  public static final int HELD_MILLIS = 1000;

  private final String runId;
  private final Fd file;
  private final LineFramer framer = new LineFramer(this);

  private PosixException failure;
  private long lost;

  RunLog(String runId, Fd file) {
    this.runId = runId;
    this.file = file;
  }

  /**
   * Creates the log of a run that starts now. Its name is the run id, {@code
   * <slug>-<yyyyMMdd-HHmmss>} in UTC; where that is taken, {@code .2}, {@code .3} and so on follow.
   *
   * @param outputDirectory must exist and be writable
   * @throws PosixException if the log cannot be created
   */
  public static RunLog create(String outputDirectory, Slug slug, UtcTime started) {
    try (Directory root = Directory.open(outputDirectory);
        Directory directory = root.openOrMakeDirectory(slug.value(), DIRECTORY_MODE)) {
      String first = slug.value() + "-" + started.stamp();
      String runId = first;
      for (int i = 2; ; i++) {
        try {
          return new RunLog(runId, directory.createForAppending(runId + ".log", FILE_MODE));
        } catch (PosixException e) {
          if (!e.isExists()) {
            throw e;
          }
          runId = first + "." + i;
        }
      }
    }
  }

  public String runId() {
    return runId;
  }

  public String path() {
    return file.path();
  }

  /**
   * Writes the line above a command's header, before the command is started: a log that cannot be
   * written must be known by then.
   *
   * @param addition to the line
   * @throws PosixException if it cannot be written
   */
  public void announce(String addition) {
    framer.own(UtcTime.now(), Stream.STDOUT, "===========" + addition);
    if (failure != null) {
      throw failure;
    }
  }

  /** Writes the rest of a command's header. */
  public void begin(CommandLine command, int pid) {
    UtcTime now = UtcTime.now();
    framer.own(now, Stream.STDOUT, command + " (" + pid + ")");
    framer.own(now, Stream.STDOUT, "-----------");
  }

  /** Writes the rest of the header and the footer of a command that could not be started. */
  public void notExecuted(CommandLine command, String reason) {
    UtcTime now = UtcTime.now();
    framer.own(now, Stream.STDOUT, command.toString());
    framer.own(now, Stream.STDOUT, "-----------");
    framer.own(now, Stream.STDERR, "run-job: " + reason);
    end();
  }

  /** Writes a line of our own, between two commands. */
  public void note(String text) {
    framer.own(UtcTime.now(), Stream.STDERR, "run-job: " + text);
  }

  /** Adds what was read from a stream. */
  public void append(Stream stream, byte[] bytes, int length) {
    framer.append(stream, UtcTime.now(), bytes, length);
  }

  /** Whether an unfinished line waits to be written. */
  public boolean isHolding() {
    return framer.isHolding();
  }

  /** Writes unfinished lines as far as they have come, once they have been held for a while. */
  public void releaseHeld() {
    framer.releaseHeld(UtcTime.now(), HELD_MILLIS);
  }

  /** Writes the footer of a command. */
  public void end() {
    UtcTime now = UtcTime.now();
    framer.finish(now);
    framer.own(now, Stream.STDOUT, "----------- end command output");
  }

  /** Why output was lost, or null if the log is complete. */
  public PosixException failure() {
    return failure;
  }

  @Override
  public void write(byte[] bytes, int length) {
    if (lost > 0) {
      long missing = lost;
      byte[] note = note();
      lost = 0;
      if (!writeFully(note, note.length)) {
        lost = missing + length; // The note is not output: it was not lost itself.
        return;
      }
    }
    writeFully(bytes, length);
  }

  /** The note begins on a line of its own: the write that failed may have left half a line. */
  private byte[] note() {
    String text =
        "\n"
            + UtcTime.now()
            + "\tERROR\trun-job: about "
            + lost
            + " bytes of this log are missing: "
            + failure.errorText()
            + "\n";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private boolean writeFully(byte[] bytes, int length) {
    int done = 0;
    try {
      while (done < length) {
        done += file.write(bytes, done, length - done);
      }
      return true;
    } catch (PosixException e) {
      failure = e;
      lost += length - done;
      return false;
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
