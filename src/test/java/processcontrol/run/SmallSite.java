package processcontrol.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import processcontrol.config.GlobalConfig;
import processcontrol.config.JobLoader;
import processcontrol.history.HistoryReader;
import processcontrol.history.RunRecord;
import processcontrol.history.Skip;
import processcontrol.history.Trigger;
import processcontrol.job.Job;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;
import processcontrol.posix.Account;
import processcontrol.posix.CurrentProcess;
import processcontrol.posix.FakeClock;
import processcontrol.posix.StopRequests;

/**
 * Directories and jobs for runs in the process of the tests, on a clock of their own: the commands,
 * the locks and the histories are real, only the time is not.
 */
public final class SmallSite implements AutoCloseable {

  public static final Slug YAK = new Slug("yak");

  private final Path root;
  private final int umask = CurrentProcess.umask(022);
  private final FakeClock clock = new FakeClock(nextHour());
  private final RunResources resources = RunResources.install(clock);

  public SmallSite(Path directory) {
    try {
      root = directory.toRealPath();
      for (String name : List.of("jobs", "run", "state", "logs")) {
        Files.createDirectory(root.resolve(name));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    write(
        "config.yaml",
        """
        user: root
        no_new_privs: false
        job_directory: %1$s/jobs
        run_directory: %1$s/run
        state_directory: %1$s/state
        output_directory: %1$s/logs
        """
            .formatted(root));
  }

  /** Later than the files of the test have changed. */
  private static long nextHour() {
    long hour = 3_600_000;
    return (System.currentTimeMillis() / hour + 2) * hour;
  }

  private void write(String name, String text) {
    try {
      Files.writeString(root.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the job {@code yak}, a shell script with further keys. */
  public Job job(String keys, String script) {
    String header = "name: Yak\nshell: true\ndirectory: " + root + "\n";
    write("jobs/yak.yaml", header + keys + "\ncommand: |\n" + script.indent(2));
    return new JobLoader(config()).load(YAK);
  }

  public GlobalConfig config() {
    return GlobalConfig.loadFrom(root.resolve("config.yaml").toString());
  }

  public Path file(String name) {
    return root.resolve(name);
  }

  public FakeClock clock() {
    return clock;
  }

  public static Account account() {
    return Account.find(CurrentProcess.effectiveUid());
  }

  RunResources resources() {
    return resources;
  }

  String runDirectory() {
    return root.resolve("run").toString();
  }

  String stateDirectory() {
    return root.resolve("state").toString();
  }

  RunSettings settings() {
    return new RunSettings(
        runDirectory(), root.resolve("logs").toString(), stateDirectory(), account(), false, null);
  }

  /** A start by cron for this moment. */
  RunRequest scheduled(Job job, Skip skip, StartDecision.Gate gate) {
    StartDecision start =
        new StartDecision(Trigger.CRON, new UtcTime(clock.wall()), List.of(), skip, gate);
    return new RunRequest(job, start, false, false, null, RunRequest.Pending.TAKE, false);
  }

  RunContext context(RunRequest request) {
    return new RunContext(request, settings(), Console.none(), null, resources);
  }

  RunReport run(Job job) {
    return JobRunner.run(
        scheduled(job, null, null), settings(), Console.none(), null, null, resources);
  }

  /** The records of the job, the oldest first. */
  public List<RunRecord> records() {
    List<RunRecord> records = new ArrayList<>();
    try (HistoryReader history = HistoryReader.open(stateDirectory(), YAK)) {
      for (RunRecord each = history.next(); each != null; each = history.next()) {
        records.add(0, each);
      }
    }
    return records;
  }

  @Override
  public void close() {
    StopRequests.uninstall();
    CurrentProcess.umask(umask);
  }
}
