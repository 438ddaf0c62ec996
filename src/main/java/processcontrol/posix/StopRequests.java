package processcontrol.posix;

import jnr.constants.platform.Signal;
import jnr.posix.SignalHandler;
import jnr.posix.util.SunMiscSignal;
import org.jspecify.annotations.Nullable;

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

  private static @Nullable StopRequests only;
  private static boolean installed;

  private StopRequests(Fd[] pipe) {
    this.readable = pipe[0];
    this.writable = pipe[1];
  }

  /** Takes the three signals over from the JVM, which would exit on them; the same ever again. */
  public static StopRequests install() {
    if (only == null) {
      only = new StopRequests(Fd.pipe("the signal pipe"));
    }
    if (!installed) {
      Handler handler = only.new Handler();
      for (Signal signal : SIGNALS) {
        SunMiscSignal.signal(signal, handler);
      }
      installed = true;
    }
    return only;
  }

  /** Lets the signals end this process again, but for those that were ignored from the start. */
  public static void uninstall() {
    installed = false;
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
