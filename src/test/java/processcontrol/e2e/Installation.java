package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A whole installation in a temporary directory: the configuration, the job directory (root's) and
 * the directories for logs, locks, history and the jobs' own files (the service user's).
 */
final class Installation implements AutoCloseable {

  private final Application application;
  private final Path root;
  private final List<Path> mounted = new ArrayList<>();

  private Installation(Application application, Path root) {
    this.application = application;
    this.root = root;
  }

  static Installation create(Application application) {
    ServiceUser.require();
    Installation created = new Installation(application, Tree.create());
    Tree.directory(created.jobs());
    for (Path own : List.of(created.logs(), created.locks(), created.states(), created.work())) {
      Tree.mode(Tree.directory(own), "rwxr-x---");
      ServiceUser.own(own);
    }
    created.configure("");
    return created;
  }

  /** The same with another copy of the application. */
  Installation on(Application other) {
    return new Installation(other, root);
  }

  Path root() {
    return root;
  }

  Path config() {
    return root.resolve("process-control.yaml");
  }

  Path jobs() {
    return root.resolve("jobs");
  }

  Path logs() {
    return root.resolve("log");
  }

  Path locks() {
    return root.resolve("run");
  }

  Path states() {
    return root.resolve("state");
  }

  /** Returns the directory that jobs may write to. */
  Path work() {
    return root.resolve("work");
  }

  Path launcher() {
    return application.launcher();
  }

  /** A word that stands in the environment of every process of a {@link #shellJob}. */
  String marker() {
    return root.getFileName().toString();
  }

  /** Writes the configuration with further keys at its end. */
  Installation configure(String more) {
    return configureUser(ServiceUser.NAME, more);
  }

  Installation configureUser(String user, String more) {
    String text =
        """
        user: %s
        job_directory: %s
        output_directory: %s
        run_directory: %s
        state_directory: %s
        output_crontab: %s
        """
            .formatted(user, jobs(), logs(), locks(), states(), root.resolve("crontab"));
    Tree.replace(config(), text + more);
    return this;
  }

  /** Writes a job file as it is. */
  Path job(String slug, String yaml) {
    return Tree.replace(jobs().resolve(slug + ".yaml"), yaml);
  }

  /** Writes a job that runs a shell script in {@link #work}, with further keys before it. */
  Path shellJob(String slug, String keys, String script) {
    String header = "name: Job %s\nshell: true\ndirectory: %s\n".formatted(slug, work());
    String environment = "environment:\n  MARKER: %s\n".formatted(marker());
    String more = keys.isEmpty() ? "" : keys.stripTrailing() + "\n";
    return job(slug, header + environment + more + "command: |\n" + script.indent(2));
  }

  Path shellJob(String slug, String script) {
    return shellJob(slug, "", script);
  }

  Launch launch(String... args) {
    List<String> command =
        new ArrayList<>(List.of(launcher().toString(), "--config", config().toString()));
    command.addAll(List.of(args));
    return new Launch(Tree.directory(root.resolve("calls")), command);
  }

  /** Runs run-job to its end. */
  Finished run(String... args) {
    return launch(args).run();
  }

  Running start(String... args) {
    return launch(args).start();
  }

  /** Starts a job and waits until it has printed {@code ready}. */
  Running startUntilReady(String slug) {
    return untilReady(slug, start(slug));
  }

  Running untilReady(String slug, Running running) {
    Await.until(slug + " is ready", () -> output(slug).contains("\tready\n") || running.isOver());
    assertThat(running.isOver()).as("%s ended too early", slug).isFalse();
    return running;
  }

  /** Returns the content of all logs of a job. */
  String output(String slug) {
    StringBuilder all = new StringBuilder();
    for (Path log : logs(slug)) {
      // The file that keeps output until a run fails has a name for a moment only.
      if (!log.getFileName().toString().endsWith(".spool")) {
        all.append(Tree.read(log));
      }
    }
    return all.toString();
  }

  List<Path> logs(String slug) {
    return Tree.list(logs().resolve(slug));
  }

  /** The log of the only run of a job. */
  RunLogFile log(String slug) {
    assertThat(logs(slug)).hasSize(1);
    return new RunLogFile(logs(slug).get(0));
  }

  Path historyFile(String slug) {
    return states().resolve(slug).resolve("history.jsonl");
  }

  /** The records of a job, the oldest first. */
  List<Map<?, ?>> history(String slug) {
    Path file = historyFile(slug);
    if (!Files.exists(file)) {
      return List.of();
    }
    // A reader may come between two pages of a record that is being written.
    String[] read = {""};
    Await.until(
        "whole lines in " + file,
        () -> {
          read[0] = Tree.read(file);
          return endsInWholeLine(read[0]);
        });
    return records(read[0]);
  }

  private static boolean endsInWholeLine(String text) {
    return text.isEmpty() || text.endsWith("\n");
  }

  /** The records of a file, each of whose lines must be one. */
  List<Map<?, ?>> historyIn(Path file) {
    String text = Tree.read(file);
    assertThat(endsInWholeLine(text)).as("%s ends in a whole line", file).isTrue();
    return records(text);
  }

  private static List<Map<?, ?>> records(String text) {
    List<Map<?, ?>> records = new ArrayList<>();
    // JSON is a part of YAML 1.2.
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(64 << 20).build();
    Load json = new Load(settings);
    text.lines().forEach(line -> records.add((Map<?, ?>) json.loadFromString(line)));
    return records;
  }

  /** The record of the only run of a job. */
  Map<?, ?> record(String slug) {
    assertThat(history(slug)).hasSize(1);
    return history(slug).get(0);
  }

  List<String> results(String slug) {
    return history(slug).stream().map(record -> (String) record.get("result")).toList();
  }

  /** The content of the lock file of a running job. */
  record Holder(String runId, long supervisor, long child) {}

  /** Waits until a job's command runs and returns the holder of the lock. */
  Holder holder(String slug) {
    Path file = locks().resolve(slug + ".lock");
    String[] read = {""};
    Await.until(
        slug + " runs",
        () -> {
          read[0] = Files.exists(file) ? Tree.read(file) : "";
          return read[0].matches("(?s)\\S+ \\d+ \\d+ \\S+\n.*");
        });
    String[] facts = read[0].split("\\s", -1);
    return new Holder(facts[0], Long.parseLong(facts[1]), Long.parseLong(facts[2]));
  }

  /** Mounts an empty file system of one MiB on a directory of the service user's. */
  void mountSmall(Path directory) {
    String options = "size=1m,mode=0750,uid=%s,gid=%s";
    Commands.Result result =
        Commands.tryRun(
            "mount",
            "-t",
            "tmpfs",
            "-o",
            options.formatted(ServiceUser.uid(), ServiceUser.gid()),
            "tmpfs",
            directory.toString());
    // Root in a container may not be allowed to.
    assumeTrue(result.exitCode() == 0, "no file system can be mounted here: " + result.output());
    mounted.add(directory);
  }

  /** Asserts that no run came about: no log, no lock, no record. */
  void assertNothingWasWritten() {
    assertThat(Tree.list(logs())).isEmpty();
    assertThat(Tree.list(locks())).isEmpty();
    assertThat(Tree.list(states())).isEmpty();
    assertThat(Tree.list(work())).isEmpty();
  }

  @Override
  public void close() {
    // A process that was just being started has nothing open yet, and one that was killed takes a
    // moment to end.
    Await.until("nobody uses " + root, () -> !Processes.killUsersOf(root));
    for (Path directory : mounted) {
      Commands.run("umount", "--lazy", directory.toString());
    }
    Await.until(
        "it is removed",
        () -> {
          Processes.killUsersOf(root);
          return Commands.tryRun("rm", "-rf", "--one-file-system", root.toString()).exitCode() == 0;
        });
  }
}
