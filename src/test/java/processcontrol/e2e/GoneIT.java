package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Files that jobs without a file leave, one limit for all logs, and one stream of the output. */
@EndToEnd
class GoneIT {

  @Test
  void all_that_is_left_of_a_job_without_file_is_removed_once_that_is_confirmed(Installation pc) {
    pc.shellJob("kept", "true");
    Path file = pc.shellJob("old", "true");
    pc.run("old").assertSilentSuccess();
    pc.run("--hold", "old", "--reason", "x");
    Commands.run("rm", file.toString());

    pc.run("--clean", "--gone").assertFailure(64, "say --yes");
    assertThat(pc.run("--clean", "--gone", "--dry-run").stdout())
        .isEqualTo("old: 1 log, its history\n");
    assertThat(pc.logs("old")).hasSize(1);
    pc.run("--clean", "--gone", "kept", "--yes").assertFailure(78, "the job is not gone");
    assertThat(pc.run("--clean", "--gone", "--yes").stdout())
        .startsWith("old: 1 log of ")
        .endsWith(" and its history removed\n");
    assertThat(Tree.list(pc.logs())).isEmpty();
    assertThat(pc.states().resolve("old")).doesNotExist();
    // Never unlinked: another process may just have opened it.
    assertThat(pc.locks().resolve("old.lock")).isEmptyFile();
    assertThat(pc.run("--clean", "--gone", "--yes").stdout()).startsWith("nothing is left of ");

    Commands.run("rm", pc.jobs().resolve("kept.yaml").toString());
    pc.run("--clean", "--gone", "--yes").assertFailure(78, "has a mount or a checkout failed?");
  }

  @Test
  void one_limit_holds_for_the_logs_of_all_jobs_and_log_output_names_a_stream(Installation pc) {
    pc.configure("log_limit: 10\n");
    pc.shellJob("one", "log_output: stderr", "echo out\necho err >&2");
    pc.run("one").assertSilentSuccess();
    assertThat(pc.output("one")).contains("\terr\n").doesNotContain("\tout\n");
    pc.run("one").assertSilentSuccess();

    assertThat(pc.run("--clean").stdout()).contains("log_limit 10 bytes: 1 log of ");
    assertThat(pc.logs("one")).hasSize(1);
    assertThat(pc.launcher().resolveSibling("cron-generate")).isExecutable();
    String crontab =
        Commands.run(
            pc.launcher().resolveSibling("cron-generate").toString(),
            "--config",
            pc.config().toString(),
            "--output",
            "console");
    assertThat(crontab).contains("23 4 * * * ", " --clean --quiet");
  }
}
