package processcontrol.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of the audit of a job.
 *
 * @param job its name
 * @param due number of starts that were due: those that it made, and those that it did not
 * @param run number of starts that it made, late or not, well or not
 * @param failed how many of these runs failed
 * @param late how many of these runs were late
 * @param skipped number of starts left out on purpose
 * @param missing number of starts left out by no one's wish
 * @param notKnown number of moments at which it is not known if it was due
 * @param gaps gaps to report, the oldest first
 * @param moreGaps number of further ones
 * @param fault why it could not be audited; null if it was
 * @param clockFault dates of its files that lie in the future, and are not believed; null for none
 */
public record JobAudit(
    String job,
    long due,
    long run,
    long failed,
    long late,
    long skipped,
    long missing,
    long notKnown,
    List<Gap> gaps,
    long moreGaps,
    @Nullable String fault,
    @Nullable String clockFault) {

  public JobAudit {
    gaps = List.copyOf(gaps);
  }

  /** Of a job that cannot be audited. */
  public static JobAudit impossible(String job, String fault) {
    return new JobAudit(job, 0, 0, 0, 0, 0, 0, 0, List.of(), 0, fault, null);
  }
}
