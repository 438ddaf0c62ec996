package processcontrol.report;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import processcontrol.job.CommandLine;
import processcontrol.trigger.JobGraph;
import processcontrol.trigger.JobGraph.Edge;

/** Shows which jobs make which others run: as a tree for people, and for dot(1) of Graphviz. */
public final class GraphText {

  private final JobGraph graph;
  private final StringBuilder text = new StringBuilder();
  private final Set<String> shown = new HashSet<>();

  private GraphText(JobGraph graph) {
    this.graph = graph;
  }

  /**
   * Renders trees that begin at jobs. A job that was shown before is not shown again below its
   * name.
   *
   * @param roots jobs to begin at; all jobs that no other makes run if it is empty
   */
  public static String tree(JobGraph graph, List<String> roots) {
    GraphText tree = new GraphText(graph);
    List<String> begin = roots;
    if (begin.isEmpty()) {
      begin = graph.sources().stream().filter(job -> !graph.isTarget(job)).toList();
    }
    begin.forEach(tree::addRoot);
    if (roots.isEmpty()) {
      // The remaining jobs are in circles.
      graph.sources().stream().filter(job -> !tree.shown.contains(job)).forEach(tree::addRoot);
    }
    return tree.text.toString();
  }

  private void addRoot(String job) {
    if (shown.contains(job) && graph.isTarget(job)) {
      return;
    }
    text.append(job).append('\n');
    addBelow(job, "");
  }

  private void addBelow(String job, String indent) {
    if (!shown.add(job)) {
      return;
    }
    List<Edge> edges = graph.from(job);
    for (int i = 0; i < edges.size(); i++) {
      Edge edge = edges.get(i);
      boolean last = i == edges.size() - 1;
      boolean again = shown.contains(edge.to()) && !graph.from(edge.to()).isEmpty();
      text.append(indent).append(last ? "`-- " : "|-- ");
      text.append(edge.kind()).append(": ").append(label(edge, " "));
      text.append(again ? " (see above)\n" : "\n");
      addBelow(edge.to(), indent + (last ? "    " : "|   "));
    }
  }

  private static String label(Edge edge, String separator) {
    List<String> arguments = edge.link().arguments();
    return arguments.isEmpty()
        ? edge.to()
        : edge.to() + separator + CommandLine.printable(new CommandLine(arguments).toString());
  }

  /**
   * The graph in the language of dot(1).
   *
   * @param roots what to show, with all that follows; everything if it is empty
   */
  public static String dot(JobGraph graph, List<String> roots) {
    Set<String> jobs = new TreeSet<>();
    (roots.isEmpty() ? graph.sources() : roots).forEach(job -> collect(graph, job, jobs));
    StringBuilder dot = new StringBuilder("digraph jobs {\n  rankdir=LR;\n  node [shape=box];\n");
    jobs.forEach(job -> dot.append("  ").append(quoted(job)).append(";\n"));
    for (String job : jobs) {
      for (Edge edge : graph.from(job)) {
        dot.append("  ").append(quoted(job)).append(" -> ").append(quoted(edge.to()));
        dot.append(" [label=").append(quoted(dotLabel(edge)));
        dot.append(edge.kind().startsWith("after") ? ", style=dashed" : "");
        dot.append("];\n");
      }
    }
    return dot.append("}\n").toString();
  }

  private static void collect(JobGraph graph, String job, Set<String> jobs) {
    if (jobs.add(job)) {
      graph.from(job).forEach(edge -> collect(graph, edge.to(), jobs));
    }
  }

  private static String dotLabel(Edge edge) {
    List<String> arguments = edge.link().arguments();
    return arguments.isEmpty()
        ? edge.kind()
        : edge.kind() + ": " + CommandLine.printable(new CommandLine(arguments).toString());
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
