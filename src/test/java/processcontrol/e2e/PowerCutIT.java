package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The history after the supervisor and its command were killed at whatever moment. */
@EndToEnd
@Isolated("it needs the processors itself")
class PowerCutIT {

  private static final int JOBS = 4;
  private static final int CUTS_PER_JOB = 25;
  private static final int FEWEST_CUTS_PER_JOB = 6;

  /** Enough for some 100 cuts on two cores. */
  private static final long MOST_SECONDS = 25;

  /** The fate of the starts of a job, by the argument that each was given. */
  private static final class Starts {
    final Set<String> acknowledged = new HashSet<>();
    final Set<String> killed = new HashSet<>();
  }

  @Test
  void no_record_is_lost_and_none_is_written_twice_wherever_a_run_is_cut() throws Exception {
    try (Installation pc = Installation.create(Application.underTest())) {
      for (int job = 0; job < JOBS; job++) {
        pc.shellJob("job" + job, "echo ready\nsleep 0.0" + job);
        pc.run("job" + job, "--", "first").assertSilentSuccess();
      }
      fill(pc, "job0");
      fill(pc, "job1");

      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
      List<Starts> all = new ArrayList<>();
      ExecutorService threads = Executors.newFixedThreadPool(JOBS);
      try {
        List<Future<Starts>> running = new ArrayList<>();
        for (int job = 0; job < JOBS; job++) {
          String slug = "job" + job;
          long seed = job;
          running.add(threads.submit(() -> cut(pc, slug, new Random(seed), end)));
        }
        for (Future<Starts> each : running) {
          all.add(each.get());
        }
      } finally {
        threads.shutdownNow();
      }
      int cuts = 0;
      for (int job = 0; job < JOBS; job++) {
        check(pc, "job" + job, all.get(job));
        cuts += all.get(job).killed.size();
      }
      assertThat(cuts).isGreaterThanOrEqualTo(JOBS * FEWEST_CUTS_PER_JOB);
    }
  }

  /** Leaves so little room below the bound of the history that it is reached meanwhile. */
  private static void fill(Installation pc, String slug) {
    String line = Tree.read(pc.historyFile(slug));
    String reason = "x".repeat((4 << 20) - 10 * line.length());
    Tree.write(
        pc.historyFile(slug),
        line.replace("succeeded", reason).replace("\"first\"", "\"filler\"") + line);
  }

  /** Starts a job again and again, and kills all of it after a random time; the last one ends. */
  private static Starts cut(Installation pc, String slug, Random random, long end) {
    Starts starts = new Starts();
    for (int i = 0; isGoingOn(starts.killed.size(), end); i++) {
      // Most of a start is the JVM's, so most moments are counted from where the run has its name.
      boolean named = i % 5 != 0;
      long after = TimeUnit.MICROSECONDS.toNanos(random.nextInt(named ? 80_000 : 400_000));
      start(pc, slug, "start" + i, named, after, starts);
    }
    start(pc, slug, "last", false, Long.MAX_VALUE, starts);
    assertThat(starts.acknowledged).contains("last");
    return starts;
  }

  /** On a slow machine the time is over first, but some cuts there must be. */
  private static boolean isGoingOn(int cuts, long end) {
    return cuts < FEWEST_CUTS_PER_JOB || (cuts < CUTS_PER_JOB && System.nanoTime() < end);
  }

  private static void start(
      Installation pc, String slug, String argument, boolean named, long after, Starts starts) {
    Running running = pc.start(slug, "--", argument);
    Path lock = pc.locks().resolve(slug + ".lock");
    String holder = " " + running.pid() + " ";
    while (named && !running.isOver() && !Tree.read(lock).contains(holder)) {
      LockSupport.parkNanos(100_000);
    }
    long begin = System.nanoTime();
    while (!running.isOver() && System.nanoTime() - begin < after) {
      LockSupport.parkNanos(100_000);
    }
    if (!running.isOver()) {
      kill(slug, lock, running);
    }
    Finished finished = running.await();
    if (finished.exitCode() == 0) {
      starts.acknowledged.add(argument);
    } else {
      assertThat(finished.exitCode()).as(finished.stderr()).isEqualTo(128 + 9);
      starts.killed.add(argument);
    }
  }

  /** As when the power fails: the supervisor, its command and what that started. */
  private static void kill(String slug, Path lock, Running running) {
    ProcessHandle.of(running.pid()).ifPresent(ProcessHandle::destroyForcibly);
    running.await();
    // Whoever has the lock: the command may have been started a moment before.
    Await.until(
        slug + " is dead",
        () -> {
          if (Commands.tryRun("flock", "-n", lock.toString(), "true").exitCode() == 0) {
            return true;
          }
          Processes.killUsersOf(lock);
          return false;
        });
  }

  private static void check(Installation pc, String slug, Starts starts) {
    Path file = pc.historyFile(slug);
    List<Map<?, ?>> records = new ArrayList<>();
    for (String name : List.of("history.jsonl.1", "history.jsonl")) {
      if (java.nio.file.Files.exists(file.resolveSibling(name))) {
        records.addAll(pc.historyIn(file.resolveSibling(name)));
      }
    }
    Map<String, Map<?, ?>> byRun = new HashMap<>();
    Map<String, Map<?, ?>> byArgument = new HashMap<>();
    for (Map<?, ?> record : records) {
      String argument = (String) ((List<?>) record.get("args")).get(0);
      assertThat(byArgument.put(argument, record)).as("two records of %s", argument).isNull();
      if (!argument.equals("filler")) {
        assertThat(byRun.put((String) record.get("run"), record)).as("a run twice").isNull();
      }
    }
    for (String argument : starts.acknowledged) {
      assertThat(byArgument).as("records of %s", slug).containsKey(argument);
      assertThat(byArgument.get(argument).get("result")).isEqualTo("success");
    }
    for (String argument : starts.killed) {
      Map<?, ?> record = byArgument.get(argument);
      // Killed before it had the lock, when it was lost, or when it had been recorded already.
      assertThat(record == null ? "none" : record.get("result")).isIn("none", "lost", "success");
    }
    for (Path log : pc.logs(slug)) {
      String run = log.getFileName().toString().replaceAll("\\.log$", "");
      // An empty one was made in the moment before the lock file named the run.
      if (!Tree.read(log).isEmpty()) {
        assertThat(byRun).as("records of %s", slug).containsKey(run);
      }
    }
    assertThat(Tree.read(pc.locks().resolve(slug + ".lock"))).isEmpty();
  }
}
