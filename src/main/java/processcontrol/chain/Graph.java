package processcontrol.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import processcontrol.job.Chain;
import processcontrol.job.Job;
import processcontrol.job.Link;

/** Which jobs make which others run: by triggers, or because these run after them. */
public final class Graph {

  /**
   * One job makes another run.
   *
   * @param kind {@code end}, {@code success}, {@code failure}, {@code after} or {@code after any}
   * @param link where that is said: in the first job for a trigger, else in the second
   */
  public record Edge(String from, String to, String kind, Link link) {}

  private final Map<String, List<Edge>> edges = new TreeMap<>();
  private final Set<String> targets = new TreeSet<>();

  public Graph(List<Job> jobs) {
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

  /** Whether another job makes this one run. */
  public boolean isTarget(String job) {
    return targets.contains(job);
  }

  public boolean isEmpty() {
    return edges.isEmpty();
  }

  /** The circles: at least one of every knot of jobs that make each other run. */
  public List<List<Edge>> circles() {
    List<List<Edge>> circles = new ArrayList<>();
    Set<String> done = new TreeSet<>();
    for (String job : edges.keySet()) {
      search(job, new ArrayList<>(), done, circles);
    }
    return circles;
  }

  private void search(String job, List<Edge> path, Set<String> done, List<List<Edge>> circles) {
    for (int i = 0; i < path.size(); i++) {
      if (path.get(i).from().equals(job)) {
        circles.add(List.copyOf(path.subList(i, path.size())));
        return;
      }
    }
    if (!done.contains(job)) {
      for (Edge edge : from(job)) {
        path.add(edge);
        search(edge.to(), path, done, circles);
        path.remove(path.size() - 1);
      }
      done.add(job);
    }
  }

  /** The jobs of a circle, the first one again at the end. */
  public static String path(List<Edge> circle) {
    StringBuilder path = new StringBuilder(circle.get(0).from());
    for (Edge edge : circle) {
      path.append(" -> ").append(edge.to());
    }
    return path.toString();
  }
}
