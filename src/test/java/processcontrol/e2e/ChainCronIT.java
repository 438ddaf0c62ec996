package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The real cron starts what runs after other jobs, and what nobody was there to run. */
@EndToEnd
class ChainCronIT {

  @Test
  void real_cron_starts_jobs_after_others_and_triggers_that_were_left(Installation pc)
      throws Exception {
    assumeTrue(Files.isExecutable(RealCronIT.CRON), "Debian's cron is not installed");
    pc.configure("runner_path: " + pc.launcher() + "\n");
    pc.shellJob("parent", "true");
    pc.shellJob("child", "after: parent", "true");
    pc.shellJob("left", "true");
    pc.run("parent").assertSilentSuccess();
    Operator.age(pc.jobs().resolve("child.yaml"), Instant.now().minusSeconds(3600));
    pc.run("--hold", "left", "--reason", "x");
    pc.run("--trigger", "left", "--", "a");
    Files.delete(pc.states().resolve("left/hold"));
    Path crontab = Path.of("/etc/cron.d", pc.root().getFileName().toString());
    RealCronIT.Daemon daemon = new RealCronIT.Daemon(pc.root().resolve("cron.out"));
    try {
      Operator.cronGenerate(pc, "--output", crontab.toString()).assertSilentSuccess();
      Await.until(
          "cron has started both",
          () -> !pc.history("child").isEmpty() && !pc.history("left").isEmpty());
    } finally {
      Files.deleteIfExists(crontab);
      daemon.end();
    }

    assertThat(pc.record("child").get("trigger")).isEqualTo("triggered");
    assertThat(pc.output("child")).contains("triggered by " + pc.record("parent").get("run"));
    assertThat(pc.record("left").get("args")).isEqualTo(java.util.List.of("a"));
  }
}
