package processcontrol.job;

import org.jspecify.annotations.Nullable;

/**
 * Facts about a job for people, besides what it does.
 *
 * @param owner who answers for it, or null
 * @param runbook what to do when it fails, often a link, or null
 * @param disabledUntil the day from which on it must not be disabled any more, or null
 * @param disabledReason why it is disabled, or null
 */
public record Ownership(
    @Nullable String owner,
    @Nullable String runbook,
    @Nullable Moment disabledUntil,
    @Nullable String disabledReason) {

  public static final Ownership NONE = new Ownership(null, null, null, null);

  /** Returns why and for how long the job is disabled, in words; empty if nothing is known. */
  public String disabledInWords() {
    String until = disabledUntil == null ? "" : " until " + disabledUntil;
    return until + (disabledReason == null ? "" : ": " + disabledReason);
  }
}
