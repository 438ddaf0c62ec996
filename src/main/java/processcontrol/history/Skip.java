package processcontrol.history;

import org.jspecify.annotations.Nullable;

/**
 * A start that does not become a run.
 *
 * @param reason a sentence
 */
public record Skip(SkipCause cause, String reason) {

  public static Skip held(Hold hold) {
    return new Skip(SkipCause.HELD, hold.inWords());
  }

  /** For a reason that may be none. */
  public static @Nullable Skip of(SkipCause cause, @Nullable String reason) {
    return reason == null ? null : new Skip(cause, reason);
  }
}
