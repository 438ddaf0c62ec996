package processcontrol.zone;

import java.nio.file.Path;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import processcontrol.job.Job;
import processcontrol.job.Zone;
import processcontrol.posix.Fd;
import processcontrol.posix.FileStatus;
import processcontrol.posix.PosixException;

/**
 * The source of zones: the files that cron and every other program goes by, so that an update of
 * them reaches all at once. If there are none, as in a small container, java.time has its own.
 */
public final class Zones {

  private static final String DIRECTORY = "/usr/share/zoneinfo/";
  private static final String MACHINE = "/etc/localtime";

  /** Twenty times the largest. */
  private static final int MAX_SIZE = 65_536;

  private static final int MAX_NAME = 100;

  private Zones() {}

  /** The machine's zone. The launcher passes no TZ on, as cron has none for its times. */
  public static Zone ofMachine() {
    Zone zone = System.getenv("TZ") == null ? ofFile(MACHINE, MACHINE) : null;
    return zone == null ? JavaZone.ofMachine() : zone;
  }

  /** The zone of a job's times: its {@code time_zone}, or the machine's. */
  public static Zone ofJob(Job job) {
    Zone zone = job.timing() == null ? null : job.timing().zone();
    return zone == null ? ofMachine() : zone;
  }

  /**
   * The machine's zone to print moments with. By itself java.time goes by {@code /etc/timezone}
   * first (JDK 17), which cron does not know and which says something else in many containers.
   */
  public static ZoneId idOfMachine() {
    return System.getenv("TZ") == null ? JavaZone.idOf(Path.of(MACHINE)) : ZoneId.systemDefault();
  }

  /**
   * A zone by its name, such as {@code Europe/Berlin}, or {@code UTC+2} as java.time has it.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public static Zone of(String name) {
    Zone zone = isPlain(name) ? ofFile(DIRECTORY + name, name) : null;
    return zone == null ? JavaZone.of(name) : zone;
  }

  /**
   * Returns true if it can only be a zone below the directory: names have no dots. A name that
   * begins with a small letter is no zone but another file, or {@code posix/} and {@code right/},
   * which not every machine has.
   */
  private static boolean isPlain(String name) {
    if (name.isEmpty() || name.length() > MAX_NAME || !isBetween('A', name.charAt(0), 'Z')) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean allowed =
          isBetween('a', c, 'z')
              || isBetween('A', c, 'Z')
              || isBetween('0', c, '9')
              || "_+-/".indexOf(c) >= 0;
      if (!allowed) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBetween(char first, char c, char last) {
    return c >= first && c <= last;
  }

  /** Null if it cannot be read, or is no such file. */
  static @Nullable Zone ofFile(String path, String name) {
    try (Fd file = Fd.openForReading(path)) {
      FileStatus status = file.status();
      return status.isRegularFile() && status.size() <= MAX_SIZE
          ? TzifZone.of(name, file.readAll(MAX_SIZE))
          : null;
    } catch (PosixException e) {
      return null;
    }
  }
}
