package processcontrol.trigger;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.job.Chain;
import processcontrol.job.Link;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;
import processcontrol.posix.CurrentProcess;
import processcontrol.posix.Directory;
import processcontrol.posix.EntryNames;
import processcontrol.posix.Fd;
import processcontrol.posix.PosixException;
import processcontrol.posix.RegularFile;

/**
 * The triggers that a run will fire once it is on record: each is a file in the {@link Spool}'s
 * directory, under a hidden name. The order of the steps keeps a run whose supervisor is killed
 * between any two of them from losing its triggers, and from firing any twice:
 *
 * <ol>
 *   <li>prepare the triggers, under hidden names;
 *   <li>append the record of the run to its job's history;
 *   <li>rename each to the name under which its target finds it: one step, which whoever comes
 *       second finds done.
 * </ol>
 *
 * <p>So a hidden trigger whose run is on record is to be fired, by whoever sees it; one whose run
 * has ended and is not on record never will be. A start that failed before it had the name of a
 * run, as one whose {@code only_if} took too long, cannot be looked up: what it triggers is fired
 * by itself or, if it is killed in between, not at all.
 */
public final class Outbox {

  private static final int DIRECTORY_MODE = 0750;
  private static final int FILE_MODE = 0640;
  private static final int MAX_SIZE = 4 << 20;
  private static final int MAX_AT_ONCE = 2000;
  private static final String HIDDEN = ".";

  /**
   * Age from which on a file that cannot be looked up is what a killed process left, and not what
   * one is just writing.
   */
  private static final long WRITING_MILLIS = 60_000;

  /**
   * A trigger that is prepared.
   *
   * @param name of its file once it is fired
   * @param run that triggers; null if it has no name
   * @param since when it was prepared
   */
  public record Prepared(String name, Slug target, @Nullable String run, UtcTime since) {}

  private final String stateDirectory;
  private final String directory;

  public Outbox(String stateDirectory) {
    this.stateDirectory = stateDirectory;
    this.directory = stateDirectory + "/" + Spool.DIRECTORY;
  }

  /**
   * Prepares the triggers of a run.
   *
   * @param targets what it triggers
   * @param depth of the run
   * @throws PosixException if not all could be prepared; then none is
   */
  public List<Prepared> prepare(List<Link> targets, RunRecord record, int depth) {
    if (targets.isEmpty() || depth >= PendingTrigger.MAX_DEPTH) {
      return List.of(); // The run has warned of too many that triggered each other.
    }
    List<Prepared> all = new ArrayList<>();
    UtcTime now = UtcTime.now();
    try (Directory root = Directory.open(stateDirectory);
        Directory spool = root.openOrMakeDirectory(Spool.DIRECTORY, DIRECTORY_MODE)) {
      for (Link target : targets) {
        String name = SpoolName.ofSingle(target.job(), now, CurrentProcess.pid(), all.size());
        all.add(new Prepared(name, target.job(), record.run(), now));
        byte[] line =
            new PendingTrigger(target.arguments(), record.run(), null, now, depth + 1).toLine();
        spool.unlink(HIDDEN + name); // Of a process of the same number, before a clock was set.
        try (Fd file = spool.createForAppending(HIDDEN + name, FILE_MODE)) {
          file.writeAtOnce(line);
        }
      }
      return all;
    } catch (PosixException e) {
      discardAll(all);
      throw e;
    }
  }

  /** Returns what the result of a run triggers; a start that was skipped triggers nothing. */
  public static List<Link> targets(Chain chain, Result result) {
    List<Link> targets = new ArrayList<>();
    if (result != Result.SKIPPED) {
      targets.addAll(chain.onEnd());
    }
    if (result == Result.SUCCESS) {
      targets.addAll(chain.onSuccess());
    } else if (result.isFailed()) {
      targets.addAll(chain.onFailure());
    }
    return targets;
  }

  /** Fires a trigger whose run is on record; returns false if another process did already. */
  public boolean fire(Prepared trigger) {
    try (Directory spool = Directory.open(directory)) {
      spool.rename(HIDDEN + trigger.name(), trigger.name());
      return true;
    } catch (PosixException e) {
      if (e.isNotFound()) {
        return false;
      }
      throw e;
    }
  }

  /** Makes a trigger not happen. */
  public void discard(Prepared trigger) {
    try (Directory spool = Directory.open(directory)) {
      spool.unlink(HIDDEN + trigger.name());
    }
  }

  private void discardAll(List<Prepared> triggers) {
    try {
      for (Prepared trigger : triggers) {
        discard(trigger);
      }
    } catch (PosixException e) {
      return; // The cause of the first failure is worth reporting.
    }
  }

  /** Forgets what a run has prepared that turned out to have ended otherwise. */
  public void discardOf(String run) {
    for (Prepared trigger : prepared(Integer.MAX_VALUE)) {
      if (trigger.run() != null && trigger.run().equals(run)) {
        discard(trigger);
      }
    }
  }

  /**
   * Triggers that are prepared and not fired: of runs that are just ending, or were killed. Jobs
   * can put thousands here: of so many only some are read, in each minute others, so that all have
   * their turn.
   */
  public List<Prepared> prepared() {
    return prepared(MAX_AT_ONCE);
  }

  private List<Prepared> prepared(int most) {
    List<Prepared> all = new ArrayList<>();
    List<String> names = names();
    if (names.size() > most) {
      long minute = System.currentTimeMillis() / 60_000;
      int from = (int) (minute % ((names.size() - 1) / most + 1)) * most;
      names = names.subList(from, Math.min(from + most, names.size()));
    }
    for (String hidden : names) {
      String name = hidden.substring(1);
      PendingTrigger trigger = read(hidden);
      String target = SpoolName.jobOf(name);
      if (trigger != null && target != null) {
        all.add(new Prepared(name, new Slug(target), trigger.run(), trigger.time()));
      }
    }
    all.sort((one, other) -> one.name().compareTo(other.name()));
    return all;
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    if (!new File(directory).isDirectory()) {
      return names;
    }
    byte[] prefix = {'.'};
    try (Directory spool = Directory.open(directory);
        EntryNames entries = spool.names()) {
      while (entries.next()) {
        String hidden = entries.mayBeFile() && entries.startsWith(prefix) ? entries.name() : "..";
        String name = hidden.substring(1);
        if (SpoolName.isSingle(name) && SpoolName.jobOf(name) != null) {
          names.add(hidden);
        }
      }
    }
    return names;
  }

  /** Null for what can neither be fired nor discarded by others: half a trigger, or no file. */
  private @Nullable PendingTrigger read(String hidden) {
    PendingTrigger trigger;
    try (Fd file = RegularFile.openForReading(directory + "/" + hidden)) {
      byte[] content = file.readAll(MAX_SIZE);
      int end = content.length - 1;
      trigger =
          end >= 0 && content[end] == '\n'
              ? PendingTrigger.ofLine(java.util.Arrays.copyOf(content, end))
              : null;
    } catch (PosixException e) {
      return null; // It has just been fired, or is none of ours; the others are to be seen to.
    }
    if (trigger != null && trigger.run() != null) {
      return trigger;
    }
    long age = System.currentTimeMillis() - new File(directory, hidden).lastModified();
    if (Math.abs(age) > WRITING_MILLIS) { // One of the future is not just being written, either.
      try (Directory spool = Directory.open(directory)) {
        spool.unlink(hidden);
      } catch (PosixException e) {
        return null; // It does no harm.
      }
    }
    return null;
  }
}
