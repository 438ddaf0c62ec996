package processcontrol.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import processcontrol.config.Jobs;
import processcontrol.job.Job;
import processcontrol.posix.Account;

class ChildEnvironmentTest {

  private static final Account ACCOUNT =
      new Account("alice", 1000, 1000, "/home/alice", "/bin/zsh");

  private static Map<String, String> environment(String own) {
    return ChildEnvironment.of(
        Jobs.fromYaml("yak", "environment: {" + own + "}"), "yak-1", 2, ACCOUNT);
  }

  @Test
  void it_is_the_same_whoever_calls() {
    assertThat(environment(""))
        .containsExactly(
            Map.entry("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
            Map.entry("HOME", "/home/alice"),
            Map.entry("USER", "alice"),
            Map.entry("LOGNAME", "alice"),
            Map.entry("SHELL", "/bin/sh"),
            Map.entry("LANG", "C.UTF-8"),
            Map.entry("PC_JOB", "yak"),
            Map.entry("PC_RUN", "yak-1"),
            Map.entry("PC_ATTEMPT", "2"));
  }

  @Test
  void the_job_s_own_variables_prevail() {
    assertThat(environment("PATH: /opt, LANG: '', X: y"))
        .hasSize(10)
        .containsEntry("PATH", "/opt")
        .containsEntry("LANG", "")
        .containsEntry("X", "y")
        .containsEntry("PC_JOB", "yak");
  }

  @Test
  void a_command_that_only_answers_a_question_belongs_to_no_run() {
    Job job = Jobs.fromYaml("yak", "");

    assertThat(ChildEnvironment.of(job, null, 0, ACCOUNT))
        .containsEntry("PC_JOB", "yak")
        .doesNotContainKeys("PC_RUN", "PC_ATTEMPT");
  }
}
