package processcontrol.chain;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.util.ArrayList;
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
 * run that has not begun yet.
 *
 * <p>Only who holds the job's lock takes triggers. The order of a run is what keeps it from losing
 * triggers and from running any twice, wherever SIGKILL comes between two steps:
 *
 * <ol>
 *   <li>take the job's lock;
 *   <li>rename {@code .new} to the next number: one step, after which others add to a new file;
 *   <li>read all numbered files, those of runs that were killed here first;
 *   <li>write the run and its arguments to the lock file, as the record of a lost run;
 *   <li>{@linkplain Taken#commit remove} the numbered files;
 *   <li>run the commands, append the record, clear the lock file.
 * </ol>
 *
 * <p>So a numbered file that is there says that no command has seen its triggers: the next run
 * takes them. One that is gone says that they stand in the lock file or in a record: if the
 * supervisor is killed after step 5, the next start records its run as lost, with the arguments,
 * and nobody runs them again. If it is killed between 4 and 5, there is such a record, too, of a
 * run that never began a command, and the next run has the triggers.
 */
public final class Spool {

  static final String DIRECTORY = ".triggers";
  private static final int DIRECTORY_MODE = 0750;
  private static final int FILE_MODE = 0640;
  private static final String NEW = "new";

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
    String name = job + "." + NEW;
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
    String[] names = new File(directory).list();
    for (String name : names == null ? new String[0] : names) {
      if (name.startsWith(job.value()) && job.value().equals(jobOf(name)) && hasContent(name)) {
        return true;
      }
    }
    return false;
  }

  /** The names of all jobs that have triggers that wait. */
  public Set<String> jobs() {
    Set<String> jobs = new TreeSet<>();
    String[] names = new File(directory).list();
    for (String name : names == null ? new String[0] : names) {
      String job = jobOf(name);
      if (job != null && hasContent(name)) {
        jobs.add(job);
      }
    }
    return jobs;
  }

  private boolean hasContent(String name) {
    return new File(directory, name).length() > 0;
  }

  /** The job of a file, or null: a slug, a dot, and what is no dot. */
  private static String jobOf(String name) {
    int dot = name.lastIndexOf('.');
    if (dot <= 0 || !Slug.isValid(name.substring(0, dot))) {
      return null;
    }
    return name.endsWith("." + NEW) || numberOf(name) > 0 ? name.substring(0, dot) : null;
  }

  private static int numberOf(String name) {
    try {
      return Integer.parseInt(name.substring(name.lastIndexOf('.') + 1));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** The numbers of the files that were taken, in order. */
  private List<Integer> numbers(Slug job) {
    Set<Integer> numbers = new TreeSet<>();
    String[] names = new File(directory).list();
    for (String name : names == null ? new String[0] : names) {
      if (name.startsWith(job.value()) && job.value().equals(jobOf(name)) && numberOf(name) > 0) {
        numbers.add(numberOf(name));
      }
    }
    return new ArrayList<>(numbers);
  }

  /** The triggers that wait, in their order, to be looked at. */
  public List<PendingTrigger> read(Slug job) {
    List<PendingTrigger> triggers = new ArrayList<>();
    for (Integer number : numbers(job)) {
      readInto(triggers, job + "." + number);
    }
    readInto(triggers, job + "." + NEW);
    return triggers;
  }

  private void readInto(List<PendingTrigger> triggers, String name) {
    try (Fd file = Fd.openForReading(directory + "/" + name)) {
      for (Line line : Line.split(file.readAll(MAX_SIZE))) {
        triggers.add(line.trigger());
      }
    } catch (PosixException e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
  }

  /**
   * Takes the triggers of a job whose lock the caller holds. They are pending until they are
   * {@linkplain Taken#commit committed}.
   */
  public Taken take(Slug job) {
    List<Integer> numbers = numbers(job);
    Taken taken = new Taken();
    if (new File(directory, job + "." + NEW).length() > 0) {
      int next = numbers.isEmpty() ? 1 : numbers.get(numbers.size() - 1) + 1;
      rename(job + "." + NEW, job + "." + next);
      numbers.add(next);
    }
    long size = 0;
    for (Integer number : numbers) {
      String name = job + "." + number;
      byte[] content = read(name);
      for (Line line : Line.split(content)) {
        size += line.trigger().size();
        if (size > MAX_ARGUMENTS && !taken.triggers.isEmpty()) {
          taken.cut(name, java.util.Arrays.copyOfRange(content, line.start(), content.length));
          return taken;
        }
        taken.triggers.add(line.trigger());
      }
      taken.files.add(name);
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

  private byte[] read(String name) {
    try (Fd file = Fd.openForReading(directory + "/" + name)) {
      return file.readAll(MAX_SIZE);
    }
  }

  /** One trigger, and where its line begins in the file. */
  private record Line(int start, PendingTrigger trigger) {

    /** What is no trigger is left out. */
    static List<Line> split(byte[] content) {
      List<Line> lines = new ArrayList<>();
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      int start = 0;
      for (int i = 0; i < content.length; i++) {
        if (content[i] != '\n') {
          line.write(content[i]);
          continue;
        }
        PendingTrigger trigger = PendingTrigger.ofLine(line.toByteArray());
        if (trigger != null) {
          lines.add(new Line(start, trigger));
        }
        line.reset();
        start = i + 1;
      }
      return lines;
    }
  }

  /** What a run has taken. */
  public final class Taken {
    private final List<PendingTrigger> triggers = new ArrayList<>();
    private final List<String> files = new ArrayList<>();
    private String cutFile;
    private byte[] rest;

    private Taken() {}

    public List<PendingTrigger> triggers() {
      return List.copyOf(triggers);
    }

    private void cut(String name, byte[] from) {
      cutFile = name;
      rest = from;
    }

    /** Removes the triggers, or all but those that are too many for one run. */
    public void commit() {
      if (files.isEmpty() && cutFile == null) {
        return;
      }
      try (Directory spool = Directory.open(directory)) {
        for (String name : files) {
          spool.unlink(name);
        }
        if (cutFile != null) {
          spool.replaceFile(cutFile, rest, FILE_MODE);
        }
      }
    }
  }
}
