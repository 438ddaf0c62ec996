package processcontrol.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;
import processcontrol.lock.KeeperLock.Keeper;
import processcontrol.lock.KeeperLock.State;
import processcontrol.posix.CurrentProcess;

class KeeperLockTest {

  private static final Slug YAK = new Slug("yak");

  @TempDir private Path directory;

  private final int umask = CurrentProcess.umask(022);

  /** A keeper makes files for others, and leaves it so to its process. */
  @AfterEach
  void restoreUmask() {
    CurrentProcess.umask(umask);
  }

  @Test
  void keeper_is_known_while_it_holds_the_lock() {
    assertThat(KeeperLock.find(directory.toString(), YAK)).isNull();
    UtcTime next = new UtcTime(1_800_000_000_000L);
    try (KeeperLock lock = KeeperLock.tryAcquire(directory.toString(), YAK)) {
      assertThat(KeeperLock.find(directory.toString(), YAK))
          .isEqualTo(new Keeper(0, State.RUNNING, 0, null));
      lock.write(State.RESTARTING, 3, next);

      assertThat(KeeperLock.find(directory.toString(), YAK))
          .isEqualTo(new Keeper(CurrentProcess.pid(), State.RESTARTING, 3, next));
      assertThat(KeeperLock.tryAcquire(directory.toString(), YAK)).isNull();
    }
    assertThat(KeeperLock.find(directory.toString(), YAK)).isNull();
    assertThat(directory.resolve("yak.keep")).isEmptyFile();
  }

  @Test
  void what_jobs_wrote_into_the_file_is_no_keeper_with_a_pid() throws Exception {
    try (KeeperLock lock = KeeperLock.tryAcquire(directory.toString(), YAK)) {
      assertThat(lock).isNotNull();
      Files.writeString(directory.resolve("yak.keep"), "x running y z\n");

      assertThat(KeeperLock.find(directory.toString(), YAK).pid()).isZero();
    }
  }

  @Test
  void mark_holds_only_while_somebody_waits_and_until_it_is_taken() throws Exception {
    String run = directory.toString();
    assertThat(RestartMark.take(run, YAK)).isFalse();
    try (RestartMark mark = RestartMark.trySet(run, YAK)) {
      assertThat(mark).isNotNull();
      assertThat(RestartMark.trySet(run, YAK)).isNull();
      assertThat(RestartMark.isSet(run, YAK)).isTrue();
      assertThat(RestartMark.take(run, YAK)).isTrue();
      assertThat(RestartMark.take(run, YAK)).isFalse();
    }
    Files.writeString(directory.resolve("yak.restart"), "1\n");
    assertThat(RestartMark.isSet(run, YAK)).isFalse();
    assertThat(RestartMark.take(run, YAK)).isFalse();
    assertThat(directory.resolve("yak.restart")).isEmptyFile();
  }
}
