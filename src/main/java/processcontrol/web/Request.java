package processcontrol.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * One HTTP request, as a CGI program gets it (RFC 3875): nothing of it is checked yet.
 *
 * @param script path of the program, such as {@code /jobs}; no slash at its end
 * @param path what stands behind that, decoded
 * @param query what stands behind the question mark, not decoded
 * @param user that the web server has authenticated; empty for none
 * @param origin of the page that sent it; empty where there is none
 * @param contentLength as it was sent; empty where there is no body
 * @param marker of the header {@code X-Process-Control}
 */
public record Request(
    String method,
    String script,
    String path,
    String query,
    String user,
    String origin,
    String host,
    String contentType,
    String contentLength,
    String ifNoneMatch,
    String accept,
    String marker,
    InputStream body) {

  /** Takes a request from the variables of a CGI program, and its standard input. */
  public static Request ofCgi(Map<String, String> variables, InputStream input) {
    String script = variables.getOrDefault("SCRIPT_NAME", "");
    return new Request(
        variables.getOrDefault("REQUEST_METHOD", ""),
        script.endsWith("/") ? script.substring(0, script.length() - 1) : script,
        variables.getOrDefault("PATH_INFO", ""),
        variables.getOrDefault("QUERY_STRING", ""),
        variables.getOrDefault("REMOTE_USER", ""),
        variables.getOrDefault("HTTP_ORIGIN", ""),
        variables.getOrDefault("HTTP_HOST", ""),
        variables.getOrDefault("CONTENT_TYPE", ""),
        variables.getOrDefault("CONTENT_LENGTH", ""),
        variables.getOrDefault("HTTP_IF_NONE_MATCH", ""),
        variables.getOrDefault("HTTP_ACCEPT", ""),
        variables.getOrDefault("HTTP_X_PROCESS_CONTROL", ""),
        input);
  }

  /** The type of the body without parameters such as the charset, in small letters. */
  String mediaType() {
    int end = contentType.indexOf(';');
    String type = end < 0 ? contentType : contentType.substring(0, end);
    return type.strip().toLowerCase(java.util.Locale.ROOT);
  }

  boolean isSafe() {
    return method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
  }

  /**
   * Reads the body.
   *
   * @param most bytes that are taken
   * @throws Refusal if it is too long, shorter than its length says, or its length is no number
   */
  byte[] read(int most) {
    if (contentLength.isEmpty()) {
      return new byte[0];
    }
    int length = length(most);
    byte[] read;
    try {
      read = body.readNBytes(length);
    } catch (IOException e) {
      throw new Refusal(Status.BAD_REQUEST, "the body cannot be read");
    }
    if (read.length < length) {
      throw new Refusal(
          Status.BAD_REQUEST,
          "the body has " + read.length + " bytes, and Content-Length says " + length);
    }
    return read;
  }

  private int length(int most) {
    boolean isNumber = contentLength.length() <= 18;
    for (int i = 0; i < contentLength.length(); i++) {
      isNumber &= contentLength.charAt(i) >= '0' && contentLength.charAt(i) <= '9';
    }
    if (!isNumber) {
      throw new Refusal(Status.BAD_REQUEST, "Content-Length is not a number of bytes");
    }
    long length = Long.parseLong(contentLength);
    if (length > most) {
      throw new Refusal(
          Status.TOO_LARGE, "the body has " + length + " bytes; at most " + most + " are taken");
    }
    return (int) length;
  }
}
