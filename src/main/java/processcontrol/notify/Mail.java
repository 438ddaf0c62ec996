package processcontrol.notify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One mail, as text that may hold anything: {@link MimeText} makes headers of it that say no more
 * than they should.
 *
 * @param from the sender, with or without a name
 * @param subject one line
 * @param messageId with its angle brackets
 * @param thread the Message-ID of the mail that this one follows; null if it is the first
 * @param job the slug of the job
 */
record Mail(
    String from,
    List<String> to,
    String subject,
    String messageId,
    @Nullable String thread,
    String job,
    String body) {

  Mail {
    to = List.copyOf(to);
  }

  /**
   * The Message-ID of what is mailed about a run. It is always the same, so that a mail that was
   * sent twice (the answer of a server may get lost) shows once.
   *
   * @param kind tells apart several mails about one run; empty for the one about its failure
   */
  static String messageId(String slug, String runId, String kind, String host) {
    String local = "process-control." + slug + "." + runId + (kind.isEmpty() ? "" : "." + kind);
    // A dot-atom (RFC 5322, 3.2.3) has no two points in a row.
    return "<" + local.replace("..", "._") + "@" + host + ">";
  }
}
