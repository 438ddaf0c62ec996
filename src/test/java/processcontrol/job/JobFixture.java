package processcontrol.job;

import java.util.List;
import java.util.Map;

/** Jobs with the defaults of every key that says what becomes of a run. */
public final class JobFixture {

  private JobFixture() {}

  public static Job job(
      Slug slug,
      String source,
      String sha256,
      String name,
      String description,
      List<CommandLine> commands,
      List<CommandLine> slowStartCommands,
      boolean shell,
      String directory,
      Map<String, String> environment,
      TimeSpan timeout,
      TimeSpan killAfter,
      Signal stopSignal,
      boolean allowOvertime,
      boolean disabled,
      Schedule schedule,
      List<String> tags,
      FailMail failmail,
      int failureThresholdForMail,
      int holdAfterFailures) {
    return new Job(
        slug,
        source,
        sha256,
        name,
        description,
        commands,
        slowStartCommands,
        shell,
        directory,
        environment,
        timeout,
        killAfter,
        stopSignal,
        allowOvertime,
        disabled,
        schedule == null ? List.of() : List.of(ScheduleEntry.of(schedule)),
        tags,
        failmail,
        failureThresholdForMail,
        holdAfterFailures,
        SuccessCriteria.DEFAULT,
        TimeSpan.ZERO,
        Retries.NONE,
        TimeSpan.ZERO,
        List.of(),
        null,
        TimeSpan.ZERO,
        null,
        List.of(),
        TimeSpan.ZERO,
        Job.LOG_BOTH,
        LogPolicy.DEFAULT,
        null,
        Chain.NONE,
        allowOvertime ? new Overlap(WhenRunning.SKIP, null, TimeSpan.ZERO) : Overlap.DEFAULT,
        null,
        Ownership.NONE,
        StartPolicy.DEFAULT);
  }
}
