package processcontrol.notify;

/** A mail, or another message, could not be delivered. The message is one line. */
final class DeliveryException extends Exception {

  private static final long serialVersionUID = 1;

  private final boolean lasting;

  private DeliveryException(String message, boolean lasting) {
    super(TextSanitizer.line(message));
    this.lasting = lasting;
  }

  /** One that another try would meet again. */
  static DeliveryException lasting(String message) {
    return new DeliveryException(message, true);
  }

  /** One that may be over soon. */
  static DeliveryException passing(String message) {
    return new DeliveryException(message, false);
  }

  boolean isLasting() {
    return lasting;
  }
}
