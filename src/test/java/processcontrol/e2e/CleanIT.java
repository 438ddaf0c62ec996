package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Old logs go: after each run, and by {@code --clean}. */
@EndToEnd
class CleanIT {

  private static Path log(Installation pc, String slug, String name, int size) {
    Path directory = Tree.directory(pc.logs().resolve(slug));
    ServiceUser.own(directory);
    Path file = Tree.write(directory.resolve(name), new byte[size]);
    ServiceUser.own(file);
    return file;
  }

  private static void days(Installation pc, String slug, int count, int size) {
    for (int day = 1; day <= count; day++) {
      log(pc, slug, slug + "-2025010" + day + "-000000.log", size);
    }
  }

  @Test
  void each_run_leaves_as_many_logs_as_the_job_keeps(Installation pc) {
    pc.shellJob("runs", "log: {max_runs: 3}", "true");
    pc.shellJob("age", "log: {max_age: 30d}", "true");
    pc.shellJob("bytes", "log: {max_bytes: 10k}", "true");
    for (String slug : new String[] {"runs", "age", "bytes"}) {
      days(pc, slug, 9, 4000);
      pc.run(slug).assertSilentSuccess();
    }

    assertThat(pc.logs("runs")).hasSize(3);
    assertThat(pc.logs("age")).hasSize(1);
    assertThat(pc.logs("bytes")).hasSize(3);
    assertThat(pc.logs("runs").get(2)).hasToString((String) pc.record("runs").get("log"));
  }

  @Test
  void a_failure_to_clean_is_told_and_does_not_fail_the_run(Installation pc) {
    pc.shellJob("job", "log: {max_runs: 1}", "chmod 0550 " + pc.logs().resolve("job"));
    days(pc, "job", 2, 1);

    Finished run = pc.run("job");

    assertThat(run.exitCode()).isZero();
    assertThat(run.errors()).hasSize(1);
    assertThat(run.stderr())
        .startsWith("run-job: job: warning: old logs were not removed: cannot remove ");
    assertThat(pc.record("job").get("result")).isEqualTo("success");
    assertThat(pc.logs("job")).hasSize(3);
    Finished clean = pc.run("--clean", "job");
    clean.assertFailure(125, "job: cannot remove ", "Permission denied");
  }

  @Test
  void metrics_of_jobs_that_are_gone_are_told_of(Installation pc) {
    pc.configure("metrics_directory: " + pc.work() + "\n");
    pc.shellJob("yak", "true");
    pc.run("yak").assertSilentSuccess();
    Tree.write(pc.work().resolve("process-control-gone.prom"), "");
    Tree.write(pc.work().resolve("other-elk.prom"), "");

    assertThat(pc.run("--clean").stdout())
        .isEqualTo(
            "yak: 0 logs of 0 bytes removed\n"
                + "gone: there is no such job any more; its metrics are left in "
                + pc.work()
                + "\n");
  }

  @Test
  void by_hand_it_says_what_it_frees(Installation pc) {
    pc.shellJob("yak", "tag: big\nlog: {max_runs: 2}", "true");
    pc.shellJob("gnu", "tag: big\nlog: {max_runs: 8}", "true");
    pc.shellJob("elk", "true");
    days(pc, "yak", 5, 1 << 20);
    days(pc, "gnu", 9, 512);
    log(pc, "gone", "gone-20250101-000000.log", 1);
    Tree.directory(pc.logs().resolve("lost+found"));

    assertThat(pc.run("--clean", "--dry-run", "yak").stdout())
        .isEqualTo("yak: 3 logs of 3 MiB would be removed\n");
    assertThat(pc.logs("yak")).hasSize(5);
    assertThat(pc.run("--clean", "--tag", "big", "--dry-run").stdout())
        .isEqualTo(
            """
            gnu: 1 log of 512 bytes would be removed
            yak: 3 logs of 3 MiB would be removed
            total: 4 logs of 3 MiB would be removed
            """);
    assertThat(pc.run("--clean").stdout())
        .isEqualTo(
            """
            gnu: 1 log of 512 bytes removed
            yak: 3 logs of 3 MiB removed
            total: 4 logs of 3 MiB removed
            gone: there is no such job any more; 1 log is left in DIRECTORY/gone
            """
                .replace("DIRECTORY", pc.logs().toString()));
    assertThat(pc.logs("yak")).hasSize(2);
    assertThat(pc.logs("gnu")).hasSize(8);
    assertThat(pc.logs("gone")).hasSize(1);
    pc.run("--clean", "-q").assertSilentSuccess();
    assertThat(pc.run("--clean", "yak").stdout()).isEqualTo("yak: 0 logs of 0 bytes removed\n");
    pc.run("--clean", "gone").assertFailure(78, "there is no job gone");
  }

  @Test
  void the_log_of_a_running_job_stays(Installation pc) {
    pc.shellJob("job", "log: {max_runs: 1}", "echo ready; sleep 1000");
    Running job = pc.startUntilReady("job");
    Path running = pc.logs("job").get(0);
    log(pc, "job", "job-20990101-000000.log", 1);
    log(pc, "job", "job-20980101-000000.log", 1);

    assertThat(pc.run("--clean", "job").stdout()).isEqualTo("job: 1 log of 1 byte removed\n");

    assertThat(running).exists();
    assertThat(pc.logs("job")).hasSize(2);
    pc.run("--kill-job", "job");
    job.await();
  }

  @Test
  void links_and_foreign_files_stay(Installation pc) {
    pc.shellJob("job", "log: {max_runs: 1, max_age: 1s, max_bytes: 1}", "true");
    Path victim = log(pc, "elsewhere", "job-20250101-000000.log", 1);
    days(pc, "job", 2, 1);
    Path logs = pc.logs().resolve("job");
    Tree.link(logs.resolve("job-20240101-000000.log"), victim);
    log(pc, "job", "job-20240101-000000.log.gz", 1);
    log(pc, "job", "-rf *", 1);
    log(pc, "job", "job-20240101-000000\n.log", 1);
    Tree.directory(logs.resolve("job-20240102-000000.log"));
    Path linked = pc.logs().resolve("linked");
    Tree.link(linked, victim.getParent());
    pc.shellJob("linked", "log: {max_runs: 1}", "true");

    assertThat(pc.run("--clean").stdout()).startsWith("job: 1 log of 1 byte removed\n");
    pc.run("job").assertSilentSuccess();

    assertThat(pc.logs("job")).hasSize(6);
    assertThat(victim).exists();
  }

  @Test
  void a_job_that_is_not_valid_keeps_its_logs(Installation pc) {
    pc.job("bad", "name: Bad\n");
    pc.shellJob("good", "log: {max_runs: 1}", "true");
    days(pc, "bad", 3, 1);
    days(pc, "good", 3, 1);

    Finished clean = pc.run("--clean");

    assertThat(clean.exitCode()).isEqualTo(78);
    assertThat(clean.stderr()).contains("bad.yaml", "command: is missing");
    assertThat(clean.stdout()).startsWith("good: 2 logs of 2 bytes removed\n");
    assertThat(pc.logs("bad")).hasSize(3);
  }
}
