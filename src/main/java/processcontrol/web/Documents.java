package processcontrol.web;

/** The JSON and metrics of operators' commands, for all jobs. */
public interface Documents extends ReportPages {

  /**
   * Returns what {@code cron-generate --plan --json} prints.
   *
   * @param from when it begins, as the option takes it; null for now
   * @param until when it ends; null for a day later
   * @throws IllegalArgumentException with what is wrong with these
   */
  String plan(String from, String until);

  /**
   * Returns what {@code run-job --audit --json} prints.
   *
   * @throws IllegalArgumentException with what is wrong with the times
   */
  String audit(String from, String until);

  /**
   * Returns what {@code run-job --diff --json} prints, without the values of environments.
   *
   * @throws IllegalStateException if there is nothing to compare with
   */
  String diff();

  /** Returns what {@code run-job --metrics} prints. */
  String metrics();
}
