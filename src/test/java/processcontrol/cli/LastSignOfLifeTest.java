package processcontrol.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.config.GlobalConfig;
import processcontrol.config.JobLoader;
import processcontrol.status.JobSelection;
import processcontrol.status.JobStatus;
import processcontrol.status.StatusCollector;

/** The moment from which on a job can be overdue. */
class LastSignOfLifeTest {

  private static final Instant CHANGED = Instant.parse("2026-11-01T00:00:00Z");

  @TempDir private Path directory;
  private Path history;
  private Path job;
  private final Instant begun = Instant.now().minusSeconds(1);

  @BeforeEach
  void makeJob() throws IOException {
    Path jobs = Files.createDirectory(directory.resolve("jobs"));
    job = Files.writeString(jobs.resolve("yak.yaml"), "name: Yak\ncommand: /bin/false\n");
    Files.setLastModifiedTime(job, FileTime.from(CHANGED));
    history = Files.createDirectories(directory.resolve("state/yak")).resolve("history.jsonl");
  }

  @Test
  void of_a_job_that_never_ran_it_is_when_its_file_was_put_there_whatever_date_it_has()
      throws IOException {
    assertThat(seen()).isAfterOrEqualTo(begun);
    Files.setLastModifiedTime(job, FileTime.from(Instant.now().plusSeconds(86_400)));
    assertThat(seen()).isBetween(begun, Instant.now());
    assertThat(status().standing().clockFault())
        .isEqualTo(
            "the date of " + status().path() + " is 24 h in the future: was the clock wrong?");
  }

  @Test
  void file_with_another_content_than_that_of_the_last_run_counts() throws IOException {
    record("success", "\"2026-11-21T03:20:00.000Z\"", "other");

    assertThat(seen()).isAfterOrEqualTo(begun);
  }

  @Test
  void record_of_the_future_is_no_sign_of_life() throws IOException {
    record("success", "\"2026-11-21T03:20:00.000Z\"");
    String past = Files.readString(history);
    Files.writeString(history, past + past.replace("2026-11-21T03", "2098-11-21T03"));

    assertThat(seen()).isEqualTo("2026-11-21T03:20:00Z");
    assertThat(status().standing().clockFault())
        .startsWith("record yak-20261121-030000 is ")
        .endsWith(" days in the future: was the clock wrong?");

    Files.writeString(history, past.replace("2026-11-21T03:20", "2098-11-21T03:20"));
    assertThat(seen()).isEqualTo("2026-11-21T03:00:00Z");
  }

  @Test
  void a_run_counts_by_its_end_as_starts_meanwhile_leave_no_record() throws IOException {
    record("success", "\"2026-11-21T03:20:00.000Z\"");

    assertThat(seen()).isEqualTo("2026-11-21T03:20:00Z");
  }

  @Test
  void a_lost_run_counts_by_its_start() throws IOException {
    record("lost", "null");

    assertThat(seen()).isEqualTo("2026-11-21T03:00:00Z");
  }

  private void record(String result, String ended) throws IOException {
    record(result, ended, status().job().sha256());
  }

  private void record(String result, String ended, String sha256) throws IOException {
    Files.writeString(
        history,
        "{\"run\":\"yak-20261121-030000\",\"job\":\"yak\",\"result\":\""
            + result
            + "\",\"reason\":\"x\",\"exit_code\":null,\"signal\":null,"
            + "\"started\":\"2026-11-21T03:00:00.000Z\",\"ended\":"
            + ended
            + ",\"duration\":null,\"attempts\":1,\"trigger\":\"cron\",\"args\":[],"
            + "\"invoked_by\":null,\"job_sha256\":\""
            + sha256
            + "\",\"log\":null}\n");
  }

  private Instant seen() {
    return status().seen();
  }

  private JobStatus status() {
    GlobalConfig config = config();
    return new StatusCollector(config).of(JobSelection.all(new JobLoader(config)), false).get(0);
  }

  private GlobalConfig config() {
    Path file = directory.resolve("process-control.yaml");
    String text =
        "job_directory: %1$s/jobs\nstate_directory: %1$s/state\nrun_directory: %1$s\n"
            .formatted(directory);
    try {
      return GlobalConfig.loadFrom(Files.writeString(file, text).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
