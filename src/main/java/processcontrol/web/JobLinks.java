package processcontrol.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import processcontrol.trigger.JobGraph;

/** The relations between jobs, of those that a user may see. */
final class JobLinks {

  private final JobGraph graph;
  private final Set<String> visible;
  private final Map<String, List<String>> parents = new HashMap<>();

  JobLinks(JobGraph graph, Set<String> visible) {
    this.graph = graph;
    this.visible = visible;
    for (String source : graph.sources()) {
      for (JobGraph.Edge edge : graph.from(source)) {
        if (visible.contains(source)) {
          add(parents.computeIfAbsent(edge.to(), key -> new ArrayList<>()), source);
        }
      }
    }
  }

  /** The jobs that make this one run. */
  List<String> parents(String job) {
    return parents.getOrDefault(job, List.of());
  }

  /** The jobs that this one makes run. */
  List<String> dependents(String job) {
    List<String> dependents = new ArrayList<>();
    for (JobGraph.Edge edge : graph.from(job)) {
      if (visible.contains(edge.to())) {
        add(dependents, edge.to());
      }
    }
    return dependents;
  }

  private static void add(List<String> names, String name) {
    if (!names.contains(name)) {
      names.add(name);
    }
  }
}
