package processcontrol.history;

import org.jspecify.annotations.Nullable;

/** The reason of a skipped or refused start, as in its record ({@code cause}). */
public enum SkipCause {
  /** The job was running already. */
  LOCK_HELD("lock_held"),
  POOL_FULL("pool_full"),
  HELD("held"),
  /** {@code not_before}, {@code not_after} or {@code blackout} forbid it. */
  NOT_DUE("not_due"),
  /** Later than {@code start_deadline}. */
  TOO_LATE("too_late"),
  /** {@code only_if} said that there was nothing to do. */
  PRECONDITION("precondition"),
  /** {@code retry_later} thins out the starts of a job that fails. */
  RETRY_LATER("retry_later"),
  /** Another host of the cluster has made the start, or runs the job. */
  ELSEWHERE("elsewhere"),
  /** The cluster could not be asked. */
  UNREACHABLE("unreachable"),
  /** No trigger waited any more. */
  NOTHING_PENDING("nothing_pending");

  private final String word;

  SkipCause(String word) {
    this.word = word;
  }

  /**
   * The cause of a record.
   *
   * @param word null where a former version wrote the record
   * @param status the exit status of run-job; null if it is not known
   * @return null for another word, which a later version may write, and for another sentence
   */
  static @Nullable SkipCause of(@Nullable String word, String reason, @Nullable Integer status) {
    if (word == null) {
      return ofSentence(reason, status);
    }
    for (SkipCause cause : values()) {
      if (cause.word.equals(word)) {
        return cause;
      }
    }
    return null;
  }

  /** The status was not 0 where the job says nothing of a start that finds it running. */
  private static @Nullable SkipCause ofSentence(String reason, @Nullable Integer status) {
    if (Hold.sinceIn(reason) != null) {
      return HELD;
    } else if (reason.startsWith("not before ")
        || reason.startsWith("not after ")
        || reason.startsWith("in the blackout ")) {
      return NOT_DUE;
    } else if (reason.startsWith("only_if: ")) {
      return PRECONDITION;
    } else if (reason.startsWith("too late: ") || reason.contains("; start_deadline is ")) {
      return TOO_LATE;
    } else if (reason.startsWith("retry_later: ")) {
      return RETRY_LATER;
    } else if (reason.startsWith("the pool ")) {
      return POOL_FULL;
    }
    boolean running = reason.startsWith("already running");
    return running || (status != null && status != 0) ? LOCK_HELD : null;
  }

  @Override
  public String toString() {
    return word;
  }
}
