package processcontrol.run;

import java.util.Arrays;
import processcontrol.posix.Clock;

/** The output of a run since it was last reported; it is reported at intervals during the run. */
final class PartialOutput {

  /** Receiver of the output. */
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
   * @param limit for the beginning and for the end of each report, in bytes
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

  /** Returns the time of the next report, on the scale of {@link Clock#monotonic}. */
  long nextAt() {
    return nextAt;
  }

  /** Reports the output if it is time; what cannot be taken over now comes with the next. */
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

  /** Returns what was not reported yet. */
  byte[] rest() {
    return rest.toBytes();
  }

  /** Returns the number of reports. */
  int parts() {
    return parts;
  }
}
