package processcontrol.cli;

import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.cli.Invocation.Flag;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.config.JobLoader;
import processcontrol.job.Slug;
import processcontrol.job.VisibleText;
import processcontrol.lock.RunningJob;
import processcontrol.posix.Directory;
import processcontrol.posix.Poll;
import processcontrol.posix.PosixException;
import processcontrol.run.ExitCode;
import processcontrol.runlog.JobLogs;
import processcontrol.runlog.LogReader;
import processcontrol.runlog.LogView;
import processcontrol.start.ErrorOutput;
import processcontrol.start.UsageException;

/**
 * {@code run-job --logs NAME}: prints logs. The job's file is not read, so that the logs of a job
 * that is broken or gone can be read as well.
 */
final class LogsAction {

  private static final long TICK_MILLIS = 100;

  /**
   * Lines of tolerance: a look at a line from the middle of a header can be wrong about the rest of
   * the header.
   */
  private static final int SLACK = 3;

  private final Invocation invocation;
  private final GlobalConfig config;
  private final PrintStream err;
  private final Slug slug;
  private final String wanted;
  private final boolean stdout;
  private final boolean stderr;
  private final boolean raw;
  private final LogPrinter printer = new LogPrinter();
  private boolean abandoned;

  /**
   * Prints logs of one job.
   *
   * @param wanted which run; null for the last one
   */
  LogsAction(
      Invocation invocation, GlobalConfig config, PrintStream err, Slug slug, String wanted) {
    this.invocation = invocation;
    this.config = config;
    this.err = err;
    this.slug = slug;
    this.wanted = wanted;
    String streams = invocation.value("--streams");
    this.stdout = has(streams, "stdout");
    this.stderr = has(streams, "stderr");
    this.raw = invocation.has(Flag.RAW);
  }

  static int run(Invocation invocation, GlobalConfig config, PrintStream out, PrintStream err) {
    boolean several = !invocation.tags().isEmpty() || invocation.names().size() > 1;
    try {
      if (several || invocation.has(Flag.FAILED)) {
        return new LogsOfSeveral(invocation, config, out, err).print();
      }
      Slug slug = slug(invocation.names().get(0));
      LogsAction action = new LogsAction(invocation, config, err, slug, invocation.value("--run"));
      action.print();
      return action.abandoned ? StandardOutput.BROKEN_PIPE : ExitCode.SUCCESS.status();
    } catch (PosixException e) {
      if (e.isBrokenPipe()) {
        return StandardOutput.BROKEN_PIPE;
      }
      throw e;
    }
  }

  static Slug slug(String name) {
    try {
      return new Slug(name);
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigException(e.getMessage());
    }
  }

  private static boolean has(String streams, String stream) {
    if (streams == null) {
      return true;
    }
    boolean found = false;
    for (String each : streams.split(",", -1)) {
      if (!each.equals("stdout") && !each.equals("stderr")) {
        throw new UsageException(
            "--streams is stdout, stderr or stdout,stderr, not " + VisibleText.quoted(streams));
      }
      found |= each.equals(stream);
    }
    return found;
  }

  void print() {
    long lines = lines();
    String followed = invocation.has(Flag.FOLLOW) && wanted == null ? runningRun() : null;
    try (JobLogs logs = JobLogs.of(config.outputDirectory(), slug)) {
      List<String> runs = followed == null ? chosen(logs) : List.of(followed);
      if (logs.directory() == null) {
        throw new UsageException(slug + ": there is no log of the run " + followed + " any more");
      }
      LogReader[] readers = new LogReader[runs.size()];
      long[] skips = new long[readers.length];
      if (lines < 0) {
        for (int i = 0; i < readers.length; i++) {
          print(
              LogReader.open(logs.directory(), runs.get(i)),
              runs.get(i),
              0,
              i == readers.length - 1);
        }
        return;
      }
      int first = readers.length;
      long left = lines;
      do {
        first--;
        Tail tail = tail(logs.directory(), runs.get(first), left);
        readers[first] = tail.reader();
        skips[first] = tail.skip();
        left -= tail.lines();
      } while (first > 0 && left > 0);
      for (int i = first; i < readers.length; i++) {
        print(readers[i], runs.get(i), skips[i], i == readers.length - 1);
      }
    }
  }

  private long lines() {
    String text = invocation.value("--lines");
    if (text == null) {
      return -1;
    }
    long lines = number(text);
    if (lines < 0) {
      throw new UsageException("--lines takes a number, not " + VisibleText.quoted(text));
    }
    return lines;
  }

  /** A decimal number; -1 if it is none. */
  private static long number(String text) {
    boolean digits = !text.isEmpty() && text.length() <= 9;
    for (int i = 0; i < text.length(); i++) {
      digits &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return digits ? Long.parseLong(text) : -1;
  }

  /** Returns the current run, or null. */
  private @Nullable String runningRun() {
    Poll pause = new Poll(0);
    RunningJob running = RunningJob.find(config.runDirectory(), slug);
    while (running != null && running.run().isEmpty()) {
      pause.await(TICK_MILLIS / 10); // It has its lock, and will have its log in a moment.
      running = RunningJob.find(config.runDirectory(), slug);
    }
    return running != null && JobLogs.isRunId(running.run(), slug) ? running.run() : null;
  }

  private List<String> chosen(JobLogs logs) {
    List<String> runs = logs.runIds();
    if (config.cluster() != null) {
      LogElsewhere.check(config, slug, invocation.value("--run"), runs);
    }
    if (runs.isEmpty()) {
      new JobLoader(config).pathOf(slug); // There may be no such job.
      throw new UsageException(slug + ": there is no log yet");
    }
    if (wanted == null || wanted.equals("all")) {
      return wanted == null ? runs.subList(runs.size() - 1, runs.size()) : runs;
    }
    if (JobLogs.isRunId(wanted, slug)) {
      if (!runs.contains(wanted)) {
        throw new UsageException(
            slug
                + ": there is no log of the run "
                + wanted
                + "; the oldest that is kept is "
                + runs.get(0));
      }
      return List.of(wanted);
    }
    boolean fromEnd = wanted.startsWith("-");
    long number = number(fromEnd ? wanted.substring(1) : wanted);
    if (number <= 0) {
      throw new UsageException(
          "--run takes a number from 1 (the oldest log that is kept) or from -1 (the last run)"
              + " backwards, all, or a run of "
              + slug
              + " such as "
              + runs.get(runs.size() - 1)
              + ", not "
              + VisibleText.quoted(wanted));
    }
    if (number > runs.size()) {
      throw new UsageException(
          slug
              + ": there is no run "
              + wanted
              + (runs.size() == 1
                  ? ": the log of 1 run is kept"
                  : ": the logs of " + runs.size() + " runs are kept"));
    }
    return List.of(runs.get((int) (fromEnd ? runs.size() - number : number - 1)));
  }

  private record Tail(@Nullable LogReader reader, long skip, long lines) {}

  /** Finds where the last lines begin without reading much more than them. */
  private Tail tail(Directory directory, String run, long lines) {
    boolean everyLine = stdout && stderr && !raw;
    for (long back = everyLine ? lines : 2 * lines + 64; ; back *= 8) {
      LogReader reader = LogReader.openAtLines(directory, run, back);
      if (reader == null) {
        return new Tail(null, 0, 0);
      }
      LineCount count = new LineCount();
      boolean whole = reader.isWhole();
      if (everyLine && !whole) {
        return new Tail(reader, 0, lines);
      }
      LogView view = new LogView(stdout, stderr, raw, count);
      for (byte[] bytes = reader.read(); bytes.length > 0; bytes = reader.read()) {
        view.add(bytes);
      }
      view.end();
      reader.close();
      if (whole || count.lines >= lines + SLACK) {
        return new Tail(
            LogReader.openAtLines(directory, run, back),
            Math.max(0, count.lines - lines),
            Math.min(count.lines, lines));
      }
    }
  }

  boolean isAbandoned() {
    return abandoned;
  }

  private static final class LineCount implements LogView.Output {
    private long lines;

    @Override
    public void write(byte[] bytes, int offset, int length) {
      for (int i = offset; i < offset + length; i++) {
        lines += bytes[i] == '\n' ? 1 : 0;
      }
    }
  }

  private void print(LogReader opened, String run, long skip, boolean last) {
    if (opened == null) {
      throw new UsageException(slug + ": there is no log of the run " + run + " any more");
    }
    try (LogReader reader = opened) {
      LogView view = stdout && stderr && !raw ? null : new LogView(stdout, stderr, raw, printer);
      printer.skip(skip);
      boolean follow = last && invocation.has(Flag.FOLLOW);
      boolean over;
      do {
        over = !follow || !isRunning(run); // Asked first: then nothing comes behind what is read.
        if (!printNew(reader, view) && !over) {
          if (view != null) {
            view.pause();
            printer.flush();
          }
          abandoned = printer.isAbandonedWithin(TICK_MILLIS);
        }
      } while (!over && !abandoned);
      if (view != null) {
        view.end();
      }
      printer.end();
    }
  }

  private boolean printNew(LogReader reader, LogView view) {
    boolean some = false;
    for (byte[] bytes = reader.read(); bytes.length > 0; bytes = reader.read()) {
      some = true;
      if (reader.skipped()) {
        printer.flush();
        ErrorOutput.printLine(
            "run-job", slug + ": lines may be missing here: they were rotated away unread", err);
      }
      if (view == null) {
        printer.write(bytes, 0, bytes.length);
      } else {
        view.add(bytes);
      }
    }
    printer.flush();
    return some;
  }

  private boolean isRunning(String run) {
    RunningJob running = RunningJob.find(config.runDirectory(), slug);
    return running != null && (running.run().isEmpty() || running.run().equals(run));
  }
}
