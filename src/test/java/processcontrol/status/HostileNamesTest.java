package processcontrol.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.config.GlobalConfig;
import processcontrol.config.JobLoader;
import processcontrol.job.Slug;
import processcontrol.job.VisibleText;
import processcontrol.start.ErrorOutput;

/** Names of files that a developer commits: each one is a job or a fault, and no name acts. */
class HostileNamesTest {

  private static final int CASES = Integer.getInteger("junk.cases", 400);
  private static final int FILES = 6;
  private static final List<String> PIECES =
      List.of(
          "a",
          "B",
          "7",
          "-",
          "_",
          ".",
          "..",
          "--",
          " ",
          "\n",
          "\r",
          "\t",
          "\u001b[2J",
          "\u0007",
          "$(id)",
          "`id`",
          "${PATH}",
          ";",
          "&",
          "|",
          "*",
          "?",
          "[a]",
          "{a,b}",
          "~",
          "!",
          "%",
          "\\",
          "\"",
          "'",
          "#",
          "\u00e9",
          "e\u0301",
          "\u202e",
          "\u2066",
          "\u2028",
          "\u200b",
          "\ufeff",
          "\u0085",
          "\u009b",
          "\ud83d\ude00",
          "yaml",
          ".yaml",
          "con",
          "-rf",
          "--config=x");

  @TempDir Path top;

  private static String name(Random random) {
    StringBuilder name = new StringBuilder();
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      name.append(PIECES.get(random.nextInt(random.nextBoolean() ? 3 : PIECES.size())));
    }
    return name.toString();
  }

  private static String printed(List<String> problems) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    problems.forEach(problem -> ErrorOutput.printLine("run-job", problem, stream));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** Makes a file, or nothing where the name leads elsewhere; returns true if it made one. */
  private static boolean made(Path jobs, String name) throws IOException {
    Path file = jobs.resolve(name + ".yaml");
    boolean hidden = file.getFileName().toString().startsWith(".");
    if (hidden || !file.normalize().equals(file) || Files.exists(file)) {
      return false;
    }
    Files.writeString(file, "name: A\ncommand: /bin/true\n");
    return true;
  }

  @Test
  @Timeout(600)
  void each_name_is_a_job_or_a_fault_that_is_shown_in_one_visible_line() throws IOException {
    Random random = new Random(10);
    for (int i = 0; i < CASES; i++) {
      Path jobs = Files.createDirectories(top.resolve("jobs" + i));
      Set<String> names = new TreeSet<>();
      for (int file = 0; file < FILES; file++) {
        String name = name(random);
        if (made(jobs, name)) {
          names.add(name);
        }
      }
      Path config = Files.writeString(top.resolve("config.yaml"), "job_directory: " + jobs + "\n");

      List<JobSelection.Item> items =
          JobSelection.all(new JobLoader(GlobalConfig.loadFrom(config.toString())));

      Set<String> found = new TreeSet<>();
      List<String> problems = new ArrayList<>();
      for (JobSelection.Item item : items) {
        found.add(item.name());
        problems.addAll(item.problems());
        assertThat(item.isValid()).as(item.name()).isEqualTo(Slug.isValid(item.name()));
        assertThat(item.isValid()).as(item.name()).isEqualTo(item.problems().isEmpty());
      }
      assertThat(found).isEqualTo(names);
      String lines = printed(problems);
      assertThat(lines.lines()).hasSameSizeAs(problems);
      assertThat(VisibleText.firstHidden(lines.replace("\n", ""))).as(lines).isNull();
    }
  }
}
