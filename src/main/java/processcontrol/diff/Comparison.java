package processcontrol.diff;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import processcontrol.job.Job;
import processcontrol.plan.PlannedJob;
import processcontrol.plan.Planner;
import processcontrol.trigger.JobGraph;

/** Compares two states of a job directory. */
public final class Comparison {

  private final JobSet from;
  private final JobSet to;
  private final Planner planner;
  private final Starts starts;
  private final ZoneId zone;

  /** New names of jobs by their old ones. */
  private final Map<String, String> renamed = new TreeMap<>();

  private final Map<String, JobChange> jobs = new TreeMap<>();

  /**
   * @param planner for the time whose starts are compared
   * @param zone of the machine
   */
  public Comparison(JobSet from, JobSet to, Planner planner, ZoneId zone) {
    this.from = from;
    this.to = to;
    this.planner = planner;
    this.zone = zone;
    this.starts = new Starts(zone);
  }

  /**
   * All that changes.
   *
   * @param limit the most starts in a minute that are no pile
   * @param note what cannot be seen by it; null for nothing
   */
  public Changes changes(int limit, String note) {
    findRenamed();
    for (JobView job : to.jobs().values()) {
      JobView former = former(job.name());
      compare(former, job);
    }
    for (JobView job : from.jobs().values()) {
      if (!to.jobs().containsKey(job.name()) && !renamed.containsKey(job.name())) {
        compare(job, null);
      }
    }
    List<Changes.Shared> shared = fold();
    Set<String> before = links(from.graph());
    Set<String> after = links(to.graph());
    return new Changes(
        from.label(),
        to.label(),
        List.copyOf(jobs.values()),
        shared,
        without(before, after),
        without(after, before),
        newOf(to.errors(), from.errors()),
        newOf(to.warnings(), from.warnings()),
        Piles.of(from.valid(), to.valid(), planner, limit, zone),
        !to.errors().isEmpty(),
        note);
  }

  private @Nullable JobView former(String name) {
    for (Map.Entry<String, String> each : renamed.entrySet()) {
      if (each.getValue().equals(name)) {
        return from.jobs().get(each.getKey());
      }
    }
    return from.jobs().get(name);
  }

  /** A job that goes and one that comes with the same content, or nearly so, are one. */
  private void findRenamed() {
    for (JobView gone : from.jobs().values()) {
      if (to.jobs().containsKey(gone.name()) || !gone.isValid()) {
        continue;
      }
      JobView best = null;
      double most = 0.7;
      for (JobView come : to.jobs().values()) {
        boolean isFree =
            come.isValid()
                && !from.jobs().containsKey(come.name())
                && !renamed.containsValue(come.name());
        double same = isFree ? similarity(gone, come) : 0;
        if (same > most) {
          most = same;
          best = come;
        }
      }
      if (best != null) {
        renamed.put(gone.name(), best.name());
      }
    }
  }

  /** Returns the share of the keys set in either job that are equal; 1 for the same content. */
  private static double similarity(JobView one, JobView other) {
    if (one.job().sha256().equals(other.job().sha256())) {
      return 1;
    }
    int all = 0;
    int same = 0;
    Set<String> keys = new TreeSet<>(own(one));
    keys.addAll(own(other));
    for (String key : keys) {
      all++;
      String value = one.keys().get(key);
      same += value != null && value.equals(other.keys().get(key)) ? 1 : 0;
    }
    boolean sameCommand =
        String.valueOf(one.keys().get("command"))
            .equals(String.valueOf(other.keys().get("command")));
    return all == 0 || !sameCommand ? 0 : (double) same / all;
  }

  private static Set<String> own(JobView job) {
    Set<String> keys = new TreeSet<>();
    job.layers()
        .forEach(
            (key, layer) -> {
              if (layer.equals("job")) {
                keys.add(key);
              }
            });
    return keys;
  }

  private void compare(@Nullable JobView former, @Nullable JobView job) {
    JobChange.Kind kind =
        former == null
            ? JobChange.Kind.ADDED
            : job == null
                ? JobChange.Kind.REMOVED
                : former.name().equals(job.name())
                    ? JobChange.Kind.CHANGED
                    : JobChange.Kind.RENAMED;
    List<KeyChange> keys = kind == JobChange.Kind.REMOVED ? List.of() : keys(former, job);
    boolean moved = former != null && job != null && !former.path().equals(job.path());
    StartChange change = null;
    if (!keys.isEmpty() || kind != JobChange.Kind.CHANGED) {
      change = starts.change(planned(former), planned(job));
    }
    if (kind == JobChange.Kind.CHANGED && keys.isEmpty() && !moved && change == null) {
      return;
    }
    JobView shown = job == null ? former : job;
    jobs.put(
        shown.name(),
        new JobChange(
            kind,
            shown.name(),
            kind == JobChange.Kind.RENAMED ? former.name() : null,
            shown.path(),
            moved ? former.path() : null,
            keys,
            change));
  }

  private @Nullable PlannedJob planned(@Nullable JobView view) {
    Job job = view == null ? null : view.job();
    return job == null ? null : planner.plan(List.of(job)).jobs().get(0);
  }

  /** Returns the keys of a new job that its author has set. */
  private static List<KeyChange> keys(@Nullable JobView former, @Nullable JobView job) {
    List<KeyChange> changes = new ArrayList<>();
    if (!job.isValid() || (former != null && !former.isValid())) {
      return changes; // The old or the new state is not known; its faults are reported.
    }
    Map<String, String> before = former == null ? Map.of() : former.keys();
    Set<String> names = new LinkedHashSet<>(job.keys().keySet());
    names.addAll(before.keySet());
    for (String key : names) {
      String old = before.get(key);
      String value = job.keys().get(key);
      String layer = value == null ? former.layers().get(key) : job.layers().get(key);
      boolean same = value == null ? old == null : value.equals(old);
      boolean unsaid = former == null && layer.equals("default");
      if (!same && !unsaid) {
        changes.add(new KeyChange(key, old, value, layer));
      }
    }
    return changes;
  }

  /** Tells what a template or the defaults change once, and not with each of its jobs. */
  private List<Changes.Shared> fold() {
    Map<String, KeyChange> changes = new LinkedHashMap<>();
    Map<String, List<String>> names = new LinkedHashMap<>();
    for (JobChange job : jobs.values()) {
      for (KeyChange change : job.keys()) {
        if (job.kind() == JobChange.Kind.CHANGED && !change.layer().equals("job")) {
          changes.putIfAbsent(change.identity(), change);
          names.computeIfAbsent(change.identity(), key -> new ArrayList<>()).add(job.name());
        }
      }
    }
    names.values().removeIf(all -> all.size() < 2);
    changes.keySet().retainAll(names.keySet());
    for (JobChange job : List.copyOf(jobs.values())) {
      List<KeyChange> own = new ArrayList<>(job.keys());
      own.removeIf(change -> changes.containsKey(change.identity()));
      boolean folded = job.kind() == JobChange.Kind.CHANGED && own.size() < job.keys().size();
      if (folded && own.isEmpty() && job.starts() == null && job.formerPath() == null) {
        jobs.remove(job.name());
      } else if (folded) {
        jobs.put(
            job.name(),
            new JobChange(
                job.kind(), job.name(), null, job.path(), job.formerPath(), own, job.starts()));
      }
    }
    List<Changes.Shared> shared = new ArrayList<>();
    changes.forEach((key, change) -> shared.add(new Changes.Shared(change, names.get(key))));
    return shared;
  }

  private static Set<String> links(JobGraph graph) {
    Set<String> links = new TreeSet<>();
    for (String source : graph.sources()) {
      for (JobGraph.Edge edge : graph.from(source)) {
        links.add(edge.from() + " -> " + edge.to() + " (" + edge.kind() + ")");
      }
    }
    return links;
  }

  private static List<String> without(Set<String> all, Set<String> others) {
    Set<String> left = new LinkedHashSet<>(all);
    left.removeAll(others);
    return List.copyOf(left);
  }

  /** Those that were not there before, wherever in the file they stood. */
  private static List<String> newOf(Set<String> now, Set<String> before) {
    Set<String> known = new TreeSet<>();
    before.forEach(text -> known.add(withoutLine(text)));
    List<String> fresh = new ArrayList<>();
    for (String text : now) {
      if (!known.contains(withoutLine(text))) {
        fresh.add(text);
      }
    }
    return fresh;
  }

  private static String withoutLine(String text) {
    return text.replaceFirst(":[0-9]+:[0-9]+: ", ": ");
  }
}
