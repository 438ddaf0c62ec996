package processcontrol.posix;

/**
 * Finds the ends of lines in what was read, by memchr(3): it compares 32 bytes at once, where the
 * JVM's first compiler, the only one in use, makes a loop that compares each. Not for use by two
 * threads at once.
 */
public final class LineEnds {

  private static long memory;
  private static int capacity;

  private final int length;

  private LineEnds(int length) {
    this.length = length;
  }

  /** Takes a copy of bytes, in place of those before. */
  public static LineEnds of(byte[] bytes, int length) {
    if (length > capacity) {
      Libc.free(memory);
      capacity = Math.max(length, Fd.CHUNK);
      memory = Libc.allocate(capacity);
    }
    Libc.copyIn(memory, bytes, 0, length);
    return new LineEnds(length);
  }

  /** The offset of the first newline from an offset on, or -1. */
  public int next(int from) {
    long found = Libc.find(memory + from, '\n', length - from);
    return found == 0 ? -1 : (int) (found - memory);
  }
}
