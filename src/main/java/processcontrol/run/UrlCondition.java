package processcontrol.run;

import processcontrol.job.WaitUrl;
import processcontrol.posix.Clock;

/** A URL that must answer as wanted. */
final class UrlCondition extends PolledCondition {

  /** Interval of looking for the answer, in milliseconds; the network takes longer. */
  private static final long TICK_MILLIS = 10;

  private final WaitUrl url;
  private final RunContext context;
  private String last = "";

  /**
   * @param interval from one answer to the next question, in milliseconds
   * @param latest when the answer is of no use any more, on the scale of {@link Clock#monotonic}
   */
  UrlCondition(WaitUrl url, RunContext context, long interval, long latest) {
    super("URL " + url.url(), interval, latest, context.clock);
    this.url = url;
    this.context = context;
  }

  @Override
  boolean ask() {
    UrlProbe probe = new UrlProbe(url, clock);
    Thread thread = new Thread(probe, "url");
    thread.setDaemon(true);
    thread.start();
    long end = Math.min(probe.deadline(), latest);
    while (!probe.isOver() && clock.monotonic() < end && context.stops.signal() == 0) {
      context.stops.await(TICK_MILLIS);
    }
    boolean isCutShort = !probe.isOver() && clock.monotonic() < probe.deadline();
    if (!probe.isOver()) {
      probe.giveUp();
    }
    // If the wait ends in the middle of a question, the answer before says more.
    last = isCutShort && !last.isEmpty() ? last : probe.answer();
    return probe.isMet();
  }

  @Override
  String detail() {
    return last.isEmpty() ? "" : " (" + last + ")";
  }
}
