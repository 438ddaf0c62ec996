package processcontrol.start;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call that asks to run a job.
 *
 * @param job its slug, not checked yet
 * @param arguments added to the job's command
 * @param entry the number of the job's schedule, from 1, that a line of the crontab stands for, as
 *     given; null for none
 * @param scheduled true for cron's start
 * @param serving true for a start by a trigger worker
 * @param slowStart true to run {@code slow_start_command}
 * @param force true to ignore a hold
 * @param raw true to mirror output to a terminal as it is
 */
public record StartRequest(
    String job,
    List<String> arguments,
    @Nullable String entry,
    boolean scheduled,
    boolean serving,
    boolean slowStart,
    boolean force,
    boolean quiet,
    boolean verbose,
    boolean raw) {

  /** The same as cron's start. */
  StartRequest asScheduled() {
    return new StartRequest(
        job, arguments, entry, true, serving, slowStart, force, quiet, verbose, raw);
  }

  /** The same without a slow start. */
  StartRequest withoutSlowStart() {
    return slowStart
        ? new StartRequest(
            job, arguments, entry, scheduled, serving, false, force, quiet, verbose, raw)
        : this;
  }
}
