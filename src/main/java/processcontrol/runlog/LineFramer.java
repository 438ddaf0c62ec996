package processcontrol.runlog;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import processcontrol.job.UtcTime;
import processcontrol.posix.Fd;
import processcontrol.posix.LineEnds;

/**
 * Puts {@code TIME TAB LEVEL TAB} before every line of two interleaved streams, and leaves the
 * bytes of the lines as they are: any encoding, NUL, any length.
 *
 * <p>An unfinished line is held back until it ends, up to {@value #HELD} bytes or until {@link
 * #releaseHeld}. A line that is already partly in the log continues there as long as nothing else
 * is written; when the other stream comes between, the rest follows later under a level with a plus
 * sign, {@code INFO+}: "continues the last line of this stream". So both streams can be put
 * together again byte by byte, in bounded memory, and neither waits for the other.
 *
 * <p>Every file begins with a prefix and ends with a newline. A line that does not fit into what is
 * left of a file goes to the next one; one that is longer than a file is continued in the next in
 * the same way, under a level with a plus sign.
 */
final class LineFramer {

  /** Destination of framed bytes, in pieces of any size: a file, or a row of them. */
  interface Sink {
    void write(byte[] bytes, int length);

    /** Returns how much an empty file takes. */
    default long capacity() {
      return Long.MAX_VALUE;
    }

    /**
     * Returns how much the current file still takes; less than nothing if it took more than it
     * should.
     */
    default long room() {
      return Long.MAX_VALUE;
    }

    /** Directs what is written from now on to a new file. */
    default void startNextFile() {}
  }

  private static final int HELD = 65_536;
  private static final int PREFIX_ROOM = UtcTime.LENGTH + 16;

  /** State of one stream's last line. */
  private static final class Line {
    final byte[] label;
    final byte[] continuedLabel;
    byte[] held = new byte[256];
    int heldSize;
    long heldSince;

    /** Partly written, and something else follows it in the log. */
    boolean interrupted;

    Line(Stream stream, String before) {
      label = (before + stream.level() + "\t").getBytes(StandardCharsets.US_ASCII);
      continuedLabel = (before + stream.level() + "+\t").getBytes(StandardCharsets.US_ASCII);
    }

    void hold(byte[] bytes, int offset, int length) {
      if (heldSize + length > held.length) {
        held = Arrays.copyOf(held, Math.max(heldSize + length, held.length * 2));
      }
      System.arraycopy(bytes, offset, held, heldSize, length);
      heldSize += length;
    }
  }

  private final Sink sink;
  private final boolean timestamps;
  private final Line stdout;
  private final Line stderr;
  private final byte[] time = new byte[UtcTime.LENGTH];
  private final byte[] out = new byte[Fd.CHUNK];
  private int size;

  /** The space that the file still has, including that of {@link #out}. */
  private long room;

  /** The line that the log ends in the middle of, or null. */
  private @Nullable Line open;

  /**
   * @param timestamps whether lines begin with their time
   */
  LineFramer(Sink sink, boolean timestamps) {
    this.sink = sink;
    this.timestamps = timestamps;
    this.stdout = new Line(Stream.STDOUT, timestamps ? "\t" : "");
    this.stderr = new Line(Stream.STDERR, timestamps ? "\t" : "");
    this.room = sink.room();
  }

  /**
   * Frames what was read from a stream at a time and passes all of it on but an unfinished line.
   */
  void append(Stream stream, UtcTime when, byte[] bytes, int length) {
    when.put(time, 0);
    Line line = line(stream);
    int start = 0;
    LineEnds ends = LineEnds.of(bytes, length);
    for (int end = ends.next(0); end >= 0; end = ends.next(start)) {
      add(line, bytes, start, end + 1 - start);
      open = null;
      start = end + 1;
    }
    int rest = length - start;
    if (open == line || line.heldSize + rest > HELD) {
      add(line, bytes, start, rest);
    } else if (rest > 0) {
      if (line.heldSize == 0) {
        line.heldSince = when.epochMillis();
      }
      line.hold(bytes, start, rest);
    }
    flush();
  }

  /** Returns true if an unfinished line waits to be written. */
  boolean isHolding() {
    return stdout.heldSize > 0 || stderr.heldSize > 0;
  }

  /**
   * Writes the unfinished lines that have been held for some time: a prompt or a progress bar
   * should be seen before it ends.
   */
  void releaseHeld(UtcTime when, long heldMillis) {
    when.put(time, 0);
    long heldBefore = when.epochMillis() - heldMillis;
    release(stdout, heldBefore);
    release(stderr, heldBefore);
    flush();
  }

  private void release(Line line, long heldBefore) {
    if (line.heldSize > 0 && line.heldSince <= heldBefore) {
      add(line, line.held, 0, 0);
    }
  }

  /** Adds what is held of a line, and more of it. */
  private void add(Line line, byte[] bytes, int offset, int length) {
    long needed = (long) PREFIX_ROOM + line.heldSize + length;
    boolean fits = needed <= room - size;
    if (!fits && needed <= sink.capacity()) {
      startNextFile();
      fits = true;
    }
    if (fits) {
      begin(line);
      if (line.heldSize > 0) {
        put(line.held, 0, line.heldSize);
      }
      put(bytes, offset, length);
    } else {
      addInPieces(line, line.held, 0, line.heldSize);
      addInPieces(line, bytes, offset, length);
    }
    line.heldSize = 0;
  }

  private void addInPieces(Line line, byte[] bytes, int offset, int length) {
    int from = offset;
    int rest = length;
    while (rest > 0) {
      if (room - size <= PREFIX_ROOM) {
        startNextFile();
      }
      begin(line);
      // One byte for the newline that ends the piece.
      int piece = (int) Math.max(1, Math.min(rest, room - size - 1));
      put(bytes, from, piece);
      from += piece;
      rest -= piece;
    }
  }

  private void startNextFile() {
    interrupt();
    flush();
    sink.startNextFile();
    room = sink.room();
  }

  /** Starts the next file if the current one has not much room left: headers are not torn apart. */
  void makeRoom(int wanted) {
    if (room - size < wanted && wanted <= sink.capacity()) {
      startNextFile();
    }
  }

  private Line line(Stream stream) {
    return stream == Stream.STDOUT ? stdout : stderr;
  }

  /** Ends the streams: what is unfinished is written and closed by a newline of ours. */
  void finish(UtcTime when) {
    when.put(time, 0);
    release(stdout, Long.MAX_VALUE);
    release(stderr, Long.MAX_VALUE);
    if (open != null) {
      putByte('\n');
      open = null;
    }
    stdout.interrupted = false;
    stderr.interrupted = false;
    flush();
  }

  /** Writes a line of the supervisor's own; the caller has finished the streams. */
  void own(UtcTime when, Stream level, String text) {
    when.put(time, 0);
    begin(line(level));
    byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    put(bytes, 0, bytes.length);
    open = null;
    flush();
  }

  /** Makes the log's end the middle or the beginning of this line. */
  private void begin(Line line) {
    if (open == line) {
      return;
    }
    if (size + PREFIX_ROOM > out.length) {
      flush();
    }
    interrupt();
    byte[] label = line.interrupted ? line.continuedLabel : line.label;
    line.interrupted = false;
    if (timestamps) {
      System.arraycopy(time, 0, out, size, UtcTime.LENGTH);
      size += UtcTime.LENGTH;
    }
    System.arraycopy(label, 0, out, size, label.length);
    size += label.length;
    open = line;
  }

  /** Interrupts the line that the log ends in the middle of; the rest follows later, if at all. */
  private void interrupt() {
    if (open != null) {
      putByte('\n');
      open.interrupted = true;
      open = null;
    }
  }

  private void put(byte[] bytes, int offset, int length) {
    int from = offset;
    int rest = length;
    while (rest > out.length - size) {
      int part = out.length - size;
      System.arraycopy(bytes, from, out, size, part);
      size += part;
      from += part;
      rest -= part;
      flush();
    }
    System.arraycopy(bytes, from, out, size, rest);
    size += rest;
  }

  private void putByte(int value) {
    if (size == out.length) {
      flush();
    }
    out[size++] = (byte) value;
  }

  private void flush() {
    if (size > 0) {
      sink.write(out, size);
      size = 0;
      room = sink.room(); // Not less by what was sent: a full disk takes nothing.
    }
  }
}
