package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Triggers of a run whose supervisor is killed just as it ends. */
@EndToEnd
class TriggerCutIT {

  private static final int CUTS = 20;

  private static Path spool(Installation pc) {
    return pc.states().resolve(".triggers");
  }

  private static void hold(Installation pc, String slug) {
    assertThat(pc.run("--hold", slug, "--reason", "test").exitCode()).isZero();
  }

  private static void seeToWhatWaits(Installation pc) {
    pc.run("--scheduled", "--pending").assertSilentSuccess();
  }

  @Test
  void every_run_on_record_triggers_once_wherever_its_supervisor_is_killed(Installation pc) {
    Random random = new Random(7);
    pc.shellJob("sink", "true");
    pc.shellJob("source", "triggers: {end: [sink], failure: {sink: [failed]}}", "true");
    hold(pc, "sink");
    File directory = spool(pc).toFile();

    int killed = 0;
    for (int i = 0; i < CUTS; i++) {
      Running running = pc.start("source");
      boolean prepared = false;
      while (!running.isOver() && !prepared) {
        String[] hidden = directory.list((dir, name) -> name.startsWith("."));
        prepared = hidden != null && hidden.length > 0;
      }
      // Most of the time is the start; what matters is the few milliseconds of the end.
      LockSupport.parkNanos(random.nextInt(2_000_000));
      ProcessHandle.of(running.pid()).ifPresent(ProcessHandle::destroyForcibly);
      killed += running.await().exitCode() == 0 ? 0 : 1;
      if (i % 3 == 0) {
        seeToWhatWaits(pc);
      }
    }
    pc.run("source").assertSilentSuccess();
    seeToWhatWaits(pc);

    List<String> triggered = new ArrayList<>();
    for (Path file : Tree.list(spool(pc))) {
      if (file.getFileName().toString().startsWith(".sink.")) {
        assertThat(file).isEmptyFile(); // Killed before it was written; it is removed later.
        continue;
      }
      assertThat(file.getFileName().toString()).startsWith("sink.");
      pc.historyIn(file).forEach(each -> triggered.add(each.get("run") + " " + each.get("args")));
    }
    List<String> expected = new ArrayList<>();
    for (Map<?, ?> record : pc.history("source")) {
      expected.add(record.get("run") + " []");
      if (record.get("result").equals("lost")) {
        expected.add(record.get("run") + " [failed]");
      }
    }
    assertThat(triggered).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(killed).isPositive();
    System.out.printf("%d of %d supervisors were killed%n", killed, CUTS);
  }

  @Test
  void what_was_prepared_is_fired_once_its_run_is_on_record_and_never_otherwise(Installation pc) {
    pc.shellJob("sink", "true");
    pc.shellJob("source", "triggers: {success: {sink: [a b]}}", "true");
    hold(pc, "sink");
    pc.run("source").assertSilentSuccess();
    Path fired = Tree.list(spool(pc)).get(0);
    Path hidden = fired.resolveSibling("." + fired.getFileName());

    Commands.run("mv", fired.toString(), hidden.toString());
    assertThat(pc.run("--status", "sink").stdout()).doesNotContain("pending");
    seeToWhatWaits(pc);
    assertThat(Tree.list(spool(pc))).containsExactly(fired);

    Commands.run("mv", fired.toString(), hidden.toString());
    String record = Tree.read(pc.historyFile("source"));
    Tree.write(pc.historyFile("source"), "");
    seeToWhatWaits(pc);
    assertThat(Tree.list(spool(pc))).isEmpty();

    Tree.write(pc.historyFile("source"), record);
    pc.run("source").assertSilentSuccess();
    assertThat(Tree.list(spool(pc))).hasSize(1);
    assertThat(pc.run("--release", "sink").exitCode()).isZero();
    Await.until("sink has run", () -> !pc.history("sink").isEmpty());
    assertThat(pc.record("sink").get("args")).isEqualTo(List.of("a b"));
    assertThat(Tree.list(spool(pc))).isEmpty();
  }
}
