package processcontrol.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import processcontrol.run.ExitCode;
import processcontrol.start.ErrorOutput;

/**
 * Standard output that remembers why it could not be written. A print stream swallows that, and a
 * list that is cut by a full disk would look like a whole one.
 */
final class StandardOutput extends OutputStream {

  /** As of a process that SIGPIPE ends; the JVM ignores it. */
  static final int BROKEN_PIPE = ExitCode.ofSignal(13);

  private final OutputStream target;
  private final PrintStream stream =
      new PrintStream(new BufferedOutputStream(this, 8192), true, StandardCharsets.UTF_8);
  private IOException failure;

  StandardOutput() {
    this(new FileOutputStream(FileDescriptor.out));
  }

  StandardOutput(OutputStream target) {
    this.target = target;
  }

  PrintStream stream() {
    return stream;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (failure != null) {
      throw failure; // Output behind a gap must not look like the whole.
    }
    try {
      target.write(bytes, offset, length);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /**
   * Writes what is left.
   *
   * @param status the exit status of a call whose output is whole
   * @return that, or another one where some of the output is lost; a reader that has read enough,
   *     such as head(1), is no reason for a message
   */
  int finish(String program, int status, PrintStream err) {
    stream.flush();
    if (failure == null) {
      return status;
    }
    String reason = String.valueOf(failure.getMessage());
    if (reason.contains("Broken pipe")) {
      return BROKEN_PIPE;
    }
    ErrorOutput.printLine(program, "cannot write standard output: " + reason, err);
    return ExitCode.FAILED_ITSELF.status();
  }
}
