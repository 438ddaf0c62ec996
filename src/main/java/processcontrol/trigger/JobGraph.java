package processcontrol.trigger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import processcontrol.job.Chain;
import processcontrol.job.Job;
import processcontrol.job.Link;

/**
 * The relations between jobs that make others run: by triggers, or because these run after them.
 */
public final class JobGraph {

  /**
   * One job makes another run.
   *
   * @param kind {@code end}, {@code success}, {@code failure}, {@code after} or {@code after any}
   * @param link where that is said: in the first job for a trigger, else in the second
   */
  public record Edge(String from, String to, String kind, Link link) {}

  /** Of a circle's jobs in a message. */
  private static final int MAX_SHOWN = 20;

  private final Map<String, List<Edge>> edges = new TreeMap<>();
  private final Set<String> targets = new TreeSet<>();

  public JobGraph(List<Job> jobs) {
    for (Job job : jobs) {
      Chain chain = job.chain();
      String slug = job.slug().value();
      addAll(slug, chain.onEnd(), "end");
      addAll(slug, chain.onSuccess(), "success");
      addAll(slug, chain.onFailure(), "failure");
      String after = chain.anyParent() && chain.after().size() > 1 ? "after any" : "after";
      for (Link parent : chain.after()) {
        add(new Edge(parent.job().value(), slug, after, parent));
      }
    }
  }

  private void addAll(String from, List<Link> links, String kind) {
    for (Link link : links) {
      add(new Edge(from, link.job().value(), kind, link));
    }
  }

  private void add(Edge edge) {
    List<Edge> known = edges.get(edge.from());
    if (known == null) {
      known = new ArrayList<>();
      edges.put(edge.from(), known);
    }
    known.add(edge);
    targets.add(edge.to());
  }

  /** The edges that begin at a job. */
  public List<Edge> from(String job) {
    return edges.getOrDefault(job, List.of());
  }

  /** The names of all jobs that make others run, sorted. */
  public List<String> sources() {
    return new ArrayList<>(edges.keySet());
  }

  /** Returns true if another job makes this one run. */
  public boolean isTarget(String job) {
    return targets.contains(job);
  }

  public boolean isEmpty() {
    return edges.isEmpty();
  }

  /** The circles: at least one of every knot of jobs that make each other run. */
  public List<List<Edge>> circles() {
    List<List<Edge>> circles = new ArrayList<>();
    Set<String> done = new HashSet<>();
    for (String job : edges.keySet()) {
      if (!done.contains(job)) {
        search(job, done, circles);
      }
    }
    return circles;
  }

  /** In depth, without recursion: a chain of thousands of jobs must not need as much stack. */
  private void search(String start, Set<String> done, List<List<Edge>> circles) {
    Map<String, Integer> places = new HashMap<>();
    List<String> jobs = new ArrayList<>();
    List<Edge> path = new ArrayList<>();
    List<Iterator<Edge>> open = new ArrayList<>();
    String entered = start;
    while (true) {
      if (entered != null) {
        places.put(entered, jobs.size());
        jobs.add(entered);
        open.add(from(entered).iterator());
        entered = null;
      }
      Iterator<Edge> next = open.get(open.size() - 1);
      if (next.hasNext()) {
        Edge edge = next.next();
        Integer place = places.get(edge.to());
        if (place != null) {
          List<Edge> circle = new ArrayList<>(path.subList(place, path.size()));
          circle.add(edge);
          circles.add(circle);
        } else if (!done.contains(edge.to())) {
          path.add(edge);
          entered = edge.to();
        }
        continue;
      }
      open.remove(open.size() - 1);
      String left = jobs.remove(jobs.size() - 1);
      places.remove(left);
      done.add(left);
      if (jobs.isEmpty()) {
        return;
      }
      path.remove(path.size() - 1);
    }
  }

  /** The jobs of a circle, the first one again at the end; of a large one the first jobs. */
  public static String path(List<Edge> circle) {
    StringBuilder path = new StringBuilder(circle.get(0).from());
    int shown = circle.size() > MAX_SHOWN ? MAX_SHOWN - 1 : circle.size();
    for (Edge edge : circle.subList(0, shown)) {
      path.append(" -> ").append(edge.to());
    }
    if (shown < circle.size()) {
      path.append(" -> ... (").append(circle.size() - shown - 1).append(" more) -> ");
      path.append(circle.get(0).from());
    }
    return path.toString();
  }
}
