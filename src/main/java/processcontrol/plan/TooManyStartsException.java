package processcontrol.plan;

/** A plan that has more starts than memory is meant for. */
public final class TooManyStartsException extends RuntimeException {

  private static final long serialVersionUID = 1;

  TooManyStartsException(int most) {
    super("there are more than " + most + " starts");
  }
}
