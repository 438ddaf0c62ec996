package processcontrol.due;

import processcontrol.job.Job;
import processcontrol.job.Slug;
import processcontrol.posix.Fd;
import processcontrol.posix.PosixException;

/**
 * The shift of a job's starts on a machine: the same on every day, evenly spread over machines, and
 * over the jobs of one machine.
 */
public final class Splay {

  private static final int MAX_SIZE = 4096;

  private Splay() {}

  /** The name of this machine, as the kernel knows it. */
  public static String hostName() {
    for (String path : new String[] {"/proc/sys/kernel/hostname", "/etc/hostname"}) {
      try (Fd file = Fd.openForReading(path)) {
        String name = new String(file.readAll(MAX_SIZE), java.nio.charset.StandardCharsets.UTF_8);
        if (!name.isBlank()) {
          return name.strip();
        }
      } catch (PosixException e) {
        // No /proc, or no such file: the next one may do.
      }
    }
    return "localhost";
  }

  /** Returns what the splay of a job hashes: hosts of a cluster have to agree on the moment. */
  static String nameFor(Job job, String host) {
    return job.cluster() == null ? host : job.cluster().cluster().name();
  }

  /** The offset in whole minutes, from 0 up to but not including the range. */
  static long minutes(String host, Slug slug, long range) {
    return range <= 1 ? 0 : Long.remainderUnsigned(hash(host + '\0' + slug), range);
  }

  /**
   * FNV-1a with the last step of MurmurHash3, as similar names must not end up beside each other.
   * Its values are a promise: another hash would move every job.
   */
  static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
    hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
    return hash ^ hash >>> 33;
  }
}
