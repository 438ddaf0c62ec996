package processcontrol.trigger;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import processcontrol.job.Slug;
import processcontrol.posix.Directory;
import processcontrol.posix.Fd;
import processcontrol.posix.Poll;
import processcontrol.posix.PosixException;

/**
 * The triggers that wait for their runs: files in {@code <state directory>/.triggers}, one line of
 * JSON for each trigger. They are with the state, not with the locks, so that they outlive a
 * restart of the machine.
 *
 * <p>Triggers are added to {@code <slug>.new}, each in one write, under a flock(2) of the file. Its
 * consumer renames it, so a process that has got the flock checks that the file still has this
 * name, and opens it again if not. {@code <slug>.1}, {@code <slug>.2} and so on have been taken by
 * a run that has not begun yet. {@code <slug>.<time>-<pid>-<number>} is one trigger that a run has
 * fired ({@link Outbox}).
 *
 * <p>Only the holder of the job's lock takes triggers. The order of a run keeps it from losing
 * triggers and from running any twice, wherever SIGKILL comes between two steps:
 *
 * <ol>
 *   <li>take the job's lock;
 *   <li>rename {@code .new} to the next number: one step, after which others add to a new file;
 *   <li>read all numbered files, those of runs that were killed here first, and the single ones;
 *   <li>write the run and its arguments to the lock file, as the record of a lost run;
 *   <li>{@linkplain Taken#commit remove} these files;
 *   <li>run the commands, append the record, clear the lock file.
 * </ol>
 *
 * <p>So a file that is there says that no command has seen its triggers: the next run takes them.
 * One that is gone says that they stand in the lock file or in a record: if the supervisor is
 * killed after step 5, the next start records its run as lost, with the arguments, and they do not
 * run again. If it is killed between 4 and 5, there is such a record, too, of a run that never
 * began a command, and the next run has the triggers.
 */
public final class Spool {

  static final String DIRECTORY = ".triggers";
  private static final int DIRECTORY_MODE = 0750;
  private static final int FILE_MODE = 0640;

  /**
   * As much as a run takes at once, and one trigger at least. An execve(2) takes 2 MiB by default;
   * and the run's record, where everything may have to be escaped, must fit into the lock file.
   */
  private static final long MAX_ARGUMENTS = 512 << 10;

  private static final int LOCK_TRIES = 1000;
  private static final long RETRY_MILLIS = 10;

  private final String stateDirectory;
  private final String directory;

  public Spool(String stateDirectory) {
    this.stateDirectory = stateDirectory;
    this.directory = stateDirectory + "/" + DIRECTORY;
  }

  /**
   * Adds a trigger of a job.
   *
   * @throws PosixException if it could not be added; then it was not
   */
  public void add(Slug job, PendingTrigger trigger) {
    byte[] line = trigger.toLine();
    String name = SpoolName.ofNew(job);
    try (Directory root = Directory.open(stateDirectory);
        Directory spool = root.openOrMakeDirectory(DIRECTORY, DIRECTORY_MODE)) {
      boolean added = false;
      while (!added) {
        try (Fd file = spool.openForAppending(name, FILE_MODE)) {
          lock(file);
          if (isStill(spool, name, file)) {
            append(file, line);
            added = true;
          }
        }
      }
    }
  }

  /** Others have the lock for a moment; a job could have it for ever. */
  private static void lock(Fd file) {
    Poll pause = new Poll(0);
    for (int tries = 1; !file.tryLock(); tries++) {
      if (tries == LOCK_TRIES) {
        throw PosixException.unusable("lock " + file.path(), "locked by a process all the time");
      }
      pause.await(RETRY_MILLIS);
    }
  }

  private static boolean isStill(Directory spool, String name, Fd file) {
    try (Fd now = spool.openForReading(name)) {
      return now.status().inode() == file.status().inode();
    } catch (PosixException e) {
      if (e.isNotFound()) {
        return false;
      }
      throw e;
    }
  }

  /** Writes a line whole, or takes it back; a part that a killed process left begins no line. */
  private static void append(Fd file, byte[] line) {
    long size = file.status().size();
    if (size > SpoolFiles.MAX_SIZE - line.length) {
      throw PosixException.unusable("add a trigger to " + file.path(), "too large");
    }
    byte[] whole = line;
    if (size > 0 && file.readAt(size - 1, 1)[0] != '\n') {
      whole = new byte[line.length + 1];
      whole[0] = '\n';
      System.arraycopy(line, 0, whole, 1, line.length);
    }
    try {
      file.writeAtOnce(whole);
    } catch (PosixException e) {
      file.truncate(size);
      throw e;
    }
  }

  /** Returns true if a job has triggers that wait. */
  public boolean isPending(Slug job) {
    try (SpoolFiles files = SpoolFiles.open(directory)) {
      for (String name : files.of(job)) {
        if (files.hasContent(name)) {
          return true;
        }
      }
      return false;
    }
  }

  /** The names of all jobs that have triggers that wait. */
  public Set<String> jobs() {
    try (SpoolFiles files = SpoolFiles.open(directory)) {
      return files.jobs();
    }
  }

  /** The triggers of a job that wait, in their order, to be looked at; not more than some. */
  public List<PendingTrigger> read(Slug job) {
    return new SpoolReader(stateDirectory).read(job).triggers();
  }

  /**
   * Takes the triggers of a job whose lock the caller holds. They are pending until they are
   * {@linkplain Taken#commit committed}.
   */
  public Taken take(Slug job) {
    try (SpoolFiles spool = SpoolFiles.open(directory)) {
      SortedSet<Integer> numbers = new TreeSet<>();
      List<String> singles = new ArrayList<>();
      for (String name : spool.of(job)) {
        if (SpoolName.numberOf(name) > 0) {
          numbers.add(SpoolName.numberOf(name));
        } else if (SpoolName.isSingle(name) && spool.isUsable(name)) {
          singles.add(name);
        }
      }
      List<String> files = new ArrayList<>();
      for (Integer number : numbers) {
        String name = SpoolName.ofTaken(job, number);
        if (spool.isUsable(name)) {
          files.add(name);
        }
      }
      if (spool.hasContent(SpoolName.ofNew(job))) {
        String name = SpoolName.ofTaken(job, next(numbers));
        rename(SpoolName.ofNew(job), name);
        files.add(name);
      }
      return take(spool, files, singles);
    }
  }

  /** The number of the next file: the jobs can have made others than we would. */
  private static int next(SortedSet<Integer> numbers) {
    int next = numbers.isEmpty() ? 1 : numbers.last() + 1;
    if (next > SpoolName.MAX_NUMBER) {
      next = 1;
      while (numbers.contains(next)) {
        next++;
      }
    }
    return next;
  }

  /** Forgets all triggers that wait for a job that does not exist any more. */
  public void remove(Slug job) {
    try (SpoolFiles files = SpoolFiles.open(directory)) {
      files.remove(job);
    }
  }

  private Taken take(SpoolFiles spool, List<String> files, List<String> singles) {
    Taken taken = new Taken();
    taken.files.addAll(files);
    taken.files.addAll(singles);
    long size = 0;
    boolean full = false;
    for (SpoolEntry entry : inOrder(spool, files, singles)) {
      size += entry.trigger().size();
      full |= size > MAX_ARGUMENTS && !taken.triggers.isEmpty();
      if (full) {
        taken.leave(entry);
      } else {
        taken.triggers.add(entry.trigger());
      }
    }
    return taken;
  }

  private void rename(String from, String to) {
    try (Directory spool = Directory.open(directory);
        Fd file = spool.openForReading(from)) {
      lock(file); // A process that is just adding has it.
      spool.rename(from, to);
    }
  }

  /**
   * @param files of several triggers, in order
   * @param singles in any order
   */
  private static List<SpoolEntry> inOrder(
      SpoolFiles spool, List<String> files, List<String> singles) {
    List<SpoolEntry> entries = new ArrayList<>();
    for (String file : files) {
      entries.addAll(SpoolEntry.split(file, spool.read(file)));
    }
    if (singles.isEmpty()) {
      return entries;
    }
    List<SpoolEntry> others = new ArrayList<>();
    for (String single : singles) {
      others.addAll(SpoolEntry.split(single, spool.read(single)));
    }
    others.sort(null);
    return SpoolEntry.merge(entries, others);
  }

  private byte[] contentOf(String file) {
    try (SpoolFiles files = SpoolFiles.open(directory)) {
      return files.read(file);
    }
  }

  /** The triggers that a run has taken. */
  public final class Taken {
    private final List<PendingTrigger> triggers = new ArrayList<>();

    /** To be removed, among them such as hold no trigger at all. */
    private final Set<String> files = new LinkedHashSet<>();

    /** The first trigger that was too much, of a file whose beginning was taken; or null. */
    private @Nullable SpoolEntry rest;

    private Taken() {}

    public List<PendingTrigger> triggers() {
      return List.copyOf(triggers);
    }

    /** Files of several triggers are taken in order, so that one at most is cut: the first one. */
    private void leave(SpoolEntry entry) {
      boolean partly = files.remove(entry.file()) && entry.start() > 0;
      rest = partly && rest == null ? entry : rest;
    }

    /** Removes the triggers, or all but those that are too many for one run. */
    public void commit() {
      if (files.isEmpty() && rest == null) {
        return;
      }
      try (Directory spool = Directory.open(directory)) {
        for (String name : files) {
          spool.unlink(name);
        }
        if (rest != null) {
          byte[] content = contentOf(rest.file());
          byte[] left = java.util.Arrays.copyOfRange(content, rest.start(), content.length);
          spool.replaceFile(rest.file(), left, FILE_MODE);
        }
      }
    }
  }
}
