package processcontrol.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import processcontrol.cli.Findings.Severity;
import processcontrol.config.EffectiveConfig;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.config.JobLoader;
import processcontrol.diff.Changes;
import processcontrol.diff.Comparison;
import processcontrol.diff.FlatKeys;
import processcontrol.diff.JobSet;
import processcontrol.diff.JobView;
import processcontrol.due.Splay;
import processcontrol.job.TimeSpan;
import processcontrol.job.VisibleText;
import processcontrol.plan.Planner;
import processcontrol.plan.TimeFrame;
import processcontrol.posix.CurrentProcess;
import processcontrol.report.DiffJson;
import processcontrol.report.DiffMarkdown;
import processcontrol.report.DiffText;
import processcontrol.run.ExitCode;
import processcontrol.start.UsageException;
import processcontrol.zone.Zones;

/** {@code run-job --diff [FROM [TO]]}: a change of the job directory as a reviewer wants it. */
final class DiffAction {

  private static final int DIFFERENT = 1;
  private static final int LEAST_PILE = 6;
  private static final long WEEK = 7 * TimeSpan.DAY_MILLIS;
  private static final int SHORT_NAME = 10;

  private final GlobalConfig config;
  private final boolean trustsOwner;
  private final List<Path> temporary = new ArrayList<>();

  /** True if the configuration was read as it was then; else both states are read with the same. */
  private boolean configThen;

  private DiffAction(GlobalConfig config, boolean trustsOwner) {
    this.config = config;
    this.trustsOwner = trustsOwner;
  }

  /**
   * Prints the difference; returns the exit status.
   *
   * @param asService whether this process has become the service user
   */
  static int run(Invocation invocation, GlobalConfig config, boolean asService, PrintStream out) {
    Changes changes = changes(invocation.names(), config, asService);
    if (invocation.has(Invocation.Flag.JSON)) {
      out.print(DiffJson.of(changes));
    } else if (invocation.has(Invocation.Flag.MARKDOWN)) {
      out.print(DiffMarkdown.of(changes));
    } else {
      out.print(DiffText.of(changes));
    }
    if (changes.invalid()) {
      return ExitCode.INVALID_CONFIG.status();
    }
    return changes.isEmpty() ? ExitCode.SUCCESS.status() : DIFFERENT;
  }

  /** A reviewer must not take a change of a template that is not seen for none. */
  private @Nullable String note() {
    return configThen || !config.hasLayers()
        ? null
        : "Templates and defaults are in "
            + VisibleText.excerpt(config.file())
            + ", which is read as it is now for both states: a change of it does not show.";
  }

  /**
   * Returns what differs.
   *
   * @param names of the two states; the last commit and the directory as it is where there are none
   * @param asService whether this process has become the service user
   */
  static Changes changes(List<String> names, GlobalConfig config, boolean asService) {
    int formerMask = CurrentProcess.umask(077);
    DiffAction action = new DiffAction(config, asService);
    try {
      JobSet before = action.read(names.isEmpty() ? "HEAD" : names.get(0), "FROM");
      JobSet after =
          names.size() < 2
              ? readDirectory(config, "the work tree")
              : action.read(names.get(1), "TO");
      return action.compare(before, after);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      action.temporary.forEach(GitTree::remove);
      CurrentProcess.umask(formerMask);
    }
  }

  private Changes compare(JobSet from, JobSet to) {
    long now =
        Math.floorDiv(System.currentTimeMillis(), TimeSpan.MINUTE_MILLIS) * TimeSpan.MINUTE_MILLIS
            + TimeSpan.MINUTE_MILLIS;
    TimeFrame week = new TimeFrame(now, now + WEEK, Zones.ofMachine());
    Planner planner = new Planner(Splay.hostName(), week);
    int limit = Math.max(LEAST_PILE, Runtime.getRuntime().availableProcessors());
    return new Comparison(from, to, planner, Zones.idOfMachine()).changes(limit, note());
  }

  /** A directory, where there is one of that name, or else a revision. */
  private JobSet read(String name, String which) throws IOException {
    if (new File(name).isDirectory()) {
      return readDirectory(config.withJobDirectory(name), name);
    }
    File jobs = new File(config.jobDirectory());
    if (!jobs.isDirectory()) {
      throw new InvalidConfigException(
          "the job directory " + jobs + " does not exist or is not a directory");
    }
    Git git = new Git(jobs.getCanonicalPath(), trustsOwner);
    String top = git.tryText("rev-parse", "--show-toplevel");
    if (top == null) {
      throw new UsageException(
          "--diff: "
              + (name.equals("HEAD") ? "" : VisibleText.quoted(name) + " is no directory, and ")
              + jobs
              + " is in no git work tree that may be read; name directories: --diff FROM TO"
              + (git.said().contains("dubious") ? " (" + git.said() + ")" : ""));
    }
    String commit = GitTree.commit(git, name);
    if (commit == null) {
      throw new UsageException(
          "--diff: "
              + which
              + ": there is no directory and no revision "
              + VisibleText.quoted(name));
    }
    GitTree tree = new GitTree(git, commit);
    Path directory = newDirectory();
    tree.writeTo(directory);
    String label = commit.startsWith(name) ? "" : name + " ";
    GlobalConfig then = configOf(tree, top).withJobDirectory(directory.toString());
    return readDirectory(then, label + commit.substring(0, SHORT_NAME));
  }

  /** The configuration as it was, where it is in the same work tree. */
  private GlobalConfig configOf(GitTree tree, String top) throws IOException {
    String file = new File(config.file()).getCanonicalPath();
    byte[] content =
        file.startsWith(top + "/") ? tree.content(file.substring(top.length() + 1)) : null;
    if (content == null) {
      return config;
    }
    configThen = true;
    Path copy = newDirectory().resolve("process-control.yaml");
    Files.write(copy, content);
    return GlobalConfig.loadFrom(copy.toString());
  }

  private Path newDirectory() throws IOException {
    Path directory = Files.createTempDirectory("process-control-diff-");
    temporary.add(directory);
    return directory.toRealPath();
  }

  private static JobSet readDirectory(GlobalConfig config, String label) {
    JobLoader loader = new JobLoader(config);
    CheckedJobs checked = new CheckedJobs(loader);
    Map<String, JobView> jobs = new TreeMap<>();
    String root = loader.root() + "/";
    for (CheckedJobs.Checked each : checked.jobs()) {
      String path = each.item().path();
      if (path != null && !path.endsWith("/")) {
        String shown = path.startsWith(root) ? path.substring(root.length()) : path;
        jobs.put(each.item().name(), view(each, shown, loader));
      }
    }
    return new JobSet(
        label,
        jobs,
        checked.graph(),
        texts(checked.findings(), Severity.ERROR, root),
        texts(checked.findings(), Severity.WARNING, root));
  }

  private static JobView view(CheckedJobs.Checked checked, String path, JobLoader loader) {
    String name = checked.item().name();
    if (!checked.item().isValid()) {
      return new JobView(name, path, Map.of(), Map.of(), null);
    }
    EffectiveConfig effective = loader.effective(checked.item().slug());
    FlatKeys keys = new FlatKeys(effective);
    return new JobView(name, path, keys.values(), keys.layers(), effective.job());
  }

  private static Set<String> texts(Findings findings, Severity severity, String root) {
    Set<String> texts = new LinkedHashSet<>();
    findings.texts(severity).forEach(text -> texts.add(text.replace(root, "")));
    return texts;
  }
}
