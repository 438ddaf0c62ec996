package processcontrol.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class UnrestrictedSpawnerTest {

  @Test
  @Timeout(20)
  void whatever_a_task_throws_is_thrown_and_the_next_task_is_done() {
    UnrestrictedSpawner side = UnrestrictedSpawner.start();
    for (Throwable failure : new Throwable[] {new LinkageError("x"), new IllegalStateException()}) {
      assertThatThrownBy(() -> side.run(() -> fail(failure))).isSameAs(failure);
    }
    Thread[] worker = new Thread[1];
    side.run(() -> worker[0] = Thread.currentThread());
    assertThat(worker[0]).isNotNull().isNotSameAs(Thread.currentThread());
  }

  private static void fail(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }
}
