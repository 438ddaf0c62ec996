package processcontrol.web;

/** Ends the answering of a request that cannot be granted, with the message for the client. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final Status status;

  /**
   * @param detail a sentence for whoever sent the request
   */
  Refusal(Status status, String detail) {
    super(detail, null, false, false);
    this.status = status;
  }

  Status status() {
    return status;
  }
}
