package processcontrol.job;

import java.util.List;

/**
 * The addresses of the mail about a failed job.
 *
 * @param from the sender, or null for the transport's default
 * @param to the recipients, at least one
 */
public record FailMail(String from, List<String> to) {

  public FailMail {
    to = List.copyOf(to);
    if (to.isEmpty()) {
      throw new IllegalArgumentException("failmail needs a to_address");
    }
  }
}
