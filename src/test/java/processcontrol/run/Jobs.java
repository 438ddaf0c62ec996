package processcontrol.run;

import java.util.List;
import java.util.Map;
import processcontrol.job.CommandLine;
import processcontrol.job.Job;
import processcontrol.job.JobFixture;
import processcontrol.job.Signal;
import processcontrol.job.Slug;
import processcontrol.job.TimeSpan;

/** Jobs as a loader would build them. */
final class Jobs {

  private Jobs() {}

  static Job job(
      List<CommandLine> commands, List<CommandLine> slowStart, Map<String, String> environment) {
    return JobFixture.job(
        new Slug("yak"),
        "/jobs/yak.yaml",
        "abc",
        "Yak",
        null,
        commands,
        slowStart,
        false,
        null,
        environment,
        TimeSpan.ZERO,
        TimeSpan.parse("10s"),
        Signal.TERM,
        false,
        false,
        null,
        List.of(),
        null,
        1,
        0);
  }
}
