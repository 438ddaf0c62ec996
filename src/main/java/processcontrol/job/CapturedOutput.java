package processcontrol.job;

/** What is mailed of what a run printed, once it is over; each cut to a bound. */
public final class CapturedOutput {

  private final byte[] whole;
  private final byte[] rest;
  private final int parts;

  /**
   * @param whole all of it; empty if nobody is mailed that
   * @param rest what was not mailed while the run went on
   * @param parts how many times something was
   */
  public CapturedOutput(byte[] whole, byte[] rest, int parts) {
    this.whole = whole;
    this.rest = rest;
    this.parts = parts;
  }

  /** Of a run of which nothing was mailed while it went on. */
  public static CapturedOutput of(byte[] whole) {
    return new CapturedOutput(whole, whole, 0);
  }

  public boolean isEmpty() {
    return whole.length == 0 && rest.length == 0;
  }

  public byte[] whole() {
    return whole;
  }

  public byte[] rest() {
    return rest;
  }

  public int parts() {
    return parts;
  }
}
