package processcontrol.posix;

import jnr.constants.platform.Signal;
import jnr.posix.SignalHandler;
import jnr.posix.util.SunMiscSignal;

/**
 * SIGTERM, SIGINT and SIGHUP, turned into bytes of a pipe that the main loop waits on. The handlers
 * only ask; the main flow stops the child, records and exits.
 *
 * <p>A signal that was ignored when the program started stays ignored, as POSIX wants it of a job
 * in the background (the JVM does not install a handler then).
 */
public final class StopRequests {

  private static final long WRITE = Libc.function("write");
  private static final Signal[] SIGNALS = {Signal.SIGTERM, Signal.SIGINT, Signal.SIGHUP};

  private final Fd readable;
  private final Fd writable;

  private StopRequests(Fd[] pipe) {
    this.readable = pipe[0];
    this.writable = pipe[1];
  }

  private static StopRequests installed;

  /** Takes the three signals over from the JVM, which would exit on them; once in a process. */
  public static StopRequests install() {
    if (installed != null) {
      return installed;
    }
    StopRequests requests = new StopRequests(Fd.pipe("the signal pipe"));
    Handler handler = requests.new Handler();
    for (Signal signal : SIGNALS) {
      SunMiscSignal.signal(signal, handler);
    }
    installed = requests;
    return requests;
  }

  /** Lets the signals end this process again, but for those that were ignored from the start. */
  public static void uninstall() {
    long signal = Libc.function("signal");
    for (Signal each : SIGNALS) {
      long ignored = 1; // SIG_IGN
      if (Libc.call(signal, each.intValue(), 0) == ignored) {
        Libc.call(signal, each.intValue(), ignored);
      }
    }
  }

  /** Ready for reading when a stop was asked for. */
  public Fd fd() {
    return readable;
  }

  /** The number of the next signal that asked to stop, or 0. */
  public int next() {
    byte[] one = new byte[1];
    return readable.read(one, 0, 1) == 1 ? one[0] : 0;
  }

  private final class Handler implements SignalHandler {
    // Of its own: it runs on another thread than everything else here.
    private final long buffer = Libc.allocate(1);

    @Override
    public synchronized void handle(int signal) {
      Libc.copyIn(buffer, new byte[] {(byte) signal}, 0, 1);
      Libc.call(WRITE, writable.number(), buffer, 1);
    }
  }
}
