package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs that take longer than they should, and continue. */
@EndToEnd
class LateIT {

  private static final List<String> LATE = List.of("it still ran after 500ms (warn_after)");

  @Test
  void a_late_run_goes_on_and_is_told_of(Installation pc) {
    pc.shellJob("job", "warn_after: 500ms", "sleep 1; echo done");

    pc.run("job").assertSilentSuccess();

    assertThat(pc.record("job").get("result")).isEqualTo("success");
    assertThat(pc.record("job").get("warnings")).isEqualTo(LATE);
    assertThat(pc.output("job"))
        .contains("\tINFO\tdone\n")
        .endsWith("\tINFO\trun-job: warning: it still ran after 500ms (warn_after)\n");
  }

  @Test
  void a_run_that_is_in_time_is_not(Installation pc) {
    pc.shellJob("job", "warn_after: 1h", "true");

    pc.run("job").assertSilentSuccess();

    assertThat(pc.record("job").get("warnings")).isIn(null, List.of());
    assertThat(pc.output("job")).doesNotContain("warn");
  }

  @Test
  void lateness_counts_delays_and_is_told_once(Installation pc) {
    pc.shellJob(
        "job", "warn_after: 500ms\nretries: {attempts: 3, delay: 700ms}", "sleep 0.1; exit 3");

    pc.run("job").assertFailure(3);

    assertThat(pc.record("job").get("warnings")).isEqualTo(LATE);
  }

  @Test
  void a_late_run_that_is_stopped_is_still_late(Installation pc) {
    pc.shellJob("job", "warn_after: 500ms\ntimeout: 1500ms", "sleep 300");

    pc.run("job").assertFailure(124);

    assertThat(pc.record("job").get("warnings")).isEqualTo(LATE);
  }
}
