package processcontrol.run;

import java.util.Arrays;
import processcontrol.posix.Clock;

/** The output of a run since it was told last: told every so often while the run goes on. */
final class PartialOutput {

  /** Who wants to know. */
  interface Listener {
    /** Returns whether the output was taken over. */
    boolean tell(byte[] output, int part);
  }

  private final Listener listener;
  private final OutputExcerpt rest;
  private final int limit;
  private final Clock clock;
  private final long every;
  private long nextAt;
  private int parts;

  /**
   * @param every in milliseconds
   * @param limit for the beginning and for the end of what is told at a time, in bytes
   */
  PartialOutput(Listener listener, long every, int limit, Clock clock) {
    this.listener = listener;
    this.every = every;
    this.limit = limit;
    this.clock = clock;
    this.rest = new OutputExcerpt(limit);
    this.nextAt = clock.deadlineAfter(every);
  }

  /** That the course of a run tells. */
  static PartialOutput of(RunContext context, long every, int limit) {
    Listener listener =
        new Listener() {
          @Override
          public boolean tell(byte[] output, int part) {
            return context.tellPrinted(output, part);
          }
        };
    return new PartialOutput(listener, every, limit, context.clock);
  }

  void append(byte[] bytes, int length) {
    rest.append(bytes, length);
  }

  /** When it is told next, on the scale of {@link Clock#monotonic}. */
  long nextAt() {
    return nextAt;
  }

  /** Tells where it is time; what nobody can take over now comes with the next. */
  void notice() {
    long now = clock.monotonic();
    if (now < nextAt) {
      return;
    }
    nextAt = now - nextAt < every ? nextAt + every : now + every;
    byte[] all = rest.toBytes();
    int end = endOfLines(all);
    if (end > 0 && listener.tell(Arrays.copyOf(all, end), parts + 1)) {
      parts++;
      rest.clear();
      rest.append(Arrays.copyOfRange(all, end, all.length), all.length - end);
    }
  }

  /** A line that is not at its end comes whole, with the next; but not where there is no other. */
  private int endOfLines(byte[] all) {
    int end = all.length;
    while (end > 0 && all[end - 1] != '\n') {
      end--;
    }
    return end == 0 || all.length - end >= limit ? all.length : end;
  }

  /** Returns what was not told yet. */
  byte[] rest() {
    return rest.toBytes();
  }

  /** Returns how often something was told. */
  int parts() {
    return parts;
  }
}
