package processcontrol.cli;

/** The caller is neither root nor the service user. */
final class NotAllowedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  NotAllowedException(String message) {
    super(message);
  }
}
