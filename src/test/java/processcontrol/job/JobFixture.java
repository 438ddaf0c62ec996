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
    return new JobSpec(slug, source, sha256)
        .name(name)
        .description(description)
        .commands(commands)
        .slowStartCommands(slowStartCommands)
        .shell(shell)
        .directory(directory)
        .environment(environment)
        .timeout(timeout)
        .killAfter(killAfter)
        .stopSignal(stopSignal)
        .disabled(disabled)
        .schedules(schedule == null ? List.of() : List.of(ScheduleEntry.of(schedule)))
        .tags(tags)
        .failmail(failmail)
        .failureThresholdForMail(failureThresholdForMail)
        .holdAfterFailures(holdAfterFailures)
        .overlap(allowOvertime ? new Overlap(WhenRunning.SKIP, null, TimeSpan.ZERO) : Overlap.DEFAULT)
        .build();
  }
}
