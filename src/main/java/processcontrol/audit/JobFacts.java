package processcontrol.audit;

import org.jspecify.annotations.Nullable;
import processcontrol.history.Hold;
import processcontrol.history.RunRecord;
import processcontrol.job.Job;

/**
 * What is known of a job besides its history.
 *
 * @param selected whether it is to be reported on, rather than to say what the machine did
 * @param changed when its file was last changed; 0 if nobody knows, which excuses nothing
 * @param deployed when the crontab was written that may have been the first to start it as it is,
 *     or {@code changed}, whichever came later
 * @param hold the hold on it, or null
 * @param release its last release, or null
 * @param running the run that goes on, as it would be recorded; null if there is none
 * @param bounded whether older records than the history has were dropped
 * @param crontab what the installed crontab says against it; null for nothing
 * @param clockFault what of its file lies in the future; null for nothing
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
