package processcontrol.runlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.job.Slug;

/** One limit for the logs of all jobs. */
class LogLimitTest {

  @TempDir Path directory;

  private void log(String job, String stamp, int size) throws IOException {
    Path file = directory.resolve(job).resolve(job + "-" + stamp);
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[size]);
  }

  private List<String> left() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      TreeSet<String> names = new TreeSet<>();
      files.filter(Files::isRegularFile).forEach(each -> names.add(each.getFileName().toString()));
      return List.copyOf(names);
    }
  }

  private LogRetention.Freed enforce(long limit, String running, boolean dryRun) {
    LogLimit all = new LogLimit(directory.toString(), limit);
    for (String job : List.of("a", "b", "no-such-job")) {
      all.add(new Slug(job), () -> running);
    }
    LogRetention.Freed freed = all.enforce(dryRun);
    assertThat(all.faults()).isEmpty();
    return freed;
  }

  @Test
  void the_oldest_runs_of_all_jobs_go_first_and_the_last_of_each_stays() throws IOException {
    log("a", "20260101-000000.log", 100);
    log("b", "20260102-000000.log", 100);
    log("b", "20260102-000000.log.1", 100);
    log("a", "20260103-000000.log", 100);
    log("b", "20260104-000000.log", 100);
    log("a", "20260105-000000.log", 100);
    log("a", "other.txt", 1000);

    assertThat(enforce(600, null, false)).isEqualTo(new LogRetention.Freed(0, 0));
    assertThat(enforce(350, null, true)).isEqualTo(new LogRetention.Freed(2, 300));
    assertThat(left()).hasSize(7);
    assertThat(enforce(350, null, false)).isEqualTo(new LogRetention.Freed(2, 300));
    assertThat(left())
        .containsExactly(
            "a-20260103-000000.log",
            "a-20260105-000000.log",
            "a-other.txt",
            "b-20260104-000000.log");
    enforce(1, null, false);
    assertThat(left())
        .containsExactly("a-20260105-000000.log", "a-other.txt", "b-20260104-000000.log");
  }

  @Test
  void the_log_of_a_run_that_goes_on_stays() throws IOException {
    log("a", "20260101-000000.log", 100);
    log("a", "20260102-000000.log", 100);
    log("a", "20260103-000000.log", 100);

    enforce(1, "a-20260101-000000", false);
    assertThat(left()).containsExactly("a-20260101-000000.log", "a-20260103-000000.log");
  }
}
