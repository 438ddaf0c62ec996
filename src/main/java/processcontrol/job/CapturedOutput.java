package processcontrol.job;

/** The output of a run that is mailed once the run is over; each part cut to a bound. */
public final class CapturedOutput {

  private final byte[] whole;
  private final byte[] rest;
  private final int parts;

  /**
   * @param whole all of it; empty if it is not mailed
   * @param rest what was not mailed during the run
   * @param parts number of mails during the run
   */
  public CapturedOutput(byte[] whole, byte[] rest, int parts) {
    this.whole = whole;
    this.rest = rest;
    this.parts = parts;
  }

  /** Makes one of a run of which nothing was mailed while it ran. */
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
