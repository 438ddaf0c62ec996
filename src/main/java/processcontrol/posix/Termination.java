package processcontrol.posix;

/**
 * The end of a child, from the status word of waitpid(2). A shell folds both kinds into one number,
 * 128+N for signal N; here they stay apart, so that {@code exit 143} and SIGTERM differ.
 *
 * @param exitCode 0 to 255, or -1 if a signal ended it
 * @param signal the signal's number, or 0 if it exited
 */
public record Termination(int exitCode, int signal) {

  static Termination ofStatus(int status) {
    int signal = status & 0x7f;
    return signal == 0 ? new Termination((status >> 8) & 0xff, 0) : new Termination(-1, signal);
  }

  public boolean isSuccess() {
    return exitCode == 0;
  }

  public boolean isSignal() {
    return signal != 0;
  }
}
