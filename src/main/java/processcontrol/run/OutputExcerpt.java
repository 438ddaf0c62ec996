package processcontrol.run;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The beginning and the end of a stream of bytes, in bounded memory. */
final class OutputExcerpt {

  private final int limit;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();

  /** A ring of the latest bytes behind the head; allocated when the head is full. */
  private byte @Nullable [] tail;

  private int next;
  private long behindHead;

  /**
   * @param limit for each of the two, in bytes
   */
  OutputExcerpt(int limit) {
    this.limit = limit;
  }

  void append(byte[] bytes, int length) {
    int toHead = Math.min(length, limit - head.size());
    head.write(bytes, 0, toHead);
    int from = toHead;
    if (from < length && tail == null) {
      tail = new byte[limit];
    }
    behindHead += length - from;
    from = Math.max(from, length - limit);
    while (from < length) {
      int part = Math.min(length - from, limit - next);
      System.arraycopy(bytes, from, tail, next, part);
      next = (next + part) % limit;
      from += part;
    }
  }

  /** Empties it. */
  void clear() {
    head.reset();
    tail = null; // A flood is over, as a rule, before much time has passed.
    next = 0;
    behindHead = 0;
  }

  /** Both, with a note in between where bytes are left out. */
  byte[] toBytes() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(head.toByteArray());
    if (behindHead > limit) {
      String note = "\n[... " + (behindHead - limit) + " bytes are left out ...]\n";
      whole.writeBytes(note.getBytes(StandardCharsets.UTF_8));
    }
    if (behindHead >= limit) {
      whole.write(tail, next, limit - next);
    }
    if (tail != null) {
      whole.write(tail, 0, next);
    }
    return whole.toByteArray();
  }
}
