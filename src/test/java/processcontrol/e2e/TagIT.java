package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Jobs that are started, and read of, by their tag. */
@EndToEnd
class TagIT {

  private static void prepare(Installation pc) {
    pc.configure("tag_defaults:\n  db:\n    timeout: 7\n    environment: {FROM: tag}\n");
    pc.shellJob("bad", "tag: db", "echo from $FROM $1\nexit 3");
    pc.shellJob("good", "tag: db", "echo fine $1");
    pc.shellJob("off", "tag: db\ndisabled: true", "true");
    pc.shellJob("other", "true");
  }

  @Test
  void jobs_with_a_tag_are_detached_and_their_logs_read(Installation pc) {
    prepare(pc);

    Finished detached = pc.run("--detach", "--tag", "db", "--", "now");
    assertThat(detached.exitCode()).isZero();
    assertThat(detached.stdout()).containsPattern("^bad-\\d+-\\d+\ngood-\\d+-\\d+\n$");
    assertThat(detached.stderr()).isEqualTo("run-job: off: not started: it is disabled\n");
    Await.until("both have run", () -> pc.history("bad").size() + pc.history("good").size() == 2);

    assertThat(pc.run("--logs", "--tag", "db", "--raw").stdout())
        .isEqualTo("==> bad <==\nfrom tag now\n\n==> good <==\nfine now\n");
    String failed = pc.run("--logs", "--tag", "db", "--failed").stdout();
    assertThat(failed).startsWith("==> bad-").contains("from tag now").doesNotContain("fine");
    assertThat(pc.run("--logs", "good", "--failed").stderr())
        .isEqualTo("run-job: good: no run that is on record has failed\n");
    pc.run("--logs", "bad", "--failed", "--run", "1").assertFailure(64, "--failed");
    assertThat(pc.history("other")).isEmpty();
  }

  @Test
  void jobs_with_a_tag_are_triggered_and_show_names_the_tag_as_a_source(Installation pc) {
    prepare(pc);

    assertThat(pc.run("--trigger", "--tag", "db").stdout())
        .isEqualTo("bad is triggered\ngood is triggered\n");
    Await.until("both have run", () -> pc.history("bad").size() + pc.history("good").size() == 2);
    pc.run("--trigger", "--tag", "bd").assertFailure(78, "no job has the tag bd; did you mean db?");
    assertThat(pc.run("--show", "good").stdout())
        .containsPattern("timeout: 7 +# " + pc.config() + ":9 \\(tag db\\)\n");
    pc.run("-j", "good", "--tag", "db").assertFailure(64, "--tag does not go with running a job");
  }
}
