package processcontrol.cluster;

import org.jspecify.annotations.Nullable;
import processcontrol.job.Cluster;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;

/** The keys of a job in etcd. */
record ClusterKeys(String prefix) {

  /** Lines that are due in one minute are one run, so that there is one entry. */
  private static final String ENTRY = "/1";

  static ClusterKeys of(Cluster cluster, Slug job) {
    return new ClusterKeys(Cluster.PREFIX + cluster.name() + "/" + job + "/");
  }

  /** Returns the key that says which host makes a start, and how far it came. */
  String slot(UtcTime moment) {
    String text = moment.toString();
    return slots()
        + (text.endsWith(".000Z") ? text.substring(0, text.length() - 5) + "Z" : text)
        + ENTRY;
  }

  /** Reads the moment in the key of a slot; null if there is none: jobs can write there. */
  static @Nullable UtcTime moment(String key, String slots) {
    int end = key.indexOf('/', slots.length());
    String text = end < 0 ? "" : key.substring(slots.length(), end);
    boolean whole = text.length() == UtcTime.LENGTH - 4;
    try {
      return UtcTime.parse(whole ? text.substring(0, text.length() - 1) + ".000Z" : text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Returns what the keys of all slots begin with. */
  String slots() {
    return prefix + "slot/";
  }

  /** Returns the key that names the current run. */
  String lock() {
    return prefix + "lock";
  }

  /** Has the newest records. */
  String last() {
    return prefix + "last";
  }

  /** Has what was mailed about the failures that the job has now. */
  String incident() {
    return prefix + "incident";
  }

  String hold() {
    return prefix + "hold";
  }

  /** Names the run that is to be stopped, by its fence. */
  String stop() {
    return prefix + "stop";
  }
}
