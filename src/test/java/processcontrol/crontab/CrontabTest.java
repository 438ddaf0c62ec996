package processcontrol.crontab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrontabTest {

  @TempDir Path directory;

  private CrontabFile file() {
    return new CrontabFile(directory.resolve("crontab").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"process-control", "A_1", "0", "/etc/cron.d/x", "./x"})
  void names_that_cron_reads_are_accepted(String path) {
    assertThat(new CrontabFile(path)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a.b", ".a", "a~", "a b", "/etc/cron.d/x.new", "a\nb", "\u00e9", "", "/", "/etc/"})
  void names_that_cron_ignores_are_refused(String path) {
    assertThatThrownBy(() -> new CrontabFile(path)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void text_is_installed_once() throws IOException {
    assertThat(file().install("# one\n")).isTrue();
    assertThat(file().install("# one\n")).isFalse();
    assertThat(file().install("# two\n")).isTrue();
    assertThat(Files.readString(directory.resolve("crontab"))).isEqualTo("# two\n");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("crontab"))))
        .isEqualTo("rw-r--r--");
    try (var entries = Files.list(directory)) {
      assertThat(entries).hasSize(1);
    }
  }

  @Test
  void difference_is_a_unified_diff() throws IOException {
    assertThat(file().diff("")).isEmpty();
    Files.writeString(directory.resolve("crontab"), "a\nb\nc\n");
    assertThat(file().diff("a\nb\nc\n")).isEmpty();
    String path = directory.resolve("crontab").toString();
    assertThat(file().diff("a\nB\nc\n"))
        .isEqualTo(
            "--- %s\n+++ %s (generated)\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n".formatted(path, path));
  }

  @Test
  void line_ends_are_part_of_the_difference() throws IOException {
    Files.writeString(directory.resolve("crontab"), "a\nb");
    assertThat(file().diff("a\nb\n")).contains("-b\n\\ No newline at end of file\n+b\n");
    Files.writeString(directory.resolve("crontab"), "a\r\n");
    assertThat(file().diff("a\n")).contains("-a\r\n+a\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/jobs/a%b", "/jobs/a\nb", "/jobs/$(id)", "/jobs/;", "/jobs/\u00e9"})
  void paths_that_could_change_a_crontab_are_refused(String path) {
    assertThat(Crontab.faultOfPath(path, 0)).contains("must not contain");
    assertThat(Crontab.faultOfPath(path, path.length())).isNull();
  }

  @Test
  void plain_paths_are_fine() {
    assertThat(Crontab.faultOfPath("/jobs/A-z_0.9/b+c@d,e=f:g h.yaml", 0)).isNull();
  }

  @Test
  void comment_of_an_invalid_job_stays_one_line() {
    Crontab crontab = new Crontab("{schedule} {user} {command}", "user", "/run --job");
    crontab.addInvalid("a\n* * * * * root id");
    assertThat(crontab).hasToString("# Skipping invalid job a\\n* * * * * root id\n");
  }

  @Test
  void names_of_jobs_that_run_after_others_are_spread_over_lines() {
    Crontab crontab = new Crontab("# {source}\n{schedule} {user} {command}\n", "pc", "run --job");
    List<String> names = new ArrayList<>();
    for (int i = 100; i < 200; i++) {
      names.add("a-job-with-a-name-" + i);
    }
    crontab.addPending("/jobs", "run --pending", names);

    List<String> lines = crontab.toString().lines().filter(line -> !line.startsWith("#")).toList();
    assertThat(lines)
        .hasSize(3)
        .allMatch(line -> line.startsWith("* * * * * pc run --pending a-job-with"))
        .allMatch(line -> line.length() < 850);
    assertThat(String.join(" ", lines)).contains(names);
  }

  @Test
  void without_such_jobs_one_line_starts_what_waits() {
    Crontab crontab = new Crontab("# {source}\n{schedule} {user} {command}\n", "pc", "run --job");
    crontab.addPending("/jobs", "run --pending", List.of());

    assertThat(crontab).hasToString("# /jobs\n* * * * * pc run --pending\n");
  }
}
