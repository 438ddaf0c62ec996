package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Starts that cron cannot say, and others that it knows nothing of. */
@EndToEnd
class ReachIT {

  static void requireMountNamespace() {
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
    String later = day(today.plusDays(3), 0); // The crontab is of a former schedule.
    pc.shellJob("stale", "schedule: '* * * * " + later + "'", "true");

    pc.run("--scheduled", "--entry", "1", "--job", "today").assertSilentSuccess();
    pc.run("--scheduled", "--entry", "1", "--job", "other").assertSilentSuccess();
    pc.run("--scheduled", "--entry", "1", "--job", "stale").assertSilentSuccess();

    assertThat(pc.history("today")).hasSize(1);
    assertThat(pc.history("today").get(0).get("trigger")).isEqualTo("cron");
    assertThat(pc.history("other")).isEmpty();
    assertThat(pc.history("stale")).isEmpty();
  }

  @Test
  void a_job_starts_once_after_each_boot(Installation pc) {
    requireMountNamespace();
    pc.shellJob("boot", "schedule: '@reboot'", "true");
    pc.run("--scheduled", "--job", "boot").assertSilentSuccess();
    assertThat(pc.history("boot")).as("its file came after the boot").isEmpty();
    Path id = Tree.write(pc.root().resolve("id"), "11111111-2222-3333-4444-555555555555\n");
    Path uptime = Tree.write(pc.root().resolve("uptime"), "0.00 0.00\n");
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

  @Test
  void starts_of_a_job_that_fails_are_thinned_out_until_it_succeeds(Installation pc) {
    pc.shellJob(
        "job",
        "schedule: '* * * * *'\nretry_later: {after_failures: 1}",
        "test -e " + pc.work() + "/ok");
    String[] cron = {"--scheduled", "--entry", "1", "--job", "job"};

    pc.run(cron).assertFailure(1);
    pc.run(cron).assertSilentSuccess();
    ServiceUser.own(Tree.write(pc.work().resolve("ok"), ""));
    pc.run(cron).assertSilentSuccess();
    pc.run(cron).assertSilentSuccess();

    assertThat(pc.results("job")).containsExactly("failure", "skipped", "success", "success");
    assertThat(pc.history("job").get(1).get("reason"))
        .isEqualTo("retry_later: 1 run has failed, so that 1 start is skipped");
  }

  @Test
  void a_slow_start_comes_first_and_the_command_follows_if_it_succeeds(Installation pc) {
    pc.shellJob(
        "job",
        "slow_start: first\nslow_start_command: echo slow; test -e " + pc.work() + "/ok",
        "echo fast");

    pc.run("job").assertFailure(1);
    assertThat(pc.output("job")).contains("\tslow\n").doesNotContain("\tfast\n");
    ServiceUser.own(Tree.write(pc.work().resolve("ok"), ""));
    pc.run("job").assertSilentSuccess();
    pc.run("job").assertSilentSuccess();
    assertThat(pc.output("job").lines().filter(line -> line.endsWith("\tslow"))).hasSize(2);
    assertThat(pc.output("job").lines().filter(line -> line.endsWith("\tfast"))).hasSize(2);
    List<Object> slow = new ArrayList<>();
    pc.history("job").forEach(record -> slow.add(record.get("slow_start")));
    assertThat(slow).isEqualTo(List.of(true, true, false));
  }

  @Test
  void any_command_is_run_where_a_job_of_roots_allows_it(Installation pc) {
    pc.run("--", "id")
        .assertFailure(64, "which job? a command behind -- needs a job that allows it");
    Path file = pc.job("adhoc", "name: By hand\ncommand_from_arguments: true\nlog_start: false\n");

    pc.run("--", "sh", "-c", "echo \"$1\"; exit 3", "sh", "a  b").assertFailure(3);
    assertThat(pc.output("adhoc")).endsWith("\tINFO\ta  b\n").doesNotContain("=====", "-----");
    assertThat(pc.run("--logs", "adhoc", "--raw").stdout()).isEqualTo("a  b\n");
    assertThat(pc.record("adhoc").get("args"))
        .isEqualTo(List.of("sh", "-c", "echo \"$1\"; exit 3", "sh", "a  b"));
    pc.run("--job", "adhoc").assertFailure(64, "adhoc runs what stands behind --");
    pc.run("--trigger", "adhoc", "--", "id").assertFailure(64, "adhoc is run by hand only");

    Tree.mode(file, "rw-rw-r--");
    pc.run("--job", "adhoc", "--", "id").assertFailure(78, "only root may allow any command");
    assertThat(pc.history("adhoc")).hasSize(1);
  }

  @Test
  void jobs_after_others_come_in_the_order_in_which_those_have_ended(Installation pc) {
    String pool = "\npool: {name: p, limit: 1}\npool_wait: 1m";
    for (String name : List.of("a", "b", "c")) {
      pc.shellJob("first-" + name, "true");
      pc.shellJob(name, "after: first-" + name + pool, "sleep 0.3");
    }
    for (String name : List.of("c", "a", "b")) {
      pc.run("first-" + name).assertSilentSuccess();
    }

    pc.run("--scheduled", "--pending", "a", "b", "c").assertSilentSuccess();

    Await.until(
        "all have run",
        () -> List.of("a", "b", "c").stream().allMatch(name -> pc.results(name).size() == 1));
    List<String> order = new ArrayList<>(List.of("a", "b", "c"));
    order.sort(Comparator.comparing(name -> (String) pc.record(name).get("ended")));
    assertThat(order).containsExactly("c", "a", "b");
  }

  @Test
  void a_job_whose_parent_is_gone_is_run_by_nobody(Installation pc) {
    pc.shellJob("child", "after: gone", "true");
    String fault = ": after: there is no job 'gone'";

    pc.run("child").assertFailure(78, fault);
    pc.run("--detach", "child").assertFailure(78, fault);
    pc.run("--trigger", "child").assertFailure(78, fault);
    pc.run("--scheduled", "--pending", "child").assertSilentSuccess();
    assertThat(pc.run("--status", "child").stdout()).contains(fault);
    assertThat(pc.history("child")).isEmpty();
  }

  @Test
  void a_url_is_waited_for(Installation pc) throws Exception {
    try (Answers server = new Answers("HTTP/1.1 503 Busy\r\n\r\n", "HTTP/1.1 204 Fine\r\n\r\n")) {
      pc.shellJob("job", "wait: {urls: '" + server.url() + "', poll_interval: 1s}", "true");
      pc.run("job").assertSilentSuccess();
      assertThat(pc.output("job"))
          .contains("waiting for URL " + server.url(), "met: URL " + server.url());
    }
    Tree.replace(
        pc.jobs().resolve("job.yaml"),
        "name: J\ncommand: 'true'\nwait: {urls: http://127.0.0.1:1/, give_up_at: 1s, poll_interval: 1s}\n");
    pc.run("job")
        .assertFailure(124, "gave up waiting for URL http://127.0.0.1:1/ (Connection refused");
  }
}
