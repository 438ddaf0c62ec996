package processcontrol.runlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.job.LogPolicy;
import processcontrol.job.Slug;
import processcontrol.job.TimeSpan;
import processcontrol.job.UtcTime;
import processcontrol.posix.PosixException;

class LogRetentionTest {

  private static final Slug YAK = new Slug("yak");
  private static final TimeSpan NEVER = TimeSpan.ZERO;

  @TempDir Path root;
  private Path logs;

  @BeforeEach
  void make_directory() throws Exception {
    logs = Files.createDirectory(root.resolve("yak"));
  }

  private LogRetention retention(int maxRuns, TimeSpan maxAge, long maxBytes) {
    LogPolicy policy = new LogPolicy(maxRuns, maxAge, maxBytes, 0, 0, true);
    return new LogRetention(root.toString(), YAK, policy);
  }

  private void log(String name, int size) throws Exception {
    Files.write(logs.resolve(name), new byte[size]);
  }

  private List<String> names() throws Exception {
    try (java.util.stream.Stream<Path> files = Files.list(logs)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void logsOfDays(int first, int last, int size) throws Exception {
    for (int day = first; day <= last; day++) {
      log("yak-202611" + (day < 10 ? "0" : "") + day + "-120000.log", size);
    }
  }

  @Test
  void the_oldest_runs_go_with_all_their_files() throws Exception {
    log("yak-20261101-120000.log", 1);
    log("yak-20261101-120000.2.log", 1);
    log("yak-20261101-120000.2.log.1", 1);
    log("yak-20261101-120000.10.log", 1);
    log("yak-20261102-120000.log.1", 1);
    log("yak-20261102-120000.log.new", 0);
    log("yak-20261103-120000.log", 1);
    log("yak-20261103-120000.log.3", 1);

    retention(3, NEVER, 0).afterRun("yak-20261103-120000", 1);

    assertThat(names())
        .containsExactly(
            "yak-20261101-120000.10.log",
            "yak-20261102-120000.log.1",
            "yak-20261102-120000.log.new",
            "yak-20261103-120000.log",
            "yak-20261103-120000.log.3");
  }

  @Test
  void only_what_is_named_as_a_log_of_the_job_goes() throws Exception {
    List<String> others =
        new ArrayList<>(
            List.of(
                "notes.txt",
                "yak-20261101-120000.log.gz",
                "yak-20261101-120000.log.01",
                "yak-20261101-120000.log.0",
                "yak-20261101-120000.log.",
                "yak-20261101-120000.log.new1",
                "yak-20261101-120000.log.4294967297",
                "yak-20261101-120000.1.log",
                "yak-20261101-120000.02.log",
                "yak-20261101-120000..log",
                "yak-20261101-12000x.log",
                "yak-20261101_120000.log",
                "yak-20261101-120000.lo",
                "yak-20261101-120000",
                "yak-20261101-120000.70000.log",
                "yak2-20261101-120000.log",
                "ya-20261101-120000.log",
                " yak-20261101-120000.log",
                "yak-20261101-120000.log ",
                "-rf",
                "\n",
                "yak-\u00e4\u00f6\u00fc-120000.log",
                "x".repeat(255)));
    for (String name : others) {
      log(name, 1);
    }
    Path victim = Files.writeString(root.resolve("victim"), "precious");
    Files.createSymbolicLink(logs.resolve("yak-20261102-120000.log"), victim);
    Files.createDirectory(logs.resolve("yak-20261103-120000.log"));
    others.add("yak-20261102-120000.log");
    others.add("yak-20261103-120000.log");
    log("yak-20261104-120000.log", 1);
    log("yak-20261105-120000.log", 1);
    others.add("yak-20261105-120000.log");
    others.sort(null);

    retention(1, TimeSpan.parse("1ms"), 1).afterRun("yak-20261105-120000", 1);

    assertThat(names()).isEqualTo(others);
    assertThat(victim).hasContent("precious");
  }

  @Test
  void age_is_told_by_the_start_of_the_run() throws Exception {
    long now = System.currentTimeMillis();
    List<String> kept = new ArrayList<>();
    for (int hours = 1; hours <= 50; hours += 7) {
      String run = "yak-" + new UtcTime(now - hours * 3_600_000L).stamp();
      log(run + ".log", 1);
      if (hours < 24) {
        kept.add(run + ".log");
      }
    }
    kept.sort(null);

    retention(0, TimeSpan.parse("24h"), 0).afterRun("yak-20990101-000000", 1);

    assertThat(names()).isEqualTo(kept);
  }

  @Test
  void the_newest_run_and_the_one_that_has_just_ended_stay() throws Exception {
    logsOfDays(1, 5, 1000);

    retention(1, TimeSpan.parse("1s"), 1).afterRun("yak-20261102-120000", 1000);

    assertThat(names()).containsExactly("yak-20261102-120000.log", "yak-20261105-120000.log");
  }

  @Test
  void size_is_bounded_however_the_runs_log() throws Exception {
    int[] sizes = {10, 80_000, 1, 800, 40_000, 124, 126, 5000, 60_000, 124, 3, 80_000, 7};
    int[] larger = {10, 90_000, 1, 800, 40_000, 124, 126, 5000, 200_000, 124, 3, 99_000, 7};
    assertBounded(sizes, new LogPolicy(100, NEVER, 100_000, 20_000, 3, true));
    assertBounded(larger, new LogPolicy(100, NEVER, 100_000, 0, 0, true));
    assertBounded(larger, new LogPolicy(0, NEVER, 100_000, 100_000, 1, true));
  }

  private void assertBounded(int[] sizes, LogPolicy policy) throws Exception {
    for (String name : names()) {
      Files.delete(logs.resolve(name));
    }
    LogRetention retention = new LogRetention(root.toString(), YAK, policy);
    for (int i = 0; i < 400; i++) {
      int size = sizes[i % sizes.length];
      String run = "yak-20261120-" + (100_000 + i);
      log(run + ".log", size);
      retention.afterRun(run, size);
      long sum = 0;
      for (String name : names()) {
        sum += Files.size(logs.resolve(name));
      }
      assertThat(sum).isLessThanOrEqualTo(Math.max(policy.maxBytes(), size));
      assertThat(names()).contains(run + ".log");
    }
  }

  @Test
  void nothing_goes_while_nothing_is_exceeded() throws Exception {
    logsOfDays(1, 9, 100);

    retention(9, NEVER, 8000).afterRun("yak-20261109-120000", 100);
    retention(0, NEVER, 0).afterRun("yak-20261109-120000", 1 << 30);

    assertThat(names()).hasSize(9);
  }

  @Test
  void by_hand_it_tells_what_it_freed_and_looks_only_if_asked_to() throws Exception {
    logsOfDays(1, 9, 100);
    log("yak-20261101-120000.log.1", 5000);
    LogRetention retention = retention(4, NEVER, 0);

    assertThat(retention.clean(() -> "yak-20261103-120000", /* dryRun */ true))
        .isEqualTo(new LogRetention.Freed(4, 5400));
    assertThat(names()).hasSize(10);
    assertThat(retention.clean(() -> "yak-20261103-120000", /* dryRun */ false))
        .isEqualTo(new LogRetention.Freed(4, 5400));
    assertThat(names()).hasSize(5).contains("yak-20261103-120000.log");
    assertThat(retention.clean(() -> null, /* dryRun */ false))
        .isEqualTo(new LogRetention.Freed(1, 100));
  }

  @Test
  void a_job_that_has_not_run_has_nothing_to_clean() throws Exception {
    Files.delete(logs);

    assertThat(retention(1, NEVER, 1).clean(() -> null, false))
        .isEqualTo(new LogRetention.Freed(0, 0));
    Files.createSymbolicLink(logs, Path.of("/etc"));
    assertThat(retention(1, NEVER, 1).clean(() -> null, false))
        .isEqualTo(new LogRetention.Freed(0, 0));
  }

  @Test
  void thousands_of_logs_are_no_trouble() throws Exception {
    for (int i = 0; i < 3000; i++) {
      log("yak-20261120-" + (100_000 + i) + ".log", 0);
    }

    retention(500, NEVER, 0).afterRun("yak-20261120-102999", 1);

    assertThat(names()).hasSize(500).startsWith("yak-20261120-102500.log");
  }

  @Test
  void a_failure_is_told() throws Exception {
    Files.delete(logs);

    assertThatThrownBy(() -> retention(1, NEVER, 1).afterRun("yak-20261105-120000", 1))
        .isInstanceOf(PosixException.class)
        .hasMessage("cannot open " + root + "/yak: No such file or directory");
  }

  @Test
  void runs_are_named_as_they_were() {
    for (String run :
        List.of("yak-20261120-120000", "yak-20261120-000000.2", "yak-00010101-000001.65535")) {
      assertThat(LogListing.runId(LogListing.runOf(run, YAK), YAK)).isEqualTo(run);
    }
    for (String none :
        List.of("", "yak", "yak-20261120-120000.log", "yak-20261120-120000.1", "x".repeat(300))) {
      assertThat(JobLogs.isRunId(none, YAK)).isFalse();
    }
    assertThat(LogListing.firstRunAt(UtcTime.parse("2026-11-20T12:00:00.999Z")))
        .isEqualTo(LogListing.runOf("yak-20261120-120000", YAK));
  }
}
