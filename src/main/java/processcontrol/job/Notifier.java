package processcontrol.job;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way to report an {@link Event}: exactly one of a mail, a command and a URL.
 *
 * @param name its name in the global configuration; null where the job defines it
 * @param mail the recipients, or empty
 * @param command gets the record as JSON on its standard input; or null
 * @param url where JSON is posted to; or null
 * @param format what is posted
 * @param timeout for one try
 * @param tries number of tries of a URL, from 1
 */
public record Notifier(
    @Nullable String name,
    List<String> mail,
    @Nullable CommandLine command,
    String url,
    Format format,
    TimeSpan timeout,
    int tries) {

  /** The body of a request. */
  public enum Format {
    /** The event and the record as one JSON object. */
    PLAIN("plain"),
    /** A message for an incoming webhook of Slack and its kin. */
    SLACK("slack"),
    /** A ping of healthchecks: {@code /start}, {@code /fail} and so on are added to the URL. */
    HEALTHCHECKS("healthchecks");

    private final String word;

    Format(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  public static final TimeSpan DEFAULT_TIMEOUT = TimeSpan.ofSeconds(10);
  public static final int DEFAULT_TRIES = 3;

  public Notifier {
    mail = List.copyOf(mail);
  }

  /** The same under a name. */
  public Notifier named(String otherName) {
    return new Notifier(otherName, mail, command, url, format, timeout, tries);
  }
}
