package processcontrol.due;

import processcontrol.job.Job;
import processcontrol.job.Slug;
import processcontrol.posix.HostName;

/**
 * The shift of a job's starts on a machine: the same on every day, evenly spread over machines, and
 * over the jobs of one machine.
 */
public final class Splay {

  private Splay() {}

  /** Returns the name of this machine, by which its splay is drawn. */
  public static String hostName() {
    String name = HostName.find();
    return name == null ? "localhost" : name;
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
