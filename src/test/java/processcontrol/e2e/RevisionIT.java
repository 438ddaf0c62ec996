package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The origin of jobs: the file REVISION of the job directory. */
@EndToEnd
class RevisionIT {

  @Test
  void the_revision_of_the_jobs_is_in_records_and_crontab_and_history_shows_its_change(
      Installation pc) throws Exception {
    Path file = pc.jobs().resolve("REVISION");
    pc.shellJob("job", "schedule: '0 1 * * *'", "exit \"${1:-0}\"");
    pc.run("job");
    Files.writeString(file, "0123456789abcdef\nof main\n");
    pc.run("job");
    Files.writeString(file, "v1.2-3\n");
    pc.run("job");
    pc.run("job");

    List<String> lines = pc.run("--history", "job").stdout().lines().toList();

    assertThat(pc.history("job").stream().map(r -> String.valueOf(r.get("revision"))).toList())
        .containsExactly("null", "0123456789abcdef", "v1.2-3", "v1.2-3");
    assertThat(lines.get(0)).contains("  REVISION ");
    assertThat(lines.get(2)).contains("  0123456789abcdef  ");
    assertThat(lines.get(3)).contains("  v1.2-3 ");
    assertThat(lines.get(4)).contains("  \"  ");
    assertThat(Operator.cronGenerate(pc, "--output", "console").stdout())
        .startsWith("# Revision v1.2-3\nMAILTO=root\n");

    Files.writeString(file, "a%b\n* * * * * root id\n");
    Finished generated = Operator.cronGenerate(pc, "--output", "console");
    assertThat(generated.stdout()).startsWith("MAILTO=root\n").doesNotContain("root id");
    assertThat(generated.stderr()).contains("REVISION: is ignored");
  }
}
