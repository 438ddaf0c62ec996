package processcontrol.e2e;

import java.nio.file.Path;
import processcontrol.Tool;

/**
 * A host whose clock is wrong. A library that all its programs load, in a mount namespace of their
 * own, adds to what the system says that the time is; clocks that count from the boot stay right.
 */
final class ShiftedClock {

  private static final String SOURCE =
      """
      #define _GNU_SOURCE
      #include <sys/syscall.h>
      #include <sys/time.h>
      #include <time.h>
      #include <unistd.h>
      int clock_gettime(clockid_t clock, struct timespec *now) {
        int result = syscall(SYS_clock_gettime, clock, now);
        if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
          now->tv_sec += SHIFT;
        return result;
      }
      int gettimeofday(struct timeval *restrict now, void *restrict zone) {
        struct timespec exact;
        clock_gettime(CLOCK_REALTIME, &exact);
        now->tv_sec = exact.tv_sec;
        now->tv_usec = exact.tv_nsec / 1000;
        return 0;
      }
      time_t time(time_t *result) {
        struct timespec exact;
        clock_gettime(CLOCK_REALTIME, &exact);
        if (result)
          *result = exact.tv_sec;
        return exact.tv_sec;
      }
      """;

  private final Path directory;

  private ShiftedClock(Path directory) {
    this.directory = directory;
  }

  static ShiftedClock by(Installation pc, long seconds) {
    ReachIT.requireMountNamespace();
    Tool.require("gcc");
    Path directory = Tree.createIn(pc.root());
    Path source = Tree.write(directory.resolve("clock.c"), SOURCE);
    Path library = directory.resolve("clock.so");
    Commands.run(
        "gcc", "-shared", "-fPIC", "-DSHIFT=" + seconds, "-o", "" + library, source.toString());
    Tree.write(directory.resolve("preload"), library + "\n");
    return new ShiftedClock(directory);
  }

  /** What a call has to go through; /etc is a copy, as it need not have the file. */
  String[] namespace() {
    String script =
        "mount -t tmpfs -o mode=755 tmpfs /mnt && cp -a /etc/. /mnt && cp "
            + directory.resolve("preload")
            + " /mnt/ld.so.preload && mount --move /mnt /etc && exec \"$@\"";
    return new String[] {"unshare", "--mount", "sh", "-c", script, "sh"};
  }
}
