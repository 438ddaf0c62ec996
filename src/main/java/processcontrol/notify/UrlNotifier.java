package processcontrol.notify;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import processcontrol.job.Notifier;

/** Posts to a URL. Nothing of the run's output goes there, as it may be confidential. */
final class UrlNotifier {

  private static final int TOO_MANY_REQUESTS = 429;

  private UrlNotifier() {}

  static void send(Notifier notifier, Notification notification) throws DeliveryException {
    String url = url(notifier, notification);
    String body =
        switch (notifier.format()) {
          case PLAIN -> NotificationJson.of(notification);
          case SLACK -> NotificationJson.slack(notification);
          case HEALTHCHECKS -> healthchecks(notification);
        };
    boolean json = notifier.format() != Notifier.Format.HEALTHCHECKS;
    String type = json ? "application/json" : "text/plain; charset=utf-8";
    long each = notifier.timeout().millis();
    long total = each * notifier.tries() + 60_000;
    Retry.run(
        notifier.tries(),
        each,
        total,
        millis -> TimeLimit.run(name(url), millis, () -> post(url, type, body, (int) millis)));
  }

  private static String healthchecks(Notification notification) {
    String text = TextSanitizer.line(notification.headline());
    return notification.record().revision() == null
        ? text
        : text + "\n" + NotificationJson.revision(notification);
  }

  /** Healthchecks tells events apart by what is added to the path of a check's URL. */
  static String url(Notifier notifier, Notification notification) {
    String url = notifier.url();
    if (notifier.format() != Notifier.Format.HEALTHCHECKS) {
      return url;
    }
    String more =
        switch (notification.event()) {
          case START -> "/start";
          case FAILURE, HOLD -> "/fail";
          case LATE, RETRY -> "/log";
          case SUCCESS, RECOVERY -> "";
        };
    int fragment = url.indexOf('#');
    String whole = fragment < 0 ? url : url.substring(0, fragment);
    int query = whole.indexOf('?');
    String path = query < 0 ? whole : whole.substring(0, query);
    while (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    return path + more + (query < 0 ? "" : whole.substring(query));
  }

  /** A URL for people: its path is often the only secret that there is. */
  private static String name(String url) {
    URI uri = URI.create(url);
    return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
  }

  private static void post(String url, String type, String body, int millis)
      throws DeliveryException {
    int code;
    try {
      HttpURLConnection http = (HttpURLConnection) URI.create(url).toURL().openConnection();
      try {
        http.setConnectTimeout(millis);
        http.setReadTimeout(millis);
        // A redirected POST would become a GET, to wherever the peer says.
        http.setInstanceFollowRedirects(false);
        http.setUseCaches(false);
        http.setRequestMethod("POST");
        http.setRequestProperty("Content-Type", type);
        http.setRequestProperty("User-Agent", "process-control");
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        http.setFixedLengthStreamingMode(bytes.length);
        http.setDoOutput(true);
        try (OutputStream out = http.getOutputStream()) {
          out.write(bytes);
        }
        code = http.getResponseCode();
      } finally {
        http.disconnect();
      }
    } catch (IOException | IllegalArgumentException e) {
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw DeliveryException.passing(name(url) + ": " + reason.replace(url, name(url)));
    }
    if (code < 200 || code > 299) {
      String text = name(url) + ": HTTP status " + code;
      throw code >= 500 || code == TOO_MANY_REQUESTS
          ? DeliveryException.passing(text)
          : DeliveryException.lasting(text);
    }
  }
}
