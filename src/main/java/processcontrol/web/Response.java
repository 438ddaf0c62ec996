package processcontrol.web;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.history.JsonLine;

/**
 * The answer to a request. Each response has the headers that keep browsers from guessing, framing,
 * and keeping it.
 */
public final class Response {

  static final String JSON = "application/json";
  static final String TEXT = "text/plain; charset=utf-8";

  /** Faults, in RFC 9457's form. */
  static final String PROBLEM = "application/problem+json";

  private final Status status;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final byte[] body;

  private Response(Status status, byte[] body) {
    this.status = status;
    this.body = body;
    headers.put("Cache-Control", "no-store");
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("X-Frame-Options", "DENY");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    headers.put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  }

  static Response of(Status status, String type, byte[] body) {
    return new Response(status, body).with("Content-Type", type);
  }

  static Response of(Status status, String type, String text) {
    return of(status, type, text.getBytes(StandardCharsets.UTF_8));
  }

  static Response json(Status status, String text) {
    return of(status, JSON, text);
  }

  static Response empty(Status status) {
    return new Response(status, new byte[0]);
  }

  /**
   * Says what is wrong, in the one format of all faults.
   *
   * @param detail a sentence
   */
  public static Response problem(Status status, String detail) {
    byte[] body =
        new JsonLine()
            .add("type", "about:blank")
            .add("title", status.title())
            .add("status", Integer.valueOf(status.code()))
            .add("detail", detail)
            .toBytes();
    return of(status, PROBLEM, body);
  }

  /** The same with another header, or with another value of one. */
  Response with(String header, String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
        throw new IllegalArgumentException("a header cannot have this value: " + header);
      }
    }
    headers.put(header, value);
    return this;
  }

  /** The same, which a client may keep if it asks each time whether it is still true. */
  Response withTag(String tag) {
    return with("Cache-Control", "no-cache, private").with("ETag", tag);
  }

  public Status status() {
    return status;
  }

  /** The value of a header; null if there is none. */
  public @Nullable String header(String name) {
    return headers.get(name);
  }

  public byte[] body() {
    return body.clone();
  }

  /**
   * Writes it as a CGI program has to.
   *
   * @param withBody whether the body is written, too
   */
  public void writeTo(PrintStream out, boolean withBody) {
    StringBuilder head = new StringBuilder(512);
    line(head, "Status", status.code() + " " + status.title());
    for (Map.Entry<String, String> header : headers.entrySet()) {
      line(head, header.getKey(), header.getValue());
    }
    if (status != Status.NOT_MODIFIED && status != Status.NO_CONTENT) {
      line(head, "Content-Length", Integer.toString(body.length));
    }
    head.append("\r\n");
    byte[] bytes = head.toString().getBytes(StandardCharsets.US_ASCII);
    out.write(bytes, 0, bytes.length);
    if (withBody) {
      out.write(body, 0, body.length);
    }
  }

  private static void line(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }
}
