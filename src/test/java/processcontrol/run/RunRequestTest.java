package processcontrol.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import processcontrol.config.Jobs;
import processcontrol.job.CommandLine;
import processcontrol.job.Job;

class RunRequestTest {

  private static final CommandLine A = CommandLine.split("a 1");
  private static final CommandLine B = CommandLine.split("b 2");
  private static final CommandLine SLOW = CommandLine.split("slow");
  private static final Job JOB = Jobs.fromYaml("command: [a 1, b 2]\nslow_start_command: slow");

  private static RunRequest request(Job job, boolean slow, String... arguments) {
    return new RunRequest(
        job,
        StartDecision.manual(List.of(arguments)),
        slow,
        /* goesOn= */ false,
        null,
        RunRequest.Pending.LEAVE,
        /* force= */ false);
  }

  @Test
  void the_commands_are_those_of_the_job() {
    assertThat(request(JOB, false).commands()).containsExactly(A, B);
    assertThat(request(JOB, true).commands()).containsExactly(SLOW);
  }

  @Test
  void arguments_go_to_the_last_command() {
    assertThat(request(JOB, false, "x y", "").commands())
        .containsExactly(A, new CommandLine(List.of("b", "2", "x y", "")));
    assertThat(request(JOB, true, "x").commands())
        .containsExactly(new CommandLine(List.of("slow", "x")));
  }

  @Test
  void arguments_of_a_shell_command_become_its_positional_parameters() {
    Job shell = Jobs.fromYaml("yak", "command: 'echo \"$1\"'\nshell: true");

    assertThat(request(shell, false, "x; id").commands().get(0).words())
        .containsExactly("/bin/sh", "-c", "echo \"$1\"", "yak", "x; id");
  }

  @Test
  void a_slow_start_needs_its_command() {
    Job plain = Jobs.fromYaml("yak", "command: a 1");

    assertThatThrownBy(() -> request(plain, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("yak has no slow_start_command");
  }
}
