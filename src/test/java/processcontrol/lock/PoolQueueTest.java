package processcontrol.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.job.Pool;

/** The run that has waited longest for a pool comes first. */
class PoolQueueTest {

  private static final Pool POOL = new Pool("database", 1, "here");

  @TempDir Path run;

  private PoolQueue join(long since) {
    return PoolQueue.join(run.toString(), POOL, since);
  }

  @Test
  void who_has_waited_longest_is_the_first_whenever_it_came() {
    try (PoolQueue late = join(1_800_000_000_002L)) {
      assertThat(late.isFirst()).isTrue();
      try (PoolQueue early = join(1_800_000_000_001L)) {
        assertThat(early.isFirst()).isTrue();
        assertThat(late.isFirst()).isFalse();
        assertThat(PoolQueue.isWaitedFor(run.toString(), POOL)).isTrue();
        assertThat(PoolQueue.isWaitedFor(run.toString(), new Pool("data", 1, "x"))).isFalse();
      }
      assertThat(late.isFirst()).isTrue();
    }
    assertThat(PoolQueue.isWaitedFor(run.toString(), POOL)).isFalse();
    assertThat(run).isEmptyDirectory();
  }

  @Test
  void the_place_of_one_that_was_killed_is_none() throws IOException {
    Files.createFile(run.resolve("pool-database.1700000000000-12345.wait"));
    Files.createFile(run.resolve("pool-database.1"));
    try (PoolQueue queue = join(1_800_000_000_000L)) {
      assertThat(queue.isFirst()).isTrue();
    }
    assertThat(run.toFile().list()).containsExactly("pool-database.1");
  }
}
