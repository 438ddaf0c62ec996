package processcontrol.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExitCodeTest {

  @Test
  void statuses_are_those_of_the_contract() {
    assertThat(ExitCode.values())
        .extracting(ExitCode::status)
        .containsExactly(0, 64, 65, 75, 77, 78, 124, 125, 126, 127, 129, 130, 143);
  }
}
