package processcontrol.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;
import processcontrol.posix.CurrentProcess;
import processcontrol.posix.PosixException;

class JobLockTest {

  private static final Slug YAK = new Slug("yak");
  private static final UtcTime STARTED = new UtcTime(0);
  private static final String WILL =
      "{\"run\":\"yak-1\",\"job\":\"yak\",\"result\":\"lost\",\"reason\":\"gone\","
          + "\"started\":\"1970-01-01T00:00:00.000Z\",\"attempts\":1,\"trigger\":\"cron\"}\n";
  private static final byte[] RECORD = WILL.getBytes(StandardCharsets.UTF_8);

  @TempDir Path directory;

  private Path file() {
    return directory.resolve("yak.lock");
  }

  private JobLock acquire() {
    return JobLock.tryAcquire(directory.toString(), YAK);
  }

  private void leave(String content) throws Exception {
    Files.writeString(file(), content);
  }

  @Test
  void a_lock_is_had_once() {
    try (JobLock lock = acquire()) {
      assertThat(lock).isNotNull();
      assertThat(acquire()).isNull();
      lock.release();
      try (JobLock next = acquire()) {
        assertThat(next).isNotNull();
      }
    }
    assertThat(file()).exists();
  }

  @Test
  void closing_gives_the_lock_up() {
    acquire().close();
    try (JobLock lock = acquire()) {
      assertThat(lock).isNotNull();
    }
  }

  @Test
  void the_file_names_the_run_and_its_last_will() {
    try (JobLock lock = acquire()) {
      lock.write("yak-1", 0, STARTED, "", RECORD);
      assertThat(file())
          .hasContent("yak-1 " + CurrentProcess.pid() + " - 1970-01-01T00:00:00.000Z\n" + WILL);
      lock.write("yak-1", 4711, STARTED, "", RECORD);
      assertThat(file())
          .hasContent("yak-1 " + CurrentProcess.pid() + " 4711 1970-01-01T00:00:00.000Z\n" + WILL);
      lock.clear();
      assertThat(file()).isEmptyFile();
    }
  }

  @Test
  void others_see_the_run_that_holds_the_lock() {
    try (JobLock lock = acquire()) {
      assertThat(RunningJob.find(directory.toString(), YAK))
          .isEqualTo(new RunningJob(YAK, "", 0, 0, null, ""));
      lock.write("yak-1", 4711, STARTED, "", RECORD);
      assertThat(RunningJob.find(directory.toString(), YAK))
          .isEqualTo(new RunningJob(YAK, "yak-1", CurrentProcess.pid(), 4711, STARTED, ""));
    }
    assertThat(RunningJob.find(directory.toString(), YAK)).isNull();
    assertThat(RunningJob.find(directory + "/none", YAK)).isNull();
  }

  @Test
  void what_a_vanished_supervisor_left_is_its_record() throws Exception {
    try (JobLock lock = acquire()) {
      lock.write("yak-1", 4711, STARTED, "", RECORD);
    }
    try (JobLock next = acquire()) {
      assertThat(next.lostRunId()).isEqualTo("yak-1");
      assertThat(next.lostRecord()).isEqualTo(RECORD);
    }
  }

  @Test
  void the_rest_of_a_longer_run_does_not_matter() throws Exception {
    leave("yak-2 1 - T\n" + WILL + "of a longer one\"}\n");
    try (JobLock lock = acquire()) {
      assertThat(lock.lostRunId()).isEqualTo("yak-2");
      assertThat(lock.lostRecord()).isEqualTo(RECORD);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "yak-1",
        "yak-1 12 - T",
        "yak-1 12 - T\n",
        "yak-1 12 - T\n{",
        "yak-1 12 - T\n\n",
        "yak-1 12 - T\n{\"run\":\"yak-1\"",
        "yak-1 12 - T\n{\"run\":\"yak-1\"}",
        "yak-1 12 - T\n{\"run\":\n",
        "yak-1 12 - T\nrun}\n",
        "yak-1 12 - T\n{\"run\":\"yak-1\"}\n",
        "\0\0\0\0",
        "\0\0\n\0\0"
      })
  void a_torn_file_has_no_record(String content) throws Exception {
    leave(content);
    try (JobLock lock = acquire()) {
      assertThat(lock.lostRecord()).isNull();
    }
  }

  @Test
  void an_empty_file_names_no_run() throws Exception {
    leave("");
    try (JobLock lock = acquire()) {
      assertThat(lock.lostRunId()).isNull();
    }
  }

  @Test
  void a_link_in_place_of_the_lock_is_refused() throws Exception {
    Path elsewhere = directory.resolve("elsewhere");
    Files.createSymbolicLink(file(), elsewhere);

    assertThatThrownBy(() -> acquire())
        .isInstanceOf(PosixException.class)
        .hasMessage("cannot open " + file() + ": it is a symbolic link; remove it");
    assertThat(elsewhere).doesNotExist();
  }
}
