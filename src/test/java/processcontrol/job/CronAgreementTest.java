package processcontrol.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.CrontabManual;
import processcontrol.ScheduleCorpus;
import processcontrol.Tool;
import processcontrol.VixieCron;

/**
 * Schedules against Debian's cron: its real parser ({@code crontab -n FILE}, a dry run) says what
 * is refused, and a model of it, which must agree with the real one, says what is run. A schedule
 * is to be accepted exactly if cron runs what crontab(5) says that it means.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CronAgreementTest {

  private static final int SIZE = 3000;
  private static final Path CRONTAB = Path.of("/usr/bin/crontab");
  private static final String COMMAND = "true";

  private final List<String> corpus = List.copyOf(ScheduleCorpus.of(SIZE));
  private Set<String> refusedByCron;

  @BeforeAll
  void ask_cron(@TempDir Path directory) throws Exception {
    Tool.require("crontab");
    Path probe = Files.writeString(directory.resolve("probe"), "* * * * * true\n");
    assumeTrue(
        run(CRONTAB.toString(), "-n", probe.toString()).startsWith("0"),
        "this crontab has no -n, or may not be used");
    refusedByCron = refused(Files.createDirectory(directory.resolve("corpus")));
  }

  /**
   * Crontab stops at the first fault, so each schedule needs a file of its own; but all those that
   * the model accepts are tried in one.
   */
  private Set<String> refused(Path directory) throws Exception {
    List<String> good = new ArrayList<>(corpus);
    good.removeIf(schedule -> VixieCron.read(line(schedule)) == null);
    String lines = good.stream().map(CronAgreementTest::line).collect(Collectors.joining("\n"));
    Path all = Files.writeString(directory.resolveSibling("all"), lines + "\n");
    boolean asOne = run(CRONTAB.toString(), "-n", all.toString()).startsWith("0");
    Set<String> known = asOne ? Set.copyOf(good) : Set.of();
    for (int i = 0; i < corpus.size(); i++) {
      if (!known.contains(corpus.get(i))) {
        Files.writeString(directory.resolve(Integer.toString(i)), line(corpus.get(i)) + "\n");
      }
    }
    String loop = "cd \"$1\" && for i in *; do crontab -n $i >/dev/null 2>&1 || echo $i; done";
    Set<String> refused = new HashSet<>();
    run("sh", "-c", loop, "sh", directory.toString())
        .lines()
        .skip(1)
        .forEach(number -> refused.add(corpus.get(Integer.parseInt(number))));
    return refused;
  }

  private static String line(String schedule) {
    return schedule + " " + COMMAND;
  }

  @Test
  void the_model_of_cron_refuses_exactly_what_cron_refuses() {
    List<String> differing = new ArrayList<>();
    for (String schedule : corpus) {
      boolean other = schedule.matches("(?s)\\s*[#@].*|.*=.*|\\s*"); // No entry at all.
      boolean refused = VixieCron.read(line(schedule)) == null;
      if (!other && refused != refusedByCron.contains(schedule)) {
        differing.add(schedule);
      }
    }
    assertThat(differing).isEmpty();
  }

  @Test
  void a_schedule_is_accepted_exactly_if_cron_runs_it_as_written() {
    int byBoth = 0;
    int byNone = 0;
    Map<String, Integer> byCronAlone = new TreeMap<>();
    List<String> disagreements = new ArrayList<>();
    for (String schedule : corpus) {
      String fault = faultOf(schedule);
      boolean byCron = !refusedByCron.contains(schedule);
      if ((fault == null) != (byCron && runsAsWritten(schedule))) {
        disagreements.add("'" + schedule + "': " + fault);
      } else if (fault == null) {
        byBoth++;
      } else if (!byCron) {
        byNone++;
      } else {
        byCronAlone.merge(reason(fault), 1, Integer::sum);
      }
    }
    System.out.printf(
        "%d schedules: %d accepted by both, %d refused by both, %d refused by us alone: %s; %d"
            + " disagreements%n",
        corpus.size(),
        byBoth,
        byNone,
        byCronAlone.values().stream().mapToInt(Integer::intValue).sum(),
        byCronAlone,
        disagreements.size());
    assertThat(disagreements).isEmpty();
    assertThat(byBoth).isGreaterThan(SIZE / 4);
    assertThat(byNone).isGreaterThan(SIZE / 10);
    assertThat(byCronAlone.keySet())
        .contains("a range that runs backwards", "text that cron skips", "not five terms");
  }

  private static String faultOf(String schedule) {
    try {
      Schedule accepted = new Schedule(schedule);
      boolean byCron = !accepted.isAtBoot() && !accepted.isDecidedByDay();
      return byCron ? null : "run-job decides";
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  private static boolean runsAsWritten(String schedule) {
    List<Long> written = CrontabManual.read(schedule);
    VixieCron.Entry entry = VixieCron.read(line(schedule));
    return written != null
        && entry != null
        && entry.command().equals(COMMAND)
        && entry.bits().equals(written);
  }

  private static String reason(String fault) {
    if (fault.contains("runs backwards")) {
      return "a range that runs backwards";
    }
    if (fault.contains("five terms")) {
      return "not five terms";
    }
    if (fault.contains("'='")) {
      return "'='";
    }
    return fault.contains("out of range") || fault.matches(".*[0-9]{10}.*")
        ? "a number that cron wraps around"
        : "text that cron skips";
  }

  /** Runs a command; returns its exit status and, behind a newline, what it printed. */
  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + "\n" + output;
  }
}
