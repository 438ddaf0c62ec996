package processcontrol.posix;

import java.nio.charset.StandardCharsets;

/** The start of the machine that this process runs since. */
public final class Boot {

  private static final int MAX_SIZE = 256;

  private Boot() {}

  /** Returns the name that the kernel drew at its start; empty where there is none. */
  public static String id() {
    return read("/proc/sys/kernel/random/boot_id");
  }

  /** Returns when that was by the clock as it is set now, in milliseconds since 1970. */
  public static long moment() {
    String uptime = read("/proc/uptime");
    int point = uptime.indexOf('.');
    try {
      long seconds = Long.parseLong(uptime.substring(0, Math.max(0, point)));
      long hundredths = Long.parseLong(uptime.substring(point + 1, point + 3));
      return System.currentTimeMillis() - seconds * 1000 - hundredths * 10;
    } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
      return 0; // No /proc: nothing is known of the boot.
    }
  }

  private static String read(String path) {
    try (Fd file = Fd.openForReading(path)) {
      return new String(file.readAll(MAX_SIZE), StandardCharsets.US_ASCII).strip();
    } catch (PosixException e) {
      return "";
    }
  }
}
