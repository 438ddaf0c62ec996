package processcontrol.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import processcontrol.cli.Invocation.Flag;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.config.JobLoader;
import processcontrol.history.JobState;
import processcontrol.job.Slug;
import processcontrol.job.VisibleText;
import processcontrol.lock.JobLock;
import processcontrol.lock.RunFiles;
import processcontrol.posix.CurrentProcess;
import processcontrol.posix.Fd;
import processcontrol.posix.PosixException;
import processcontrol.report.MetricsFile;
import processcontrol.run.ExitCode;
import processcontrol.runlog.JobLogs;
import processcontrol.runlog.LogRetention;
import processcontrol.start.ErrorOutput;
import processcontrol.start.UsageException;
import processcontrol.trigger.Spool;

/**
 * {@code run-job --clean --gone [NAME...]}: removes the logs, the history and the metrics of jobs
 * that have no file any more. Nobody can get them back, so it asks before.
 */
final class CleanGoneAction {

  private final Invocation invocation;
  private final GlobalConfig config;
  private final PrintStream out;
  private final PrintStream err;
  private boolean failed;

  private CleanGoneAction(
      Invocation invocation, GlobalConfig config, PrintStream out, PrintStream err) {
    this.invocation = invocation;
    this.config = config;
    this.out = out;
    this.err = err;
  }

  static int run(Invocation invocation, GlobalConfig config, PrintStream out, PrintStream err) {
    return new CleanGoneAction(invocation, config, out, err).run();
  }

  private int run() {
    JobLoader loader = new JobLoader(config);
    List<Slug> gone = gone(loader);
    if (gone.isEmpty()) {
      say("nothing is left of jobs that are gone");
      return ExitCode.SUCCESS.status();
    }
    boolean asks = !invocation.has(Flag.YES) && !invocation.has(Flag.DRY_RUN);
    if (asks && !Fd.standard(0).isTerminal()) {
      throw new UsageException(
          "nothing is removed: without a terminal, say --yes, or --dry-run to see what is left");
    }
    if (asks || invocation.has(Flag.DRY_RUN)) {
      for (Slug slug : gone) {
        out.println(slug + ": " + left(slug));
      }
    }
    if (invocation.has(Flag.DRY_RUN)) {
      return ExitCode.SUCCESS.status();
    }
    if (asks && !isConfirmed(gone.size())) {
      out.println("nothing is removed");
      return ExitCode.SUCCESS.status();
    }
    CurrentProcess.umask(0);
    for (Slug slug : gone) {
      try {
        remove(slug, loader);
      } catch (PosixException e) {
        fail(slug, e.getMessage());
      }
    }
    return (failed ? ExitCode.FAILED_ITSELF : ExitCode.SUCCESS).status();
  }

  /** Returns the jobs that something is left of, and that have no file, as far as can be seen. */
  private List<Slug> gone(JobLoader loader) {
    Set<String> known = loader.names();
    if (!loader.faultsOfPlaces().isEmpty()) {
      List<String> faults = new ArrayList<>();
      loader.faultsOfPlaces().values().forEach(faults::addAll);
      throw new InvalidConfigException(faults); // Files of jobs may be there.
    }
    if (known.isEmpty() && invocation.names().isEmpty()) {
      throw new InvalidConfigException(
          loader.root()
              + ": there is no job, so all of them would be gone: has a mount or a checkout failed?"
              + " If not, name the jobs");
    }
    Set<String> left = new TreeSet<>();
    addNames(config.outputDirectory(), left);
    addNames(config.stateDirectory(), left);
    left.addAll(RunFiles.jobs(config.runDirectory()));
    left.addAll(MetricsFile.written(config));
    List<Slug> gone = new ArrayList<>();
    for (String name : invocation.names().isEmpty() ? left : invocation.names()) {
      boolean named = !invocation.names().isEmpty();
      if (named && known.contains(name)) {
        throw new InvalidConfigException(name + ": the job is not gone: it has a file");
      }
      if (named && !left.contains(name)) {
        throw new InvalidConfigException("nothing is left of a job " + VisibleText.quoted(name));
      }
      if (!known.contains(name)) {
        gone.add(new Slug(name));
      }
    }
    return gone;
  }

  private static void addNames(String directory, Set<String> names) {
    File[] entries = new File(directory).listFiles();
    for (File entry : entries == null ? new File[0] : entries) {
      if (Slug.isValid(entry.getName()) && entry.isDirectory()) {
        names.add(entry.getName());
      }
    }
  }

  private @Nullable String left(Slug slug) {
    try (JobLogs logs = JobLogs.of(config.outputDirectory(), slug)) {
      int count = logs.runIds().size();
      return (count == 1 ? "1 log" : count + " logs")
          + (JobState.exists(config.stateDirectory(), slug) ? ", its history" : "");
    } catch (PosixException e) {
      return e.getMessage();
    }
  }

  private boolean isConfirmed(int jobs) {
    out.print(
        "Remove the logs and the history of "
            + (jobs == 1 ? "this job" : "these " + jobs + " jobs")
            + "? [y/N] ");
    out.flush();
    String answer = readLine().strip().toLowerCase(Locale.ROOT);
    return answer.equals("y") || answer.equals("yes");
  }

  private static String readLine() {
    byte[] line = new byte[100];
    try {
      int size = System.in.read(line);
      return size < 0 ? "" : new String(line, 0, size, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /** The lock is held meanwhile. */
  private void remove(Slug slug, JobLoader loader) {
    try (JobLock lock = JobLock.tryAcquire(config.runDirectory(), slug)) {
      if (lock == null) {
        fail(slug, "it is still running; stop it by its process, or wait");
        return;
      }
      if (loader.names().contains(slug.value())) {
        fail(slug, "it has a file again");
        return;
      }
      LogRetention.Freed freed;
      try (JobLogs logs = JobLogs.of(config.outputDirectory(), slug)) {
        freed = logs.removeAll();
      }
      JobState.remove(config.stateDirectory(), slug);
      new Spool(config.stateDirectory()).remove(slug);
      MetricsFile.remove(config, slug);
      RunFiles.remove(config.runDirectory(), slug, lock);
      say(
          slug
              + ": "
              + freed.runs()
              + (freed.runs() == 1 ? " log of " : " logs of ")
              + CleanAction.size(freed.bytes())
              + " and its history removed");
    }
    for (String directory : new String[] {config.outputDirectory(), config.stateDirectory()}) {
      if (new File(directory, slug.value()).exists()) {
        fail(slug, directory + "/" + slug + " has other files, which stay");
      }
    }
  }

  private void fail(Slug slug, String reason) {
    failed = true;
    ErrorOutput.printLine("run-job", slug + ": " + reason, err);
  }

  private void say(String line) {
    if (!invocation.has(Flag.QUIET)) {
      out.println(line);
    }
  }
}
