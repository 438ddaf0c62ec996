package processcontrol.notify;

/** A mail, or another message, could not be delivered. The message is one line. */
final class Undelivered extends Exception {

  private static final long serialVersionUID = 1;

  private final boolean lasting;

  private Undelivered(String message, boolean lasting) {
    super(Plain.line(message));
    this.lasting = lasting;
  }

  /** One that another try would meet again. */
  static Undelivered lasting(String message) {
    return new Undelivered(message, true);
  }

  /** One that may be over soon. */
  static Undelivered passing(String message) {
    return new Undelivered(message, false);
  }

  boolean isLasting() {
    return lasting;
  }
}
