package processcontrol.chain;

import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import processcontrol.job.Slug;
import processcontrol.posix.Directory;
import processcontrol.posix.Fd;
import processcontrol.posix.PosixException;

/**
 * The triggers that wait for their runs: files in {@code <state directory>/.triggers}, one line of
 * JSON for each trigger. They are with the state, not with the locks, so that they outlive a
 * restart of the machine.
 *
 * <p>{@code <slug>.new} is where triggers are added, each in one write, under a flock(2) of the
 * file. Its consumer renames it, so whoever has got the flock looks whether the file still has this
 * name, and begins anew if not. {@code <slug>.1}, {@code <slug>.2} and so on have been taken by a
 * run that has not begun yet. {@code <slug>.<time>-<pid>-<number>} is one trigger that a run has
 * fired ({@link Outbox}).
 *
 * <p>Only who holds the job's lock takes triggers. The order of a run is what keeps it from losing
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
 * killed after step 5, the next start records its run as lost, with the arguments, and nobody runs
 * them again. If it is killed between 4 and 5, there is such a record, too, of a run that never
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

  private static final int MAX_SIZE = 1 << 30;

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
          file.lock();
          if (isStill(spool, name, file)) {
            append(file, line);
            added = true;
          }
        }
      }
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

  /** What was not written whole is taken back, and what somebody killed left begins no line. */
  private static void append(Fd file, byte[] line) {
    long size = file.status().size();
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

  /** Whether a job has triggers that wait. */
  public boolean isPending(Slug job) {
    for (String name : names()) {
      if (isOf(job, name) && hasContent(name)) {
        return true;
      }
    }
    return false;
  }

  /** The names of all jobs that have triggers that wait. */
  public Set<String> jobs() {
    Set<String> jobs = new TreeSet<>();
    for (String name : names()) {
      String job = SpoolName.jobOf(name);
      if (job != null && hasContent(name)) {
        jobs.add(job);
      }
    }
    return jobs;
  }

  private String[] names() {
    String[] names = new File(directory).list();
    return names == null ? new String[0] : names;
  }

  private static boolean isOf(Slug job, String name) {
    return name.startsWith(job.value()) && job.value().equals(SpoolName.jobOf(name));
  }

  private boolean hasContent(String name) {
    return new File(directory, name).length() > 0;
  }

  /** The numbers of the files that were taken, in order. */
  private List<Integer> numbers(Slug job) {
    Set<Integer> numbers = new TreeSet<>();
    for (String name : names()) {
      if (isOf(job, name) && SpoolName.numberOf(name) > 0) {
        numbers.add(SpoolName.numberOf(name));
      }
    }
    return new ArrayList<>(numbers);
  }

  /** The files of single triggers. */
  private List<String> singles(Slug job) {
    List<String> singles = new ArrayList<>();
    for (String name : names()) {
      if (isOf(job, name) && SpoolName.isSingle(name)) {
        singles.add(name);
      }
    }
    return singles;
  }

  /** The triggers that wait, in their order, to be looked at. */
  public List<PendingTrigger> read(Slug job) {
    List<String> files = new ArrayList<>();
    for (Integer number : numbers(job)) {
      files.add(SpoolName.ofTaken(job, number));
    }
    files.add(SpoolName.ofNew(job));
    List<PendingTrigger> triggers = new ArrayList<>();
    for (SpoolEntry entry : inOrder(files, singles(job))) {
      triggers.add(entry.trigger());
    }
    return triggers;
  }

  /**
   * Takes the triggers of a job whose lock the caller holds. They are pending until they are
   * {@linkplain Taken#commit committed}.
   */
  public Taken take(Slug job) {
    List<String> files = new ArrayList<>();
    int next = 1;
    for (Integer number : numbers(job)) {
      files.add(SpoolName.ofTaken(job, number));
      next = number + 1;
    }
    String added = SpoolName.ofNew(job);
    if (hasContent(added)) {
      rename(added, SpoolName.ofTaken(job, next));
      files.add(SpoolName.ofTaken(job, next));
    }
    List<String> singles = singles(job);
    Taken taken = new Taken();
    taken.files.addAll(files);
    taken.files.addAll(singles);
    long size = 0;
    boolean full = false;
    for (SpoolEntry entry : inOrder(files, singles)) {
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
      file.lock(); // Who is just adding has it.
      spool.rename(from, to);
    }
  }

  /**
   * @param files of several triggers, in order
   * @param singles in any order
   */
  private List<SpoolEntry> inOrder(List<String> files, List<String> singles) {
    List<SpoolEntry> entries = new ArrayList<>();
    for (String file : files) {
      entries.addAll(SpoolEntry.split(file, read(file)));
    }
    if (singles.isEmpty()) {
      return entries;
    }
    List<SpoolEntry> others = new ArrayList<>();
    for (String single : singles) {
      others.addAll(SpoolEntry.split(single, read(single)));
    }
    others.sort(null);
    return SpoolEntry.merge(entries, others);
  }

  private byte[] read(String name) {
    try (Fd file = Fd.openForReading(directory + "/" + name)) {
      return file.readAll(MAX_SIZE);
    } catch (PosixException e) {
      if (e.isNotFound()) {
        return new byte[0];
      }
      throw e;
    }
  }

  /** What a run has taken. */
  public final class Taken {
    private final List<PendingTrigger> triggers = new ArrayList<>();

    /** To be removed, among them such as hold no trigger at all. */
    private final Set<String> files = new LinkedHashSet<>();

    /** The first trigger that was too much, of a file whose beginning was taken; or null. */
    private SpoolEntry rest;

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
          byte[] content = read(rest.file());
          byte[] left = java.util.Arrays.copyOfRange(content, rest.start(), content.length);
          spool.replaceFile(rest.file(), left, FILE_MODE);
        }
      }
    }
  }
}
