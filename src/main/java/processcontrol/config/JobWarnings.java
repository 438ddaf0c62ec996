package processcontrol.config;

import processcontrol.config.KeyTable.Values;

/**
 * What is allowed in a job, but most likely not meant. Only {@code --validate} and cron-generate
 * ask; a run does not pay for it.
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
  }
}
