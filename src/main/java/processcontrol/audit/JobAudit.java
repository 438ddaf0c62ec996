package processcontrol.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the audit of a job came to.
 *
 * @param job its name
 * @param due how often it was to start: as often as it ran, and did not
 * @param run how often it did, late or not, well or not
 * @param failed how many of these runs failed
 * @param late how many of these runs were late
 * @param skipped how often it did not, on purpose
 * @param missing how often it did not, and nobody wanted that
 * @param notKnown how often nobody can tell whether it was due
 * @param gaps what is to be told of, the oldest first
 * @param moreGaps how many there were besides
 * @param fault why it could not be audited; null if it was
 * @param clockFault what of its files lies in the future, and was not believed; null for nothing
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
