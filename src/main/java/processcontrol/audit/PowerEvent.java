package processcontrol.audit;

/**
 * What the system itself has noted of its ups and downs.
 *
 * @param at in milliseconds since 1970
 */
public record PowerEvent(long at, Kind kind) {

  /** What happened. */
  public enum Kind {
    BOOT,
    SHUTDOWN,
    /** Something that shows that it was up. */
    SIGN
  }
}
