package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

/** The result of a call of run-job. */
record Finished(int exitCode, String stdout, String stderr, Duration duration) {

  /** Asserts that it succeeded and, as cron wants it, printed nothing. */
  Finished assertSilentSuccess() {
    assertThat(stderr).isEmpty();
    assertThat(stdout).isEmpty();
    assertThat(exitCode).isZero();
    return this;
  }

  /** Asserts the exit code and that exactly one line was printed, on standard error. */
  Finished assertFailure(int expectedCode, String... inLine) {
    assertThat(stderr).startsWith("run-job: ");
    for (String part : inLine) {
      assertThat(stderr).contains(part);
    }
    assertThat(exitCode).as(stderr).isEqualTo(expectedCode);
    assertThat(errors()).hasSize(1);
    assertThat(stderr).endsWith("\n").doesNotContain("\tat ", "Exception", "internal error");
    assertThat(stdout).isEmpty();
    return this;
  }

  List<String> errors() {
    return stderr.lines().toList();
  }
}
