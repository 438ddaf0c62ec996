package processcontrol.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import processcontrol.config.Jobs;
import processcontrol.job.Job;
import processcontrol.report.GraphText;

class JobGraphTest {

  private final List<Job> jobs = new ArrayList<>();

  private void job(String slug, String success, String after) {
    String triggers = success.isEmpty() ? "" : "triggers: {success: " + list(success) + "}\n";
    jobs.add(Jobs.fromYaml(slug, triggers + (after.isEmpty() ? "" : "after: " + list(after))));
  }

  private static String list(String names) {
    return "[" + names.replace(" ", ", ") + "]";
  }

  private List<String> circles() {
    List<String> paths = new ArrayList<>();
    new JobGraph(jobs).circles().forEach(circle -> paths.add(JobGraph.path(circle)));
    return paths;
  }

  @Test
  void diamonds_are_no_circles() {
    job("a", "b c", "");
    job("b", "d", "");
    job("c", "d", "");
    job("d", "", "a");

    assertThat(circles()).isEmpty();
  }

  @Test
  void every_knot_shows_a_circle() {
    job("a", "b", "");
    job("b", "c", "");
    job("c", "b", "");
    job("d", "d", "");
    job("e", "", "f");
    job("f", "", "e");

    assertThat(circles()).containsExactly("b -> c -> b", "d -> d", "e -> f -> e");
  }

  @Test
  void circle_of_triggers_and_parents_is_one_too() {
    job("a", "b", "c");
    job("b", "", "");
    job("c", "", "b");

    assertThat(circles()).containsExactly("a -> b -> c -> a");
  }

  @Test
  void chain_of_any_length_needs_no_stack_and_a_large_circle_is_shown_in_part() {
    for (int i = 0; i < 30_000; i++) {
      job("j" + i, "j" + (i + 1), "");
    }
    assertThat(circles()).isEmpty();
    job("j30000", "j0", "");

    assertThat(circles()).hasSize(1);
    assertThat(circles().get(0))
        .startsWith("j0 -> j1 -> j2 -> ")
        .endsWith(" -> ... (29981 more) -> j0")
        .hasSizeLessThan(300);
  }

  @Test
  void tree_shows_jobs_of_circles_and_what_was_shown_only_once() {
    job("a", "b c", "");
    job("b", "d", "");
    job("c", "b", "");
    job("x", "y", "");
    job("y", "x", "");

    assertThat(GraphText.tree(new JobGraph(jobs), List.of()))
        .isEqualTo(
            """
            a
            |-- success: b
            |   `-- success: d
            `-- success: c
                `-- success: b (see above)
            x
            `-- success: y
                `-- success: x (see above)
            """);
  }

  @Test
  void graph_says_where_one_parent_is_enough() {
    job("a", "", "");
    job("b", "", "");
    jobs.add(Jobs.fromYaml("x", "after: {any: [a, b]}"));
    job("y", "", "a b");

    assertThat(GraphText.tree(new JobGraph(jobs), List.of("a")))
        .isEqualTo("a\n|-- after any: x\n`-- after: y\n");
    assertThat(GraphText.dot(new JobGraph(jobs), List.of("a")))
        .contains("\"a\" -> \"x\" [label=\"after any\", style=dashed];");
  }
}
