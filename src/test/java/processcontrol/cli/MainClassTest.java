package processcontrol.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import processcontrol.lock.RunningJob;
import processcontrol.posix.Descendants;

/** Processes of run-job are known by the name of a class that the code below cannot refer to. */
class MainClassTest {

  @Test
  void the_rooms_below_know_the_main_class_by_its_name() {
    assertThat(Descendants.RUN_JOB).isEqualTo(RunJob.class.getName());
    assertThat(RunningJob.MAIN).isEqualTo(RunJob.class.getName());
  }
}
