package processcontrol.config;

import java.util.List;
import java.util.Map;
import processcontrol.config.KeyTable.Values;
import processcontrol.config.YamlValue.Scalar;
import processcontrol.job.CronMask;
import processcontrol.job.ScheduleEntry;
import processcontrol.job.ShellSyntax;

/**
 * Notes what is allowed in a job, but most likely not meant. Only {@code --validate} and
 * cron-generate ask; a run does not pay for it.
 */
final class JobWarnings {

  private final Values values;
  private final Problems problems;

  private JobWarnings(Values values, Problems problems) {
    this.values = values;
    this.problems = problems;
  }

  static void check(Values values, Problems problems) {
    JobWarnings warnings = new JobWarnings(values, problems);
    warnings.checkDays();
    warnings.checkCommands(JobKeys.COMMAND);
    warnings.checkCommands(JobKeys.SLOW_START_COMMAND);
    warnings.checkEnvironment();
  }

  /** Cron takes either of two restricted days (crontab(5)), where most people expect both. */
  private void checkDays() {
    DisabledType.Disabled disabled = values.get(JobKeys.DISABLED, null);
    if (disabled != null && disabled.is()) {
      return; // Cron starts it on no day.
    }
    if (values.has(JobKeys.DAYS)) {
      return;
    }
    for (ScheduleEntry entry : values.get(JobKeys.SCHEDULE, List.<ScheduleEntry>of())) {
      if (entry.schedule().isAtBoot()) {
        continue;
      }
      CronMask mask = entry.schedule().mask();
      boolean either =
          !mask.bothDays() && Long.bitCount(mask.days()) < 31 && Long.bitCount(mask.weekdays()) < 7;
      if (either) {
        String[] terms = entry.schedule().text().split("[ \t]+", -1);
        problems.warn(
            values.placeOf(JobKeys.SCHEDULE),
            "schedule: '"
                + entry.schedule()
                + "' runs on the days "
                + terms[2]
                + " of the month, and on every "
                + terms[4]
                + " as well, because cron takes either; for the days that are both, write days: both,"
                + " and if it is meant, days: either");
      }
    }
  }

  private void checkCommands(Key<List<Scalar>> key) {
    if (values.get(JobKeys.SHELL, false)) {
      return;
    }
    for (Scalar command : values.get(key, List.<Scalar>of())) {
      boolean isRefused = ShellSyntax.operator(command.text()) != null;
      String expansion = isRefused ? null : ShellSyntax.expansion(command.text());
      if (expansion != null) {
        problems.warn(
            command.place(),
            key.name()
                + ": no shell reads this command, so "
                + expansion
                + ": write shell: true, or put it in single quotes if it is meant as it stands");
      }
    }
  }

  private void checkEnvironment() {
    Map<String, String> environment = values.get(JobKeys.ENVIRONMENT, Map.of());
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      String value = variable.getValue();
      for (int i = 0; i < value.length(); i++) {
        String reference = ShellSyntax.reference(value, i);
        if (reference != null) {
          problems.warn(
              values.placeOf(JobKeys.ENVIRONMENT, variable.getKey()),
              "environment."
                  + variable.getKey()
                  + ": '"
                  + reference
                  + "' is not expanded: write the whole value");
          break;
        }
      }
    }
  }
}
