package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Debian's own cron runs what cron-generate wrote. */
@EndToEnd
class RealCronIT {

  static final Path CRON = Path.of("/usr/sbin/cron");
  private static final Duration PATIENCE = Duration.ofSeconds(130);

  /** A cron daemon that runs already, or one of ours; only ours is ended. */
  static final class Daemon {
    private final Process process;

    Daemon(Path output) throws IOException, InterruptedException {
      process =
          new ProcessBuilder("/usr/bin/env", "--default-signal", CRON.toString(), "-f")
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      // It ends at once where another one holds the lock on its pid file.
      if (process.waitFor(2, TimeUnit.SECONDS)) {
        assertThat(Tree.read(output)).contains("otherpid");
      }
    }

    void end() {
      process.destroy();
    }
  }

  @Test
  void real_cron_runs_a_generated_entry_and_skips_a_held_job(Installation pc) throws Exception {
    assumeTrue(Files.isExecutable(CRON), "Debian's cron is not installed");
    pc.configure("runner_path: " + pc.launcher() + "\n");
    pc.shellJob("every-minute", "schedule: '* * * * *'", "echo from cron");
    pc.shellJob("kept", KeepIT.KEYS, "echo kept");
    pc.shellJob("held", "schedule: '* * * * *'", "echo must not run");
    pc.shellJob("mapped", "schedule: {'* * * * *': [from, the map]}", "echo \"$*\"");
    pc.shellJob("rounds", "period: 10s", "echo run");
    pc.shellJob("abroad", "schedule: '* * * * *'\ntime_zone: Asia/Tokyo", "echo run");
    assertThat(pc.run("--hold", "held", "--reason", "maintenance").exitCode()).isZero();
    Path crontab = Path.of("/etc/cron.d", pc.root().getFileName().toString());
    Daemon daemon = new Daemon(pc.root().resolve("cron.out"));
    try {
      Operator.cronGenerate(pc, "--output", crontab.toString()).assertSilentSuccess();
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (pc.history("every-minute").isEmpty()
          || pc.history("held").isEmpty()
          || pc.history("kept").size() < 3
          || pc.history("mapped").isEmpty()
          || pc.history("abroad").isEmpty()
          || pc.history("rounds").size() < 3) {
        assertThat(System.nanoTime())
            .as("cron has not started all jobs in %s", PATIENCE)
            .isLessThan(deadline);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
      }
    } finally {
      Files.deleteIfExists(crontab);
      pc.run("--kill-job", "kept");
      daemon.end();
    }

    Map<?, ?> record = pc.history("every-minute").get(0);
    assertThat(record.get("trigger")).isEqualTo("cron");
    assertThat(record.get("result")).isEqualTo("success");
    assertThat(pc.output("every-minute")).contains("\tfrom cron\n");
    assertThat(pc.output("mapped")).contains("\tfrom the map\n");
    for (String slug : List.of("mapped", "rounds", "abroad")) {
      assertThat(pc.history(slug)).allMatch(each -> "cron".equals(each.get("trigger")));
    }
    assertThat(pc.history("abroad").get(0).get("slot").toString()).endsWith(":00.000Z");
    List<Map<?, ?>> held = pc.history("held");
    assertThat(held).allMatch(each -> "skipped".equals(each.get("result")));
    assertThat(held).allMatch(each -> "cron".equals(each.get("trigger")));
    assertThat(held.get(0).get("reason").toString())
        .startsWith("on hold since ")
        .endsWith("maintenance");
    assertThat(pc.logs("held")).isEmpty();
  }
}
