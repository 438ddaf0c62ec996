package processcontrol.run;

import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.job.Signal;
import processcontrol.posix.ChildProcess;
import processcontrol.posix.Clock;
import processcontrol.posix.Descendants;
import processcontrol.posix.Fd;
import processcontrol.posix.Poll;
import processcontrol.posix.Processes;
import processcontrol.posix.StopRequests;
import processcontrol.posix.Termination;
import processcontrol.runlog.RunLog;
import processcontrol.runlog.Stream;

/**
 * Watches over one command in a single loop on one thread: moves its output to the log, sees it
 * end, and stops it with all its descendants when its time is over or on request.
 */
final class Supervisor {

  /** Time that output is still read after the command has ended while a process holds its pipe. */
  private static final long DRAIN_MILLIS = 1000;

  /** The most that can be in a pipe (/proc/sys/fs/pipe-max-size), so what a command left there. */
  private static final long PIPE_MAX = 1 << 20;

  /** Interval of looking whether the descendants of a stopped command are gone. */
  private static final long STOP_TICK_MILLIS = 20;

  /** Time that SIGKILL may take before the supervisor gives up (uninterruptible sleep). */
  private static final long GIVE_UP_MILLIS = 5000;

  /** Interval of collecting orphans while nothing else happens. */
  private static final long REAP_MILLIS = 30_000;

  private static final long NEVER = Long.MAX_VALUE;

  private final ChildProcess child;
  private final OutputTarget output;
  private final RunContext context;
  private final Console console;
  private final StopRequests requests;
  private final Clock clock;
  private final long deadline;
  private final @Nullable ChangeWatch watch;

  private final Poll poll;
  private final byte[] buffer;
  private final Source[] sources;

  private boolean timedOut;
  private int stopSignal;
  private long killAt = NEVER;
  private long giveUpAt = NEVER;
  private long drainUntil = NEVER;
  private boolean allGone;
  private boolean gaveUp;

  /**
   * The end of the supervision of one command.
   *
   * @param termination how the command ended; null if even SIGKILL did not end it
   * @param stopped whether the supervisor stopped it
   * @param timedOut whether it was stopped because the run's time was over
   * @param stopSignal the signal by which the supervisor was told to stop, or 0; it may have come
   *     after the command had ended by itself
   * @param survivors whether something that was to be killed still lives (uninterruptible sleep)
   */
  record Ending(
      Termination termination,
      boolean stopped,
      boolean timedOut,
      int stopSignal,
      boolean survivors) {}

  /** One of the command's two pipes. */
  private static final class Source {
    final Stream stream;
    final Fd pipe;
    int index;
    boolean ended;

    /** Bytes that were read since the command ended. */
    long readSinceExit;

    /** True if all that the command itself wrote before it ended has been read. */
    boolean caughtUp;

    Source(Stream stream, Fd pipe) {
      this.stream = stream;
      this.pipe = pipe;
    }
  }

  /**
   * @param deadline on the scale of {@link Clock#monotonic}, or {@link #NEVER}
   * @param watch for files that the command is to notice; null for none
   */
  Supervisor(
      ChildProcess child,
      OutputTarget output,
      RunContext context,
      long deadline,
      @Nullable ChangeWatch watch) {
    this.child = child;
    this.output = output;
    this.context = context;
    this.console = output == OutputTarget.NOWHERE ? Console.none() : context.console;
    this.requests = context.resources.requests();
    this.poll = context.resources.poll();
    this.buffer = context.resources.buffer();
    this.clock = context.clock;
    this.deadline = deadline;
    this.watch = watch;
    this.sources =
        new Source[] {
          new Source(Stream.STDOUT, child.stdout()), new Source(Stream.STDERR, child.stderr())
        };
  }

  Ending supervise() {
    while (!isFinished()) {
      await();
      moveOutput();
      child.reap();
      if (hasExited() && drainUntil == NEVER) {
        drainUntil = clock.monotonic() + DRAIN_MILLIS;
      }
      noticeRequests();
      if (watch != null) {
        noticeChanges();
      }
      noticeDeadlines();
    }
    console.end();
    return new Ending(
        child.termination(), isStopping(), timedOut, stopSignal, isStopping() && !allGone);
  }

  private boolean hasExited() {
    return child.termination() != null;
  }

  private boolean isStopping() {
    return killAt != NEVER;
  }

  /** Returns true if the command runs, and was not asked to end. */
  private boolean isWatching() {
    return !isStopping() && !hasExited();
  }

  private boolean isFinished() {
    if (isStopping() && !allGone) {
      return gaveUp;
    }
    if (!hasExited()) {
      return false;
    }
    boolean ended = sources[0].ended && sources[1].ended;
    boolean caughtUp = sources[0].caughtUp && sources[1].caughtUp;
    return (ended || (caughtUp && clock.monotonic() >= drainUntil)) && !console.isPending();
  }

  private void await() {
    poll.clear();
    poll.add(requests.fd(), Poll.IN);
    if (!hasExited()) {
      poll.add(child.exited(), Poll.IN);
    }
    if (console.isPending()) {
      poll.add(console.fd(), Poll.OUT);
    }
    for (Source source : sources) {
      boolean wanted = !source.ended && !console.isPending();
      source.index = wanted ? poll.add(source.pipe, Poll.IN) : -1;
    }
    if (watch != null && isWatching()) {
      watch.addTo(poll);
    }
    poll.await(untilNextEvent());
  }

  private long untilNextEvent() {
    long now = clock.monotonic();
    long next = Math.min(now + REAP_MILLIS, context.nextNotice(isWatching()));
    if (isWatching()) {
      next = Math.min(next, watch == null ? deadline : Math.min(deadline, watch.nextLook()));
    }
    if (isStopping() && !allGone) {
      next = Math.min(next, mustRescan(now) ? now + STOP_TICK_MILLIS : killAt);
    } else if (hasExited()) {
      next = Math.min(next, drainUntil);
    }
    if (output.isHolding()) {
      next = Math.min(next, now + RunLog.HELD_MILLIS);
    }
    return Math.max(0, next - now);
  }

  private boolean mustRescan(long now) {
    return hasExited() || now >= killAt;
  }

  private void moveOutput() {
    if (console.isPending()) {
      console.writeSome();
      if (hasExited() && clock.monotonic() >= drainUntil) {
        console.giveUp(); // A stopped terminal must not hold the lock of a job that has ended.
      }
    }
    for (Source source : sources) {
      if (!source.ended && !console.isPending() && (poll.isReady(source.index) || hasExited())) {
        move(source);
      }
    }
    if (output.isHolding()) {
      output.releaseHeld();
    }
  }

  private void move(Source source) {
    int size = source.pipe.read(buffer, 0, buffer.length);
    if (size > 0) {
      output.append(source.stream, buffer, size);
      console.mirror(source.stream, buffer, size);
    } else if (size < 0) {
      source.ended = true;
    }
    if (hasExited()) {
      source.readSinceExit += Math.max(0, size);
      source.caughtUp |= size <= 0 || source.readSinceExit >= PIPE_MAX;
    }
  }

  private void noticeRequests() {
    for (int signal = requests.next(); signal != 0; signal = requests.next()) {
      if (isStopping()) {
        if (stopSignal != 0 || timedOut) {
          killAt = Math.min(killAt, clock.monotonic()); // Asked again: no more grace.
        }
        // Whatever it was stopped for: nothing is to begin after it.
        stopSignal = stopSignal == 0 ? signal : stopSignal;
      } else {
        stopSignal = signal;
        if (hasExited()) {
          drainUntil =
              clock.monotonic(); // It ended by itself; only the wait for others' output is cut.
        } else {
          beginStop();
        }
      }
    }
  }

  private void noticeChanges() {
    ChangeWatch.Wish wish = isWatching() ? watch.look(poll) : ChangeWatch.Wish.NOTHING;
    if (wish == ChangeWatch.Wish.RELOAD) {
      Processes.signal(child.pid(), Signal.HUP.number());
    } else if (wish == ChangeWatch.Wish.RESTART) {
      beginStop();
    }
  }

  private void noticeDeadlines() {
    context.notice(isWatching());
    if (isWatching() && context.stops.noticed() != 0) {
      stopSignal = context.stops.noticed();
      beginStop();
    }
    long now = clock.monotonic();
    if (isWatching() && now >= deadline) {
      timedOut = true;
      beginStop();
    }
    if (isStopping() && !allGone && mustRescan(now)) {
      finishStop(now);
    }
  }

  private void beginStop() {
    killAt = clock.monotonic() + context.job.killAfter().millis();
    signalAll(context.job.stopSignal().number());
    // A stopped process acts on the signal only once it is continued (as timeout(1) does).
    signalAll(Signal.CONT.number());
  }

  /** Once the command itself has ended, or its grace is over: see that nothing of it is left. */
  private void finishStop(long now) {
    if (now >= killAt) {
      giveUpAt = Math.min(giveUpAt, now + GIVE_UP_MILLIS);
      signalAll(Signal.KILL.number());
      child.reap();
    }
    allGone = hasExited() && Descendants.scan().isEmpty();
    gaveUp = !allGone && now >= giveUpAt;
    if (allGone) {
      drainUntil = now + DRAIN_MILLIS;
    }
  }

  /** The command's process group, and every descendant that has left it. */
  private void signalAll(int signal) {
    child.signalGroup(signal);
    List<Descendants.Member> members = Descendants.scan();
    for (Descendants.Member member : members) {
      if (hasExited() || member.group() != child.pid()) {
        Processes.signal(member.pid(), signal);
      }
    }
  }
}
