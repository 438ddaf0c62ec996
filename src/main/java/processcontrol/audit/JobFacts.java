package processcontrol.audit;

import org.jspecify.annotations.Nullable;
import processcontrol.history.Hold;
import processcontrol.history.RunRecord;
import processcontrol.job.Job;

/**
 * The evidence about a job besides its history.
 *
 * @param selected whether it is to be reported on, rather than to say what the machine did
 * @param changed the last change of its file; 0 if unknown, which excuses nothing
 * @param deployed when the crontab was written that may have been the first to start it as it is,
 *     or {@code changed}, whichever came later
 * @param hold the hold on it, or null
 * @param release its last release, or null
 * @param running the current run, as it would be recorded; null if there is none
 * @param bounded whether older records than the history has were dropped
 * @param crontab the reason against its start in the installed crontab; null for none
 * @param clockFault the date of its file that lies in the future; null for none
 */
public record JobFacts(
    Job job,
    boolean selected,
    long changed,
    long deployed,
    Hold hold,
    Hold release,
    RunRecord running,
    boolean bounded,
    @Nullable String crontab,
    String clockFault) {}
