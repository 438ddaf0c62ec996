package processcontrol.cluster;

/** etcd gave no answer, or refused to; the message says why. */
public final class EtcdException extends Exception {

  private static final long serialVersionUID = 1;

  EtcdException(String message) {
    super(message);
  }
}
