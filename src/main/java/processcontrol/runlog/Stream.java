package processcontrol.runlog;

/** The two output streams of a command and the level that marks their lines in the log. */
public enum Stream {
  STDOUT("INFO"),
  STDERR("ERROR");

  private final String level;

  Stream(String level) {
    this.level = level;
  }

  public String level() {
    return level;
  }
}
