package processcontrol.web;

/** The status of a response, as RFC 9110 names it. */
public enum Status {
  OK(200, "OK"),
  ACCEPTED(202, "Accepted"),
  NO_CONTENT(204, "No Content"),
  SEE_OTHER(303, "See Other"),
  NOT_MODIFIED(304, "Not Modified"),
  BAD_REQUEST(400, "Bad Request"),
  FORBIDDEN(403, "Forbidden"),
  NOT_FOUND(404, "Not Found"),
  METHOD_NOT_ALLOWED(405, "Method Not Allowed"),
  CONFLICT(409, "Conflict"),
  LENGTH_REQUIRED(411, "Length Required"),
  TOO_LARGE(413, "Content Too Large"),
  URI_TOO_LONG(414, "URI Too Long"),
  UNSUPPORTED_MEDIA_TYPE(415, "Unsupported Media Type"),
  RANGE_NOT_SATISFIABLE(416, "Range Not Satisfiable"),
  INTERNAL_ERROR(500, "Internal Server Error"),
  BAD_GATEWAY(502, "Bad Gateway");

  private final int code;
  private final String title;

  Status(int code, String title) {
    this.code = code;
    this.title = title;
  }

  public int code() {
    return code;
  }

  public String title() {
    return title;
  }
}
