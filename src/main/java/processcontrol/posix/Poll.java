package processcontrol.posix;

/** Waits for any of a few descriptors (poll(2)). A descriptor at its end counts as ready. */
public final class Poll {

  /** There is data to read. */
  public static final int IN = 1;

  /** Writing will not block. */
  public static final int OUT = 4;

  private static final long POLL = Libc.function("poll");

  // struct pollfd: int fd; short events; short revents.
  private static final int ENTRY = 8;

  private final long entries;
  private final int capacity;
  private int size;

  public Poll(int capacity) {
    this.capacity = capacity;
    this.entries = capacity == 0 ? 0 : Libc.allocate((long) capacity * ENTRY);
  }

  public void clear() {
    size = 0;
  }

  /** Watches a descriptor and returns the index to ask {@link #isReady} with. */
  public int add(Fd fd, int events) {
    if (size == capacity) {
      throw new IllegalStateException("more than " + capacity + " descriptors");
    }
    Libc.putInt(entries + (long) size * ENTRY, fd.number());
    Libc.putInt(entries + (long) size * ENTRY + 4, events); // revents is zeroed with it.
    return size++;
  }

  /**
   * Waits until a descriptor is ready or the time is over; a signal may end the wait early.
   *
   * @param timeoutMillis at most so long; negative for ever
   */
  public void await(long timeoutMillis) {
    int timeout = (int) Math.min(timeoutMillis, Integer.MAX_VALUE);
    if ((int) Libc.call(POLL, entries, size, timeout) < 0) {
      if (Libc.errno() != Libc.EINTR) {
        throw new PosixException("poll", Libc.errno());
      }
      for (int i = 0; i < size; i++) {
        Libc.putInt(entries + (long) i * ENTRY + 4, 0);
      }
    }
  }

  public boolean isReady(int index) {
    return index >= 0 && Libc.getShort(entries + (long) index * ENTRY + 6) != 0;
  }
}
