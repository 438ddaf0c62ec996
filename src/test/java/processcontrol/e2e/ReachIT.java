package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Starts that cron cannot say, and others that it knows nothing of. */
@EndToEnd
class ReachIT {

  private static void requireMountNamespace() {
    Commands.Result made = Commands.tryRun("unshare", "--mount", "true");
    assumeTrue(made.exitCode() == 0, "no mount namespace can be made here: " + made.output());
  }

  /** The day of its month as Quartz writes it, such as fri#2, or another one of that weekday. */
  private static String day(LocalDate date, int later) {
    String weekday = date.getDayOfWeek().name().substring(0, 3).toLowerCase(Locale.ROOT);
    return weekday + "#" + (((date.getDayOfMonth() - 1) / 7 + later) % 5 + 1);
  }

  @Test
  void cron_asks_on_days_that_it_can_be_and_run_job_decides(Installation pc) {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    String days = day(today, 0) + "," + day(today.plusDays(1), 0); // It may be midnight.
    pc.shellJob("today", "schedule: '* * * * " + days + "'", "true");
    pc.shellJob("other", "schedule: '* * * * " + day(today, 1) + "'", "true");

    pc.run("--scheduled", "--entry", "1", "--job", "today").assertSilentSuccess();
    pc.run("--scheduled", "--entry", "1", "--job", "other").assertSilentSuccess();

    assertThat(pc.history("today")).hasSize(1);
    assertThat(pc.history("today").get(0).get("trigger")).isEqualTo("cron");
    assertThat(pc.history("other")).isEmpty();
  }

  @Test
  void a_job_starts_once_after_each_boot(Installation pc) {
    requireMountNamespace();
    pc.shellJob("boot", "schedule: '@reboot'", "true");
    pc.run("--scheduled", "--job", "boot").assertSilentSuccess();
    assertThat(pc.history("boot")).as("its file came after the boot").isEmpty();
    Path id = Tree.write(pc.root().resolve("id"), "11111111-2222-3333-4444-555555555555\n");
    Path uptime = Tree.write(pc.root().resolve("uptime"), "0.05 0.05\n");
    String[] reboot = {
      "unshare",
      "--mount",
      "sh",
      "-c",
      "mount --bind "
          + id
          + " /proc/sys/kernel/random/boot_id && mount --bind "
          + uptime
          + " /proc/uptime && \"$@\" && \"$@\"",
      "sh"
    };

    pc.launch("--scheduled", "--job", "boot").through(reboot).run().assertSilentSuccess();

    assertThat(pc.history("boot")).hasSize(1);
    assertThat(pc.history("boot").get(0).get("boot"))
        .isEqualTo("11111111-2222-3333-4444-555555555555");
  }
}
