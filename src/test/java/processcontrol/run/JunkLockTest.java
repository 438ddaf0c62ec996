package processcontrol.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.history.JunkTest;
import processcontrol.history.RunRecord;
import processcontrol.history.Standing;
import processcontrol.job.Slug;
import processcontrol.lock.JobLock;
import processcontrol.lock.KeeperLock;
import processcontrol.lock.RunningJob;
import processcontrol.posix.Fd;

/** Lock files that jobs have written junk to are read as what they are: nothing. */
class JunkLockTest {

  private static final Slug JOB = new Slug("job");
  private static final int CASES = Integer.getInteger("junk.cases", 400);
  private static final String WILL =
      "{\"run\":\"job-1\",\"job\":\"job\",\"result\":\"lost\",\"reason\":\"gone\","
          + "\"started\":\"1970-01-01T00:00:00.000Z\",\"attempts\":1,\"trigger\":\"cron\"}\n";
  private static final String FACTS = "job-1 77 - 1970-01-01T00:00:00.000Z\n";

  @TempDir Path directory;

  /** Junk in place of the facts, of the record, or of both. */
  private static byte[] junk(Random random) {
    byte[] will = JunkTest.junk(random, WILL.getBytes(StandardCharsets.UTF_8));
    if (random.nextBoolean()) {
      return will;
    }
    byte[] facts = FACTS.getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(6); i > 0; i--) {
      facts[random.nextInt(facts.length)] = (byte) random.nextInt(256);
    }
    byte[] both = java.util.Arrays.copyOf(facts, facts.length + will.length);
    System.arraycopy(will, 0, both, facts.length, will.length);
    return both;
  }

  @Test
  @Timeout(120)
  void lock_of_junk_never_throws_and_never_takes_long() throws Exception {
    Random random = new Random(12);
    String runs = directory.toString();
    for (int i = 0; i < CASES; i++) {
      byte[] junk = junk(random);
      Files.write(directory.resolve("job.lock"), junk);
      Files.write(directory.resolve("job.keep"), junk);
      long start = System.nanoTime();
      RunRecord lost = JobLock.findLost(runs, JOB);
      assertThat(lost == null || new Standing(lost, lost, 1).withLost(lost) != null).isTrue();
      assertThat(RunningJob.find(runs, JOB)).isNull();
      assertThat(KeeperLock.find(runs, JOB)).isNull();
      try (Fd lock = Fd.openForReading(directory.resolve("job.lock").toString());
          Fd keep = Fd.openForReading(directory.resolve("job.keep").toString())) {
        assertThat(lock.tryLock() && keep.tryLock()).isTrue();
        JobLock.findRunning(runs, JOB);
        assertThat(RunningJob.find(runs, JOB)).as("case %d", i).isNotNull();
        assertThat(KeeperLock.find(runs, JOB)).as("case %d", i).isNotNull();
      }
      try (JobLock lock = JobLock.tryAcquire(runs, JOB)) {
        lock.lostRunId();
        lock.lostRecord();
        lock.lostStart(JOB);
      }
      assertThat(System.nanoTime() - start).as("case %d", i).isLessThan(5_000_000_000L);
    }
  }
}
