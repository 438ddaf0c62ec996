package processcontrol.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import processcontrol.history.Placement;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.history.RunRecordBuilder;
import processcontrol.history.Trigger;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;

/** What hosts tell each other of their last runs. */
class LastRunsTest {

  private static RunRecordBuilder run(long fence, Result result) {
    return RunRecord.builder(
            new Slug("yak"), result, "exit code 3", Trigger.CRON, new UtcTime(fence * 1000))
        .run("yak-" + fence)
        .placement(new Placement("web1", fence));
  }

  private static LastRuns reread(LastRuns runs) {
    return LastRuns.of(new KeyValue("last", runs.toText(), 1, 1));
  }

  @Test
  void failures_are_counted_until_a_success() {
    LastRuns runs = LastRuns.NONE;
    for (int fence = 1; fence <= 30; fence++) {
      runs = reread(runs.with(run(fence, Result.FAILURE).build()));
    }
    assertThat(runs.failures()).isEqualTo(30);
    assertThat(runs.records()).hasSize(20);
    assertThat(runs.newest().run()).isEqualTo("yak-30");
    assertThat(runs.since(28)).extracting(RunRecord::run).containsExactly("yak-29", "yak-30");
    assertThat(reread(runs.released()).failures()).isZero();

    runs = reread(runs.with(run(31, Result.SUCCESS).build()));
    assertThat(runs.failures()).isZero();
    assertThat(runs.records()).hasSize(1);
  }

  @Test
  void they_fit_into_one_request_whatever_jobs_were_called_with() {
    LastRuns runs = LastRuns.NONE;
    for (int fence = 1; fence <= 20; fence++) {
      String argument = "\\\"".repeat(fence % 2 == 0 ? 9_000 : 900_000);
      runs = runs.with(run(fence, Result.FAILURE).args(List.of(argument)).build());
    }
    assertThat(runs.toText()).hasSizeLessThan(1_200_000);
    LastRuns read = reread(runs);
    assertThat(read.failures()).isEqualTo(20);
    assertThat(read.newest().run()).isEqualTo("yak-20");
    assertThat(read.newest().args()).hasSize(1);
    RunRecord before = read.records().get(read.records().size() - 2);
    assertThat(before.run()).isEqualTo("yak-19");
    assertThat(before.args()).isEmpty();
    assertThat(before.warnings()).containsExactly("its arguments and warnings are on web1");
  }

  @Test
  void what_jobs_write_there_does_no_harm() {
    for (String text : List.of("", "x", "[]", "{\"failures\":\"x\",\"records\":[\"x\",\"{}\"]}")) {
      LastRuns runs = LastRuns.of(new KeyValue("last", text, 1, 1));
      assertThat(runs.failures()).isZero();
      assertThat(runs.records()).isEmpty();
    }
  }
}
