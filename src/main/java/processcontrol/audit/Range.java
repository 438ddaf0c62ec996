package processcontrol.audit;

/**
 * The time that an audit looks at, in milliseconds since 1970.
 *
 * @param until not part of it, and not later than now
 */
public record Range(long from, long until, long now) {}
