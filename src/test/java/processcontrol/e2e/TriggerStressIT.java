package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Thousands of triggers from many processes, while SIGKILL hits all of them at random. */
@EndToEnd
@Isolated("it needs the processors itself")
class TriggerStressIT {

  private static final int PROCESSES = 8;
  private static final int TRIGGERS = 500;

  private final Random random = new Random(6);
  private Installation pc;
  private int kills;

  @Test
  void no_trigger_is_lost_and_none_runs_twice(Installation installation) throws Exception {
    pc = installation;
    pc.shellJob("sink", "printf '%s\\n' \"$@\" >$PC_RUN.out; sleep .0$(($$ % 10))");
    Path classes = copyStorm();
    List<Storm> storms = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      storms.add(new Storm("storm" + i, classes));
    }

    int rounds = 0;
    while (storms.stream().anyMatch(Storm::isOn)) {
      if (rounds % 4 == 3) {
        storms.get(random.nextInt(PROCESSES)).kill();
      }
      disturb(rounds++);
    }
    while (rounds < 20) {
      disturb(rounds++);
    }
    Await.until("all triggers have run", this::isQuiet);

    Set<String> added = new HashSet<>();
    storms.forEach(storm -> added.addAll(storm.added()));
    Map<String, Integer> executed = executed();
    Set<String> lost = lost();
    assertThat(added).hasSizeGreaterThan(PROCESSES * TRIGGERS - 100);
    assertThat(executed.values()).as("how often each ran").containsOnly(1);
    Set<String> missing = new HashSet<>(added);
    missing.removeAll(executed.keySet());
    System.out.printf(
        "%d triggers in %d runs with %d kills: %d in runs that were lost before their command%n",
        added.size(), pc.history("sink").size(), kills, missing.size());
    assertThat(lost).as("what did not run stands in records of lost runs").containsAll(missing);
    assertThat(kills).isGreaterThan(10);
    assertThat(pc.history("sink")).hasSizeGreaterThan(10);
    // The number of triggers that a lost run had taken is up to chance; that it was killed is not.
    List<String> results = pc.results("sink");
    assertThat(Collections.frequency(results, "lost")).isLessThanOrEqualTo(kills);
    assertThat(results).contains("success").isSubsetOf("success", "lost");
  }

  /** Adds load: a process that starts what waits, and now and then SIGKILL. */
  private void disturb(int round) {
    pc.run("--scheduled", "--pending").assertSilentSuccess();
    List<Long> servers = servers();
    if (!servers.isEmpty() && random.nextInt(3) > 0) {
      // At any moment of its life: of its start, too.
      LockSupport.parkNanos(random.nextInt(random.nextBoolean() ? 300_000_000 : 1_200_000_000));
      kill(servers.get(random.nextInt(servers.size())));
    } else if (round % 4 == 0) {
      pc.run("sink");
    }
  }

  private void kill(long pid) {
    if (Commands.tryRun("kill", "-KILL", Long.toString(pid)).exitCode() == 0) {
      kills++;
    }
  }

  private List<Long> servers() {
    return Commands.tryRun("pgrep", "-f", "--", "--serve --config " + pc.config())
        .output()
        .lines()
        .map(Long::valueOf)
        .toList();
  }

  private boolean isQuiet() {
    pc.run("--scheduled", "--pending");
    return servers().isEmpty()
        && pc.run("--status", "--only-running").stdout().isEmpty()
        && Tree.list(pc.states().resolve(".triggers")).isEmpty();
  }

  /** Returns how often each argument was given to a command. */
  private Map<String, Integer> executed() {
    Map<String, Integer> times = new HashMap<>();
    for (Path file : Tree.list(pc.work())) {
      if (file.toString().endsWith(".out")) {
        Tree.read(file)
            .lines()
            .filter(l -> !l.isEmpty())
            .forEach(l -> times.merge(l, 1, Integer::sum));
      }
    }
    return times;
  }

  private Set<String> lost() {
    Set<String> args = new HashSet<>();
    for (Map<?, ?> record : pc.history("sink")) {
      if (record.get("result").equals("lost")) {
        ((List<?>) record.get("args")).forEach(arg -> args.add((String) arg));
      }
    }
    return args;
  }

  private Path copyStorm() throws IOException {
    Path classes = Tree.directory(pc.root().resolve("classes"));
    Path target = Tree.directory(classes.resolve("processcontrol/e2e"));
    Path own = Path.of("target/test-classes/processcontrol/e2e/TriggerStorm.class");
    Files.copy(own, target.resolve("TriggerStorm.class"));
    Commands.run("chmod", "-R", "a+rX", classes.toString());
    return classes;
  }

  /** One process that adds triggers; killed, it begins again behind the trigger it was at. */
  private final class Storm {
    private final String name;
    private final Path classes;
    private final Path notes;
    private Process process;

    Storm(String name, Path classes) {
      this.name = name;
      this.classes = classes;
      this.notes = pc.work().resolve(name + ".added");
      start(0);
    }

    private void start(int from) {
      Path lib = pc.launcher().getParent().resolveSibling("lib");
      try {
        process =
            new ProcessBuilder(
                    "setpriv",
                    "--reuid",
                    ServiceUser.NAME,
                    "--clear-groups",
                    "java",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:-UsePerfData", // It would leave a directory in /tmp.
                    "-XX:+UseSerialGC",
                    "-Djffi.boot.library.path=" + lib.resolve("jni"),
                    "-cp",
                    lib.resolve("process-control.jar") + ":" + classes,
                    TriggerStorm.class.getName(),
                    pc.states().toString(),
                    "sink",
                    name,
                    Integer.toString(from),
                    Integer.toString(TRIGGERS),
                    notes.toString())
                .directory(new java.io.File("/"))
                .inheritIO()
                .start();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    boolean isOn() {
      return process.isAlive();
    }

    List<String> added() {
      return Files.exists(notes) ? Tree.read(notes).lines().toList() : List.of();
    }

    /**
     * Kills the process; its current trigger may have been made or not, so that one counts neither
     * way.
     */
    void kill() {
      if (process.isAlive()) {
        process.destroyForcibly().onExit().join();
        kills++;
        List<String> all = added();
        String last = all.isEmpty() ? name + "--1" : all.get(all.size() - 1);
        int next = Integer.parseInt(last.substring(name.length() + 1)) + 2;
        if (next < TRIGGERS) {
          start(next);
        }
      }
    }
  }
}
