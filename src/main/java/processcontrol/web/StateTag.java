package processcontrol.web;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.config.GlobalConfig;
import processcontrol.config.JobFiles;
import processcontrol.config.JobLoader;
import processcontrol.job.Slug;
import processcontrol.job.TimeSpan;
import processcontrol.lock.RunningJob;
import processcontrol.posix.Directory;
import processcontrol.posix.EntryNames;
import processcontrol.posix.FileStatus;
import processcontrol.posix.PosixException;

/**
 * The ETag of an answer: what files an answer comes from look like from outside, so that none has
 * to be read to see that it is still true. The minute is a part of it, because starts come near and
 * are missed without any file's change.
 */
final class StateTag {

  private static final int MAX_ENTRIES = 20_000;
  private static final String LOCK = ".lock";

  private final GlobalConfig config;

  // Two sums with different factors; jobs could make equal tags, and deceive about themselves.
  private long first = 0xcbf29ce484222325L;
  private long second = 0x9e3779b97f4a7c15L;
  private long historyBytes;

  private StateTag(GlobalConfig config) {
    this.config = config;
  }

  /**
   * Begins a tag with what every answer depends on: the user, the request, the configuration, and
   * the program.
   */
  static StateTag of(Call call, GlobalConfig config) {
    StateTag tag = new StateTag(config);
    tag.add(call.request().script());
    tag.add(call.request().path());
    tag.add(call.request().query());
    tag.add(call.request().user());
    tag.addFile(config.file());
    tag.addFile(System.getProperty("java.class.path"));
    return tag;
  }

  /** Adds all jobs: their files, their states, their runs, and what waits for them. */
  StateTag withJobs(JobLoader loader) {
    addJobFiles(loader);
    try (Directory states = Directory.open(config.stateDirectory())) {
      for (String name : loader.names()) {
        if (Slug.isValid(name)) {
          addState(states, new Slug(name));
        }
      }
    } catch (PosixException e) {
      add(e.getMessage());
    }
    addLocks();
    addSpool();
    add(System.currentTimeMillis() / TimeSpan.MINUTE_MILLIS);
    return this;
  }

  /** Adds one job; the files of the others say what makes it run. */
  StateTag withJob(String path, Slug slug, JobLoader loader) {
    addJobFiles(loader);
    addFile(path);
    try (Directory states = Directory.open(config.stateDirectory())) {
      addState(states, slug);
    } catch (PosixException e) {
      add(e.getMessage());
    }
    addLocks();
    addSpool();
    add(System.currentTimeMillis() / TimeSpan.MINUTE_MILLIS);
    return this;
  }

  /** Adds a text. */
  StateTag with(String text) {
    add(text);
    return this;
  }

  /** Adds a number. */
  StateTag with(long number) {
    add(number);
    return this;
  }

  private void addJobFiles(JobLoader loader) {
    String root = loader.root();
    try (Directory top = Directory.open(root)) {
      for (String path : loader.paths()) {
        add(JobFiles.slugOf(path));
        add(top, path.substring(root.length() + 1));
      }
    } catch (PosixException e) {
      add(e.getMessage());
    }
    for (List<String> faults : loader.faultsOfPlaces().values()) {
      faults.forEach(this::add);
    }
  }

  /** Holds and the like are renamed into the directory, which changes it. */
  private void addState(Directory states, Slug slug) {
    add(states, slug.value());
    FileStatus history = add(states, slug + "/history.jsonl");
    historyBytes += history == null ? 0 : history.size();
  }

  /** Adds the locks: one that names a run means a current run as long as a process has it. */
  private void addLocks() {
    try (Directory directory = Directory.open(config.runDirectory())) {
      for (String name : names(directory)) {
        add(name);
        FileStatus status = add(directory, name);
        String job = name.endsWith(LOCK) ? name.substring(0, name.length() - LOCK.length()) : "";
        if (status != null && status.size() > 0 && Slug.isValid(job)) {
          RunningJob running = RunningJob.find(config.runDirectory(), new Slug(job));
          add(running == null ? 0 : running.isSupervised() ? 2 : 1);
        }
      }
    } catch (PosixException e) {
      add(e.getMessage());
    }
  }

  private void addSpool() {
    try (Directory states = Directory.open(config.stateDirectory());
        Directory spool = states.openDirectory(".triggers")) {
      for (String name : names(spool)) {
        add(name);
        add(spool, name);
      }
    } catch (PosixException e) {
      add(e.isNotFound() ? "" : e.getMessage());
    }
  }

  /** The sorted names of the entries of a directory; jobs can make any number of them. */
  private List<String> names(Directory directory) {
    List<String> names = new ArrayList<>();
    try (EntryNames entries = directory.names()) {
      while (entries.next()) {
        names.add(entries.name());
        if (names.size() > MAX_ENTRIES) {
          add(System.nanoTime()); // No answer is like this one.
          break;
        }
      }
    }
    names.sort(null);
    return names;
  }

  private @Nullable FileStatus add(Directory directory, String name) {
    try {
      FileStatus status = directory.statusOf(name);
      add(status.inode());
      add(status.size());
      add(status.modified());
      add(status.changed());
      add(status.mode());
      return status;
    } catch (PosixException e) {
      add(0);
      return null;
    }
  }

  private void addFile(String path) {
    File file = new File(path == null ? "" : path);
    add(file.lastModified());
    add(file.length());
  }

  private void add(String text) {
    add(text.length());
    for (int i = 0; i < text.length(); i++) {
      add(text.charAt(i));
    }
  }

  private void add(long value) {
    first = (first ^ value) * 0x100000001b3L;
    first ^= first >>> 29;
    second = (second + value) * 0xbf58476d1ce4e5b9L;
    second ^= second >>> 31;
  }

  /** The bytes of the histories that were looked at. */
  long historyBytes() {
    return historyBytes;
  }

  /** Returns true if a client has this answer already, by its header If-None-Match. */
  boolean matches(String ifNoneMatch) {
    String tag = toString();
    for (String each : ifNoneMatch.split(",", -1)) {
      String candidate = each.strip();
      // Servers that compress make a tag a weak one.
      String strong = candidate.startsWith("W/") ? candidate.substring(2) : candidate;
      if (strong.equals(tag) || candidate.equals("*")) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return '"' + Long.toHexString(first) + Long.toHexString(second) + '"';
  }
}
