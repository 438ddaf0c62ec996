package processcontrol.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.job.Slug;

class WorkerLockTest {

  private static final Slug YAK = new Slug("yak");

  @TempDir Path directory;

  @Test
  void a_turn_is_had_once_given_up_and_taken_again() {
    try (WorkerLock workerLock = WorkerLock.tryTake(directory.toString(), YAK)) {
      assertThat(WorkerLock.tryTake(directory.toString(), YAK)).isNull();
      workerLock.release();
      try (WorkerLock other = WorkerLock.tryTake(directory.toString(), YAK)) {
        assertThat(other).isNotNull();
        assertThat(workerLock.tryTake()).isFalse();
      }
      assertThat(workerLock.tryTake()).isTrue();
    }
  }

  @Test
  void without_an_inherited_one_the_turn_is_taken() {
    try (WorkerLock workerLock = WorkerLock.inherited(directory.toString(), YAK)) {
      assertThat(workerLock).isNotNull();
      assertThat(WorkerLock.inherited(directory.toString(), YAK)).isNull();
    }
  }
}
