package processcontrol.job;

import org.jspecify.annotations.Nullable;

/**
 * Peculiarities of the starts of a job.
 *
 * @param retryLater rule that makes scheduled starts rarer after failures; null for none
 * @param slowStartFirst whether {@code slow_start_command} runs before the command the first time,
 *     and the first time after a release
 * @param commandFromArguments whether the command is what stands behind {@code --}
 * @param logsStart whether the log and the system's log say that a command has started
 */
public record StartPolicy(
    @Nullable RetryLater retryLater,
    boolean slowStartFirst,
    boolean commandFromArguments,
    boolean logsStart) {

  public static final StartPolicy DEFAULT = new StartPolicy(null, false, false, true);
}
