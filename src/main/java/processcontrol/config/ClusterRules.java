package processcontrol.config;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import processcontrol.config.KeyTable.Values;
import processcontrol.job.CatchUp;
import processcontrol.job.Cluster;
import processcontrol.job.ClusterPolicy;
import processcontrol.job.Job;
import processcontrol.job.ScheduleEntry;
import processcontrol.job.TimeSpan;

/** Checks what a job with {@code cluster} needs, and what contradicts it. */
final class ClusterRules {

  private static final List<Key<?>> EXCLUDED =
      List.of(
          JobKeys.PERIOD,
          JobKeys.PAUSE,
          JobKeys.RANDOM,
          JobKeys.AFTER,
          JobKeys.TRIGGERS,
          JobKeys.POOL);

  private ClusterRules() {}

  /** The policy of a job that has the key; null if it says false, or its faults were noted. */
  static @Nullable ClusterPolicy policy(Values values, Cluster cluster, Problems problems) {
    ClusterPolicyType.Wish wish = values.get(JobKeys.CLUSTER, null);
    if (wish == null || !wish.wanted()) {
      return null;
    }
    for (Key<?> key : EXCLUDED) {
      if (values.get(key, null) != null) { // An empty map undoes what the defaults say.
        problems.add(
            values.placeOf(key),
            key.name() + ": does not go with " + values.nameWithPlace(JobKeys.CLUSTER, key));
      }
    }
    for (ScheduleEntry entry : values.get(JobKeys.SCHEDULE, List.<ScheduleEntry>of())) {
      if (entry.schedule().isAtBoot()) {
        problems.add(
            values.placeOf(JobKeys.SCHEDULE),
            "schedule: @reboot does not go with "
                + values.nameWithPlace(JobKeys.CLUSTER, JobKeys.SCHEDULE)
                + ": each host has boots of its own");
      }
    }
    if (wish.rerunLost()
        && values.get(JobKeys.CATCH_UP, CatchUp.NONE) == CatchUp.NONE
        && !values.isFaulty(JobKeys.CATCH_UP)) {
      problems.add(
          values.placeOf(JobKeys.CLUSTER, ClusterPolicyType.Keys.RERUN_LOST.name()),
          "cluster.rerun_lost: needs catch_up as well: else no host makes the start again");
    }
    if (cluster == null) {
      problems.add(
          values.placeOf(JobKeys.CLUSTER),
          "cluster: this machine is in none: its configuration has no key cluster");
      return null;
    }
    checkHosts(wish.hosts(), cluster, values, problems);
    TimeSpan killAfter = values.get(JobKeys.KILL_AFTER, Job.DEFAULT_KILL_AFTER);
    if (killAfter.millis() > cluster.longestKillAfter()) {
      TimeSpan most = new TimeSpan(Math.max(0, cluster.longestKillAfter()));
      problems.add(
          values.placeOf(values.has(JobKeys.KILL_AFTER) ? JobKeys.KILL_AFTER : JobKeys.CLUSTER),
          "kill_after: "
              + killAfter
              + " is too long for a run whose lock has a lease of "
              + cluster.lease()
              + ": at most "
              + most
              + ", so that it is over before another host may begin");
    }
    return new ClusterPolicy(
        cluster,
        wish.hosts().isEmpty() ? cluster.hosts() : wish.hosts(),
        wish.order().equals("fixed"),
        ClusterPolicy.WhenUnreachable.valueOf(wish.whenUnreachable().toUpperCase(Locale.ROOT)),
        wish.whenLost().equals("finish"),
        wish.rerunLost());
  }

  private static void checkHosts(
      List<String> hosts, Cluster cluster, Values values, Problems problems) {
    Set<String> seen = new HashSet<>();
    for (String host : hosts) {
      String fault = null;
      if (!cluster.hosts().contains(host)) {
        String close = Similar.to(host, cluster.hosts());
        fault =
            host
                + " is no host of the cluster "
                + cluster.name()
                + (close == null ? "" : "; did you mean " + close + "?");
      } else if (!seen.add(host)) {
        fault = host + " stands there twice";
      }
      if (fault != null) {
        problems.add(
            values.placeOf(JobKeys.CLUSTER, ClusterPolicyType.Keys.HOSTS.name()),
            "cluster.hosts: " + fault);
      }
    }
  }
}
