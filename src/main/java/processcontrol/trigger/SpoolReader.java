package processcontrol.trigger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import processcontrol.job.Slug;
import processcontrol.posix.Directory;
import processcontrol.posix.EntryNames;
import processcontrol.posix.Fd;
import processcontrol.posix.FileStatus;
import processcontrol.posix.PosixException;
import processcontrol.posix.RegularFile;

/**
 * Reads the triggers that wait, for commands that only look. Every job can write to the {@link
 * Spool}'s directory, so it is read within bounds; what is left out is reported as a fault. A run
 * of the job takes all of its triggers.
 */
public final class SpoolReader {

  // Far beyond what waits where all is well, and read in some hundredths of a second.
  static final int MAX_ENTRIES = 10_000;
  static final int MAX_FILES = 300;
  static final int MAX_BYTES = 1 << 20;

  /** For the files of all jobs together. */
  private static final int ALL = 3;

  /**
   * The triggers that wait for a job.
   *
   * @param triggers in their order
   * @param fault why these are not all, or what else is there; null if all is well
   */
  public record Waiting(List<PendingTrigger> triggers, @Nullable String fault) {

    private static final Waiting NONE = new Waiting(List.of(), null);

    public Waiting {
      triggers = List.copyOf(triggers);
    }
  }

  private final String path;
  private final Map<String, List<String>> names = new HashMap<>();
  private @Nullable String fault;
  private int filesLeft = ALL * MAX_FILES;
  private int bytesLeft = ALL * MAX_BYTES;

  /** Looks what is there. */
  public SpoolReader(String stateDirectory) {
    path = stateDirectory + "/" + Spool.DIRECTORY;
    try (Directory directory = Directory.open(path);
        EntryNames entries = directory.names()) {
      int seen = 0;
      while (fault == null && entries.next()) {
        seen++;
        String name = entries.name();
        String job = SpoolName.jobOf(name);
        if (job != null) {
          names.computeIfAbsent(job, each -> new ArrayList<>()).add(name);
        }
        if (seen > MAX_ENTRIES) {
          fault = path + ": more than " + MAX_ENTRIES + " files, not read further";
        }
      }
    } catch (PosixException e) {
      fault = e.isNotFound() && !e.isNotDirectory() ? null : e.getMessage();
    }
  }

  /** Returns why there may be triggers that were not seen, of whatever job; null if all were. */
  public @Nullable String fault() {
    return fault;
  }

  /** Reads what waits for a job. */
  public Waiting read(Slug job) {
    List<String> files = names.get(job.value());
    return files == null ? Waiting.NONE : new OneJob(job, files).read();
  }

  /** The files of one job. */
  private final class OneJob {
    private final Slug job;
    private final List<String> files;
    private final List<SpoolEntry> several = new ArrayList<>();
    private final List<SpoolEntry> singles = new ArrayList<>();
    private int budget = MAX_BYTES;
    private @Nullable String first;

    OneJob(Slug job, List<String> files) {
      this.job = job;
      this.files = files;
    }

    Waiting read() {
      int most = Math.min(MAX_FILES, filesLeft);
      if (files.size() > most) {
        note(path + "/" + job + ".*: " + files.size() + " files, of which " + most + " are read");
      }
      for (String name : inOrder(most)) {
        filesLeft--;
        read(name);
      }
      singles.sort(null);
      List<PendingTrigger> triggers = new ArrayList<>();
      for (SpoolEntry entry : SpoolEntry.merge(several, singles)) {
        triggers.add(entry.trigger());
      }
      return new Waiting(triggers, first);
    }

    /** The files of several triggers in their order, then single ones; not more than some. */
    private List<String> inOrder(int most) {
      TreeMap<Integer, String> numbered = new TreeMap<>();
      List<String> others = new ArrayList<>();
      for (String name : files) {
        int number = SpoolName.numberOf(name);
        if (number > 0) {
          numbered.put(number, name);
        } else if (SpoolName.isSingle(name)) {
          others.add(name);
        } else {
          numbered.put(Integer.MAX_VALUE, name); // New ones come last.
        }
      }
      others.addAll(0, numbered.values());
      return others.subList(0, Math.min(most, others.size()));
    }

    private void read(String name) {
      byte[] content;
      try (Fd file = RegularFile.openForReading(path + "/" + name)) {
        FileStatus status = file.status();
        int most = Math.min(budget, bytesLeft);
        if (status.size() > SpoolFiles.MAX_SIZE) {
          note(file.path() + ": larger than run-job makes it, not read");
          return;
        }
        if (status.size() > most) {
          note(file.path() + ": not read further than " + most + " bytes");
        }
        content = file.readAll(most);
      } catch (PosixException e) {
        if (!e.isNotFound()) {
          note(String.valueOf(e.getMessage()));
        }
        return;
      }
      budget -= content.length;
      bytesLeft -= content.length;
      List<SpoolEntry> entries = SpoolEntry.split(name, content);
      if (entries.isEmpty() && content.length > 0 && content[content.length - 1] == '\n') {
        note(path + "/" + name + ": holds no trigger");
      }
      (SpoolName.isSingle(name) ? singles : several).addAll(entries);
    }

    private void note(String text) {
      first = first == null ? text : first;
    }
  }
}
