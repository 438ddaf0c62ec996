package processcontrol.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.job.Job;
import processcontrol.posix.Account;

/**
 * The environment of a job's commands: the same under cron and by hand, so nothing of the caller's.
 */
public final class ChildEnvironment {

  /**
   * Places that programs are searched for in unless the job names others: the default of
   * systemd.exec(5).
   */
  public static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private ChildEnvironment() {}

  /**
   * @param runId null for a command that only answers a question
   */
  public static Map<String, String> of(
      Job job, @Nullable String runId, int attempt, Account account) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("PATH", PATH);
    variables.put("HOME", account.home());
    variables.put("USER", account.name());
    variables.put("LOGNAME", account.name());
    variables.put("SHELL", Job.SHELL);
    variables.put("LANG", "C.UTF-8");
    variables.put("PC_JOB", job.slug().value());
    if (runId != null) {
      variables.put("PC_RUN", runId);
      variables.put("PC_ATTEMPT", Integer.toString(attempt));
    }
    variables.putAll(job.environment());
    return variables;
  }
}
