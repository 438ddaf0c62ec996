package processcontrol.cli;

/** etcd does not answer, and what was asked for needs its answer. */
final class UnreachableException extends RuntimeException {

  private static final long serialVersionUID = 1;

  UnreachableException(String message) {
    super(message);
  }
}
