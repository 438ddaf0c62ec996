package processcontrol.run;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.job.CommandLine;
import processcontrol.job.TimeSpan;
import processcontrol.job.Wait;
import processcontrol.job.WaitUrl;
import processcontrol.job.Zone;
import processcontrol.lock.LockEntry;
import processcontrol.posix.Clock;
import processcontrol.posix.Inotify;
import processcontrol.posix.Poll;
import processcontrol.posix.PosixException;
import processcontrol.runlog.RunLog;
import processcontrol.zone.Zones;

/**
 * Waits, under the lock, until what the job waits for has come. All conditions must be met at the
 * same time, or one of them if one is enough. Files are noticed at once if inotify(7) reports them;
 * in any case everything is looked at once in a poll interval.
 */
final class Waiting {

  private final RunContext context;
  private final LockEntry facts;
  private final RunLog log;
  private final @Nullable Wait wait;
  private final Clock clock;
  private final long begun;

  /** In milliseconds since 1970; {@code Long.MAX_VALUE} for never. */
  private final long giveUpAt;

  private final List<Condition> conditions = new ArrayList<>();
  private final List<String> directories = new ArrayList<>();
  private final List<String> entries = new ArrayList<>();
  private final Poll poll;

  Waiting(RunContext context, LockEntry facts, RunLog log) {
    this.context = context;
    this.facts = facts;
    this.log = log;
    this.poll = context.resources.poll();
    this.clock = context.clock;
    this.begun = clock.monotonic();
    this.wait = context.job.waiting();
    Zone zone = Zones.ofJob(context.job);
    this.giveUpAt =
        wait.giveUpAt() == null
            ? Long.MAX_VALUE
            : wait.giveUpAt().nextEpochMillis(context.progress.started(), zone);
    if (wait.until() != null) {
      conditions.add(TimeCondition.until(wait.until(), context.progress.started(), zone, clock));
    }
    if (!wait.span().isZero()) {
      conditions.add(TimeCondition.after(wait.span(), clock));
    }
    for (String path : wait.files()) {
      add(new FileCondition(path, false, wait.pollInterval(), clock));
    }
    for (String path : wait.closedFiles()) {
      add(new FileCondition(path, true, wait.pollInterval(), clock));
    }
    Probe probe = new Probe(context, facts.inherited());
    long latest = Math.min(context.progress.deadline(), giveUpOnClock());
    for (CommandLine command : wait.commands()) {
      conditions.add(
          new CommandCondition(command, probe, wait.pollInterval().millis(), latest, clock));
    }
    for (WaitUrl url : wait.urls()) {
      conditions.add(new UrlCondition(url, context, wait.pollInterval().millis(), latest));
    }
  }

  private void add(FileCondition file) {
    conditions.add(file);
    entries.add(file.entry());
    if (!directories.contains(file.directory())) {
      directories.add(file.directory());
    }
  }

  /** Waits; returns how the run ends without its commands, or null where they are to run now. */
  @Nullable Outcome run() {
    facts.note("waiting");
    log.note("waiting for " + names(true));
    Outcome end;
    try (Inotify inotify = directories.isEmpty() ? null : Inotify.open()) {
      end = awaitConditions(inotify);
    } catch (PosixException e) {
      log.note(e.getMessage());
      throw e;
    }
    if (end == null) {
      end = pause();
    }
    if (end == null) {
      log.note("waited " + new TimeSpan(clock.monotonic() - begun));
      facts.note("");
    } else {
      log.note(end.reason());
    }
    return end;
  }

  private @Nullable Outcome awaitConditions(Inotify inotify) {
    while (true) {
      // Watched first, looked at then: a file that appears between the two is reported.
      if (inotify != null) {
        for (String directory : directories) {
          inotify.watch(directory);
        }
        inotify.take(entries);
      }
      boolean met = look();
      Outcome end = interruption();
      if (end != null || met) {
        return end;
      }
      if (isTimeToGiveUp()) {
        return gaveUp("waiting for " + names(false));
      }
      sleepUntil(nextLook(), inotify);
    }
  }

  /**
   * Returns true if the wait is over. Commands are asked last, and only where it depends on them.
   */
  private boolean look() {
    boolean all = true;
    for (Condition condition : conditions) {
      if (context.stops.signal() != 0) {
        return false;
      }
      if (condition.isSlow() && !all && !wait.any()) {
        condition.skip();
        continue;
      }
      boolean met = condition.check();
      if (condition.isNews()) {
        log.note("met: " + condition);
      }
      if (met && wait.any()) {
        return true;
      }
      all &= met;
    }
    return all;
  }

  private long nextLook() {
    long next = clock.monotonic() + wait.pollInterval().millis();
    next = Math.min(Math.min(next, context.progress.deadline()), giveUpOnClock());
    for (Condition condition : conditions) {
      next = Math.min(next, condition.nextLook());
    }
    return next;
  }

  /** Returns the time to give up on the supervisor's clock, as the other one stands now. */
  private long giveUpOnClock() {
    return giveUpAt == Long.MAX_VALUE
        ? Long.MAX_VALUE
        : clock.monotonic() + Math.max(0, giveUpAt - clock.wall());
  }

  /** Waits for {@code extra_delay}, between the last condition and the first command. */
  private @Nullable Outcome pause() {
    if (wait.extraDelay().isZero()) {
      return null;
    }
    long end = clock.monotonic() + wait.extraDelay().millis();
    sleepUntil(Math.min(Math.min(end, context.progress.deadline()), giveUpOnClock()), null);
    Outcome interruption = interruption();
    return interruption == null && isTimeToGiveUp() ? gaveUp("in extra_delay") : interruption;
  }

  private boolean isTimeToGiveUp() {
    return clock.wall() >= giveUpAt;
  }

  private void sleepUntil(long time, @Nullable Inotify inotify) {
    while (true) {
      context.notice(/* running= */ true);
      long now = clock.monotonic();
      if (now >= time || context.stops.signal() != 0) {
        return;
      }
      poll.clear();
      poll.add(context.resources.requests().fd(), Poll.IN);
      int told = inotify == null ? -1 : poll.add(inotify.fd(), Poll.IN);
      long next = Math.min(time, context.nextNotice(/* running= */ true));
      clock.sleep(
          poll, Math.max(0, next - now)); // It may have become late since; negative is for ever.
      if (poll.isReady(told) && inotify.take(entries)) {
        return;
      }
    }
  }

  private @Nullable Outcome interruption() {
    if (context.stops.signal() != 0) {
      return context.stopped(context.stops.signal(), null);
    }
    if (context.progress.isOverdue()) {
      String missing = names(false);
      String what = missing.isEmpty() ? "" : ", waiting for " + missing;
      return Outcome.timeout("timed out after " + context.job.timeout() + what, null);
    }
    return null;
  }

  private Outcome gaveUp(String what) {
    String when = (wait.giveUpAt().isDuration() ? " after " : " at ") + wait.giveUpAt();
    return Outcome.timeout("gave up " + what + when, null);
  }

  /**
   * The conditions as a part of a sentence.
   *
   * @param all whether to name those that are met, too
   */
  private String names(boolean all) {
    StringBuilder names = new StringBuilder();
    for (Condition condition : conditions) {
      if (all || !condition.isMet()) {
        names.append(names.length() == 0 ? "" : wait.any() ? " or " : " and ").append(condition);
      }
    }
    return names.toString();
  }
}
