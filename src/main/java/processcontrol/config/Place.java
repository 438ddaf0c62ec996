package processcontrol.config;

/** A place in a file, both numbers counted from 1. */
public record Place(String file, int line, int column) {

  static Place startOf(String file) {
    return new Place(file, 1, 1);
  }

  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
