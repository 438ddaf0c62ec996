package processcontrol.runlog;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Shows a part of a log: the output of the commands on one stream, or on both without the prefix of
 * each line. The frame and the lines of run-job are no output. The log may come in pieces of any
 * size, and begin anywhere.
 *
 * <p>A line whose level has a plus sign continues the last line of its stream: in raw form the two
 * are put together again, so that one stream alone comes out byte by byte as it was written, but
 * for the newline at its very end, which the log adds where there was none. If both streams are
 * shown and one interrupts a line of the other, the pieces stay lines of their own.
 *
 * <p>A footer is distinguished from output that looks like it by what follows: the end, the next
 * header, or a line of run-job's own.
 */
public final class LogView {

  /** Destination of the shown bytes. */
  public interface Output {
    void write(byte[] bytes, int offset, int length);
  }

  private static final byte[] ABOVE = bytes(RunLog.ABOVE_HEADER);
  private static final byte[] BELOW = bytes(RunLog.BELOW_HEADER);
  private static final byte[] FOOTER = bytes(RunLog.FOOTER);
  private static final byte[] ABOVE_ATTEMPT = bytes(RunLog.ABOVE_HEADER + RunLog.ATTEMPT);
  private static final byte[] OWN = bytes(RunLog.OWN);
  private static final byte[] NEWLINE = {'\n'};

  /** Beginnings of lines that {@link LogNote} adds during a run. */
  private static final byte[][] NEWS = {
    bytes(RunLog.OWN + "notifier "),
    bytes(RunLog.OWN + "nobody "),
    bytes(RunLog.OWN + "output: could not be sent")
  };

  /** A prefix, a footer and one byte more, so that it is known that the footer ends there. */
  private static final int HEAD = 72;

  /** Enough for a process id in parentheses. */
  private static final int TAIL = 16;

  private enum Place {
    UNKNOWN,
    BETWEEN_COMMANDS,
    COMMAND_LINE,
    BELOW_COMMAND_LINE,
    OUTPUT,
    /** Behind a line that reads as a footer. */
    BEHIND_FOOTER,
    /** Of a command that could not be started: all there is is run-job's. */
    REASON
  }

  private final boolean stdout;
  private final boolean stderr;
  private final boolean raw;

  /** True if every line is shown, those of run-job as well. */
  private final boolean whole;

  private final Output output;

  private final byte[] head = new byte[HEAD];
  private int headSize;

  /** True if the treatment of the current line is decided. */
  private boolean decided;

  private boolean shown;

  /** True if the line is a command with its process id, or without one if it has none. */
  private boolean isCommandLine;

  private final byte[] tail = new byte[TAIL];
  private int tailSize;

  private Prefix prefix = new Prefix(0, Stream.STDOUT, false);
  private Place place = Place.UNKNOWN;
  private boolean executed;
  private @Nullable Stream unendedLine;

  /** The line that may be the footer, as it stands. */
  private byte[] footer = new byte[0];

  /**
   * @param stdout whether standard output is shown
   * @param stderr whether standard error is shown
   * @param raw whether the output alone is shown, as the commands wrote it
   */
  public LogView(boolean stdout, boolean stderr, boolean raw, Output output) {
    this.stdout = stdout;
    this.stderr = stderr;
    this.raw = raw;
    this.whole = stdout && stderr && !raw;
    this.output = output;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Adds what comes next in the log. */
  public void add(byte[] bytes) {
    int i = 0;
    while (i < bytes.length) {
      if (!decided) {
        byte b = bytes[i++];
        if (b != '\n') {
          head[headSize++] = b;
        }
        if (b == '\n' || headSize == HEAD) {
          decide();
        }
        if (b == '\n') {
          endLine();
        }
      } else {
        int end = i;
        while (end < bytes.length && bytes[end] != '\n') {
          end++;
        }
        show(bytes, i, end - i);
        i = end;
        if (i < bytes.length) {
          i++;
          endLine();
        }
      }
    }
  }

  /** Shows what has come so far: nothing else will come for a while. */
  public void pause() {
    if (!decided && headSize > 0) {
      decide();
    }
    endShownLine();
  }

  /** Ends the log. A footer is one now. */
  public void end() {
    pause();
    if (place == Place.BEHIND_FOOTER) {
      place = Place.UNKNOWN;
    }
  }

  private void decide() {
    decided = true;
    Prefix read = Prefix.of(head, headSize);
    // A line without a prefix follows bytes that were lost on a full disk: the rest of some line.
    prefix = read == null ? new Prefix(0, prefix.stream(), true) : read;
    if (whole) {
      shown = true;
      show(head, 0, headSize);
      return;
    }
    isCommandLine = place == Place.COMMAND_LINE;
    shown = isOutput() && isChosen(prefix.stream());
    if (shown && raw) {
      continueOrEndLine();
    }
    int start = raw ? prefix.length() : 0;
    show(head, start, headSize - start);
  }

  private boolean isChosen(Stream stream) {
    return stream == Stream.STDOUT ? stdout : stderr;
  }

  private void show(byte[] bytes, int offset, int length) {
    if (shown && length > 0) {
      output.write(bytes, offset, length);
    } else if (isCommandLine) {
      keepTail(bytes, offset, length);
    }
  }

  private void endLine() {
    if (shown && raw) {
      unendedLine = prefix.stream();
    } else if (shown) {
      output.write(NEWLINE, 0, 1);
    }
    if (isCommandLine) {
      executed = endsInProcessId();
      place = Place.BELOW_COMMAND_LINE;
      tailSize = 0;
      isCommandLine = false;
    }
    decided = false;
    headSize = 0;
  }

  private void continueOrEndLine() {
    if (unendedLine != prefix.stream() || !prefix.continues()) {
      endShownLine();
    }
    unendedLine = null;
  }

  private void endShownLine() {
    if (unendedLine != null) {
      output.write(NEWLINE, 0, 1);
      unendedLine = null;
    }
  }

  /** Takes one step through the frame; tells whether the line is a command's output. */
  private boolean isOutput() {
    boolean above = isText(ABOVE) || isHeaderOfAttempt();
    switch (place) {
      case UNKNOWN -> place = begins(OWN) ? Place.BETWEEN_COMMANDS : above ? place : Place.OUTPUT;
      // Of a job with log_start: false, whose commands have no header.
      case BETWEEN_COMMANDS -> place = begins(OWN) || above ? place : Place.OUTPUT;
      case BEHIND_FOOTER -> {
        if (begins(OWN)) {
          place = Place.BETWEEN_COMMANDS;
        } else if (!above) {
          place = Place.OUTPUT;
          showFooter();
        }
      }
      case BELOW_COMMAND_LINE -> {
        place = executed ? Place.OUTPUT : Place.REASON;
        return !isText(BELOW);
      }
      default -> {}
    }
    if (place == Place.OUTPUT) {
      if (isText(FOOTER)) {
        place = Place.BEHIND_FOOTER;
        footer = Arrays.copyOf(head, headSize);
      }
      return place == Place.OUTPUT && !isNews();
    }
    if (place == Place.REASON) {
      place = isText(FOOTER) ? Place.BETWEEN_COMMANDS : place;
    } else if (above) {
      place = Place.COMMAND_LINE;
    }
    return false;
  }

  private void showFooter() {
    if (stdout && raw) {
      endShownLine();
      output.write(FOOTER, 0, FOOTER.length);
      unendedLine = Stream.STDOUT;
    } else if (stdout) {
      output.write(footer, 0, footer.length);
      output.write(NEWLINE, 0, 1);
    }
  }

  /** Returns true if another process wrote the line while the command ran, to report a delivery. */
  private boolean isNews() {
    for (byte[] news : NEWS) {
      if (prefix.stream() == Stream.STDOUT && !prefix.continues() && begins(news)) {
        return true;
      }
    }
    return false;
  }

  /** Of a run with retries: {@code =========== attempt 2 of 3}. */
  private boolean isHeaderOfAttempt() {
    return prefix.stream() == Stream.STDOUT && !prefix.continues() && begins(ABOVE_ATTEMPT);
  }

  /** Returns true if the line is this one, on standard output's level as all of the frame. */
  private boolean isText(byte[] text) {
    return prefix.stream() == Stream.STDOUT
        && !prefix.continues()
        && headSize - prefix.length() == text.length
        && begins(text);
  }

  private boolean begins(byte[] text) {
    int end = prefix.length() + text.length;
    return headSize >= end && Arrays.equals(head, prefix.length(), end, text, 0, text.length);
  }

  private void keepTail(byte[] bytes, int offset, int length) {
    int added = Math.min(length, TAIL);
    int kept = Math.min(tailSize, TAIL - added);
    System.arraycopy(tail, tailSize - kept, tail, 0, kept);
    System.arraycopy(bytes, offset + length - added, tail, kept, added);
    tailSize = kept + added;
  }

  /** The command line is quoted so that only a process id stands in bare parentheses. */
  private boolean endsInProcessId() {
    int i = tailSize - 1;
    if (i < 0 || tail[i--] != ')') {
      return false;
    }
    while (i >= 0 && tail[i] >= '0' && tail[i] <= '9') {
      i--;
    }
    return i >= 1 && tail[i] == '(' && tail[i - 1] == ' ' && tail[i + 1] != ')';
  }
}
