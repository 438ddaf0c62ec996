package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import processcontrol.job.Chain;
import processcontrol.job.Job;
import processcontrol.job.Link;
import processcontrol.job.Overlap;
import processcontrol.job.TimeSpan;
import processcontrol.job.WhenRunning;

/** The keys that say how a job goes together with others. */
class ChainKeysTest {

  @TempDir Path directory;
  private Site site;

  @BeforeEach
  void make_site() throws Exception {
    site = new Site(directory);
  }

  private static List<String> shown(List<Link> links) {
    List<String> shown = new ArrayList<>();
    links.forEach(link -> shown.add(link.job() + " " + link.arguments()));
    return shown;
  }

  @Test
  void every_form_of_a_target_is_read() {
    Chain chain =
        site.loadWith(
                """
                triggers:
                  end: one
                  success: [two, {three: x y, four: [010, yes, ""]}, five: ~]
                  failure: {six: [], seven: 5}
                idle: 90s
                """)
            .chain();

    assertThat(shown(chain.onEnd())).containsExactly("one []");
    assertThat(shown(chain.onSuccess()))
        .containsExactly("two []", "three [x y]", "four [010, yes, ]", "five []");
    assertThat(shown(chain.onFailure())).containsExactly("six []", "seven [5]");
    assertThat(chain.onEnd().get(0).place()).isEqualTo(site.jobs() + "/a.yaml:4:8: triggers.end");
    assertThat(chain.idle()).isEqualTo(TimeSpan.parse("90s"));
  }

  @Test
  void every_form_of_parents_is_read() {
    assertThat(shown(site.loadWith("after: p\n").chain().after())).containsExactly("p []");
    assertThat(shown(site.loadWith("after: [p, q]\n").chain().after())).hasSize(2);
    assertThat(site.loadWith("after: [p, q]\n").chain().anyParent()).isFalse();
    assertThat(site.loadWith("after: {all: [p, q]}\n").chain().anyParent()).isFalse();
    Chain any = site.loadWith("after: {any: [p, q]}\n").chain();
    assertThat(any.anyParent()).isTrue();
    assertThat(any.after()).hasSize(2);
    assertThat(site.loadWith("after: ~\n").chain()).isEqualTo(Chain.NONE);
  }

  @Test
  void command_may_be_missing_where_there_are_triggers() {
    Job job = site.job("a.yaml", "name: A\ntriggers: {end: b}\n").load("a");

    assertThat(job.commands()).isEmpty();
    assertThat(site.job("a.yaml", "name: A\ntriggers: {end: []}\n").faultsOf("a"))
        .containsExactly("a.yaml:1:1: command: is missing");
  }

  @Test
  void overlap_is_read() {
    assertThat(site.loadWith("").overlap()).isEqualTo(Overlap.DEFAULT);
    assertThat(site.loadWith("allow_overtime: true\n").overlap().whenRunning())
        .isEqualTo(WhenRunning.SKIP);
    Overlap overlap =
        site.loadWith("when_running: queue\npool: {name: db, limit: 2}\npool_wait: 5m\n").overlap();
    assertThat(overlap.whenRunning()).isEqualTo(WhenRunning.QUEUE);
    assertThat(overlap.pool().name()).isEqualTo("db");
    assertThat(overlap.pool().limit()).isEqualTo(2);
    assertThat(overlap.poolWait()).isEqualTo(TimeSpan.parse("5m"));
    assertThat(site.loadWith("pool: ~\n").overlap()).isEqualTo(Overlap.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "triggers: [a]|3:11: triggers: expected keys and values, not a list"
            + ": write triggers: {success: other-job}",
        "triggers: {sucess: a}|3:12: triggers.sucess: unknown key; did you mean success?",
        "triggers: {end: [[a]]}|3:18: triggers.end: expected a job's name, not a list",
        "triggers: {end: a/b}|3:17: triggers.end: 'a/b' is not a job name: use letters, digits,"
            + " '.', '_' and '-', beginning with a letter or digit",
        "triggers: {end: {-x: 1}}|3:18: triggers.end: '-x' is not a job name: use letters, digits,"
            + " '.', '_' and '-', beginning with a letter or digit",
        "triggers: {end: {b: {c: d}}}|3:21: triggers.end.b: expected an argument or a list of"
            + " arguments, not a map",
        "triggers: {end: {b: \"x\\0\"}}|3:21: triggers.end.b: an argument cannot contain a NUL"
            + " character",
        "after: []|3:8: after: expected a job's name or a list of it, not an empty list",
        "after: {some: [a]}|3:9: after.some: unknown key; use all or any",
        "after: {all: a, any: b}|3:17: after: all and any exclude each other",
        "idle: 5|3:7: idle: '5' has no unit: write '5s' for seconds or '5m' for minutes",
        "when_running: wait|3:15: when_running: expected refuse or skip or queue or replace, not"
            + " the text 'wait'",
        "pool: db|3:7: pool: expected keys and values, not the text 'db'"
            + ": write pool: {name: database, limit: 2}",
        "pool: {name: db}|3:7: pool: needs a name and a limit",
        "pool: {name: db, limit: 0}|3:25: pool.limit: 0 is out of range 1-1000",
        "pool: {name: a/b, limit: 1}|3:14: pool.name: 'a/b' is not the name of a pool: use"
            + " letters, digits, '.', '_' and '-'",
      })
  void a_wrong_value_is_reported_at_its_place(String line, String fault) {
    assertThat(site.faultsWith(line + "\n")).containsExactly("a.yaml:" + fault);
  }

  @ParameterizedTest
  @CsvSource({"true, queue", "true, refuse", "false, skip"})
  void overtime_and_when_running_must_not_contradict(String overtime, String policy) {
    assertThat(site.faultsWith("allow_overtime: " + overtime + "\nwhen_running: " + policy + "\n"))
        .containsExactly(
            "a.yaml:4:15: when_running: " + policy + " contradicts allow_overtime: " + overtime);
  }
}
