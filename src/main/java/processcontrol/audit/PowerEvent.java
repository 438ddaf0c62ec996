package processcontrol.audit;

/**
 * The system's own note of a boot or a shutdown.
 *
 * @param at in milliseconds since 1970
 */
public record PowerEvent(long at, Kind kind) {

  /** The kind of the event. */
  public enum Kind {
    BOOT,
    SHUTDOWN,
    /** Something that shows that it was up. */
    SIGN
  }
}
