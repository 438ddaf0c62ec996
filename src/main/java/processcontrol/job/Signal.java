package processcontrol.job;

/** A Linux signal by its number, 1 to 64 (signal(7); the numbers are those of x86-64 and arm64). */
public record Signal(int number) {

  public static final Signal HUP = new Signal(1);
  public static final Signal INT = new Signal(2);
  public static final Signal KILL = new Signal(9);
  public static final Signal TERM = new Signal(15);
  public static final Signal CONT = new Signal(18);

  /** The signals from 1 to this number have names. */
  public static final int MAX_NAMED = 31;

  /** From 1 on. */
  private static final String[] NAMES = {
    "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
    "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU",
    "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS"
  };

  public Signal {
    if (number < 1 || number > 64) {
      throw new IllegalArgumentException("signals are numbered 1 to 64, not " + number);
    }
  }

  /**
   * Parses {@code TERM}, {@code SIGTERM} or {@code 15}.
   *
   * @throws IllegalArgumentException quoting the text
   */
  public static Signal parse(String text) {
    int number = number(text);
    if (number >= 0) {
      return new Signal(number);
    }
    String name = text.startsWith("SIG") ? text.substring(3) : text;
    for (int i = 0; i < NAMES.length; i++) {
      if (NAMES[i].equals(name)) {
        return new Signal(i + 1);
      }
    }
    throw new IllegalArgumentException(
        VisibleText.quoted(text)
            + " is not a signal: write a name such as TERM or INT, or its number");
  }

  /** The value of one or two digits, else -1. */
  private static int number(String text) {
    if (text.isEmpty() || text.length() > 2) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + (c - '0');
    }
    return value;
  }

  /** {@code SIGTERM}, or {@code signal 40} where the number has no name of its own. */
  @Override
  public String toString() {
    return number <= NAMES.length ? "SIG" + NAMES[number - 1] : "signal " + number;
  }
}
