package processcontrol.job;

import java.util.List;

/**
 * A URL that a run waits for.
 *
 * @param url of http or https, without a login
 * @param method {@code HEAD} or {@code GET}
 * @param status the answers that are wanted; empty for 200 to 299
 * @param timeout for one question, its redirects among it
 */
public record WaitUrl(String url, String method, List<Integer> status, TimeSpan timeout) {

  public static final TimeSpan DEFAULT_TIMEOUT = TimeSpan.ofSeconds(10);
  public static final TimeSpan LONGEST_TIMEOUT = TimeSpan.ofSeconds(60);

  public WaitUrl {
    status = List.copyOf(status);
  }

  /** Returns true if an answer is wanted. */
  public boolean wants(int answer) {
    return status.isEmpty() ? answer >= 200 && answer < 300 : status.contains(answer);
  }
}
