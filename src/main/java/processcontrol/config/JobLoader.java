package processcontrol.config;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import processcontrol.config.KeyTable.Values;
import processcontrol.config.YamlValue.Mapping;
import processcontrol.job.Cluster;
import processcontrol.job.CommandLine;
import processcontrol.job.Job;
import processcontrol.job.Link;
import processcontrol.job.Slug;
import processcontrol.job.VisibleText;
import processcontrol.posix.Account;
import processcontrol.posix.Fd;
import processcontrol.posix.PosixException;
import processcontrol.posix.RegularFile;

/** Turns job files into valid jobs, merged over their templates and the global defaults. */
public final class JobLoader {

  /** Of a job with its templates and the defaults, aliases expanded. */
  static final int MAX_VALUES = 5000;

  private final GlobalConfig.Layers layers;
  private final JobFiles files;
  private final String user;
  private final Cluster cluster;

  /**
   * @throws InvalidConfigException if there is no job directory
   */
  public JobLoader(GlobalConfig config) {
    this.layers = config.layers();
    this.user = config.user();
    this.cluster = config.cluster();
    this.files = new JobFiles(config.jobDirectory());
  }

  /**
   * Loads a job by name.
   *
   * @throws InvalidConfigException with every fault of its file, or why there is no such job
   */
  public Job load(Slug slug) {
    return load(slug, files.find(slug));
  }

  /** The job directory, free of links: every path begins with it. */
  public String root() {
    return files.root();
  }

  /**
   * Returns what is wrong with the defaults and the templates themselves, whether a job uses them
   * or not.
   */
  public List<String> faultsOfLayers() {
    Problems problems = new Problems();
    check(layers.defaults(), problems);
    for (Mapping template : layers.templates().values()) {
      check(template, problems);
    }
    for (Mapping ofTag : layers.tagDefaults().values()) {
      check(ofTag, problems);
    }
    return problems.lines();
  }

  /** Returns the tags that {@code tag_defaults} has something for. */
  public Set<String> tagsWithDefaults() {
    return layers.tagDefaults().keySet();
  }

  private void check(Mapping layer, Problems problems) {
    JobKeys.TABLE.checkLayer(layer, "", problems);
    if (layer.get(JobKeys.NOTIFY.name()) instanceof Mapping notify) {
      ValueType.Report said = new ValueType.Report(JobKeys.NOTIFY.name(), new Problems());
      NotifyType.resolve(JobKeys.NOTIFY.type().parse(notify, said), layers.notifiers(), problems);
    }
  }

  /**
   * The path of a job's one file.
   *
   * @throws InvalidConfigException if there is none, or more than one
   */
  public String pathOf(Slug slug) {
    return files.find(slug);
  }

  /**
   * Checks that there are the jobs that a job runs after.
   *
   * @throws InvalidConfigException with the place of one that is not there
   */
  public void checkParents(Job job) {
    List<Link> parents = job.chain().after();
    for (int i = 0; i < parents.size(); i++) {
      Link parent = parents.get(i);
      if (!files.exists(parent.job())) {
        throw new InvalidConfigException(
            parent.place() + ": there is no job '" + parent.job() + "'");
      }
    }
  }

  /** The paths of all job files, sorted by slug. */
  public List<String> paths() {
    return files.all();
  }

  /** Returns what is wrong with the name of a job file, with its path; null if it is valid. */
  public static @Nullable String faultOfName(String path) {
    return Slug.isValid(JobFiles.slugOf(path))
        ? null
        : CommandLine.printable(path)
            + ": a job file is named with letters, digits, '.', '_' and '-', beginning with a"
            + " letter or digit";
  }

  /**
   * Returns what is wrong with places below the job directory, by their names: paths within it that
   * end in a slash, as no job's name does.
   */
  public Map<String, List<String>> faultsOfPlaces() {
    Map<String, List<String>> faults = new LinkedHashMap<>();
    for (JobTree.Fault fault : files.faults()) {
      String path = fault.path();
      String name = path.equals(root()) ? "." : path.substring(root().length() + 1);
      faults.computeIfAbsent(name + "/", key -> new ArrayList<>()).add(fault.problem());
    }
    return faults;
  }

  /** Returns what was passed over and may have been meant as jobs, each with the reason. */
  public List<String> skipped() {
    return files.skipped();
  }

  /**
   * Returns false if a file cannot have anything to do with a job, as it does not name it: it is
   * searched for the name, not parsed. What could write the name in another way is not ruled out.
   */
  public boolean mayName(String path, Slug slug) {
    try (Fd file = RegularFile.openForReading(path)) {
      byte[] bytes = file.readAll(TrustedFile.MAX_SIZE + 1);
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      return bytes.length > TrustedFile.MAX_SIZE
          || text.contains(slug.value())
          || text.indexOf('\\') >= 0;
    } catch (PosixException e) {
      return true; // It may be a link.
    }
  }

  /** Returns true if what jobs have in common says that one has to do with another. */
  public boolean layersLink() {
    List<Mapping> all = new ArrayList<>(layers.templates().values());
    all.addAll(layers.tagDefaults().values());
    all.add(layers.defaults());
    for (Mapping layer : all) {
      for (Key<?> key : JobKeys.LINKS) {
        if (layer.get(key.name()) != null) {
          return true;
        }
      }
    }
    return false;
  }

  /** The names of all jobs, sorted, each once; also of files whose names are not valid. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    for (String path : files.all()) {
      names.add(JobFiles.slugOf(path));
    }
    return names;
  }

  /**
   * Loads the job of a file.
   *
   * @throws InvalidConfigException with every fault found
   */
  public Job loadFile(String path) {
    String name = JobFiles.slugOf(path);
    String fault = faultOfName(path);
    if (fault != null) {
      throw new InvalidConfigException(fault);
    }
    return load(new Slug(name), path);
  }

  /**
   * A job with all its keys and where their values come from.
   *
   * @throws InvalidConfigException with every fault of its file, or why there is no such job
   */
  public EffectiveConfig effective(Slug slug) {
    String path = files.find(slug);
    byte[] bytes = files.read(path);
    Problems problems = new Problems();
    Mapping merged = merged(path, bytes, problems);
    Job job = job(slug, path, bytes, merged, problems);
    return new EffectiveReader(layers, home()).read(job, merged);
  }

  /**
   * Returns where the commands of jobs without a directory start; null if the user is not known.
   */
  private @Nullable String home() {
    Account account = Account.find(user);
    if (account == null) {
      return null;
    }
    File home = new File(account.home());
    return home.isDirectory() && home.canExecute() ? account.home() : "/";
  }

  /** All that can be said of the job of a file, warnings as well. */
  public Review review(String path) {
    String name = path.endsWith("/") ? "" : JobFiles.slugOf(path);
    Problems problems = new Problems();
    try {
      if (!Slug.isValid(name)) {
        return Review.unreadable(List.of()); // A place, or no job's name.
      }
      Slug slug = new Slug(name);
      byte[] bytes = files.read(path);
      Values values = JobKeys.TABLE.parse(merged(path, bytes, problems), problems);
      Job job = build(slug, path, bytes, values, problems);
      JobWarnings.check(values, problems);
      return new Review(job, problems.lines(), problems.warnings(), problems.notes());
    } catch (InvalidConfigException e) {
      return Review.unreadable(e.problems());
    }
  }

  private Job load(Slug slug, String path) {
    byte[] bytes = files.read(path);
    Problems problems = new Problems();
    return job(slug, path, bytes, merged(path, bytes, problems), problems);
  }

  private Mapping merged(String path, byte[] bytes, Problems problems) {
    Mapping own = YamlReader.read(path, TrustedFile.decode(path, bytes), problems);
    if (own.entries().isEmpty()) {
      problems.throwIfAny(); // It could not be read at all: what is missing is not known.
    }
    boolean plain = own.get(JobKeys.EXTENDS.name()) == null && layers.tagDefaults().isEmpty();
    Mapping merged =
        plain ? own.over(layers.defaults()) : new JobLayers(layers, problems).under(own);
    checkSize(merged, problems);
    return merged;
  }

  /** A run has a small heap, and what a value becomes is larger than its text. */
  private static void checkSize(Mapping merged, Problems problems) {
    int values = 0;
    for (Map.Entry<String, Mapping.Entry> entry : merged.entries().entrySet()) {
      values += YamlReader.sizeOf(entry.getValue().value());
      if (values > MAX_VALUES) {
        String fault = ": with this the job has more than " + MAX_VALUES + " values";
        String key = VisibleText.excerpt(entry.getKey());
        problems.add(entry.getValue().value().place(), key + fault);
        problems.throwIfAny(); // Before they are parsed.
      }
    }
  }

  private Job job(Slug slug, String path, byte[] bytes, Mapping merged, Problems problems) {
    Values values = JobKeys.TABLE.parse(merged, problems);
    Job job = build(slug, path, bytes, values, problems);
    problems.throwIfAny();
    return job;
  }

  private Job build(Slug slug, String path, byte[] bytes, Values values, Problems problems) {
    Problems together = new Problems();
    Job job =
        new JobBuilder(values, layers.notifiers(), cluster, together)
            .build(slug, path, Sha256.hex(bytes));
    if (!together.isEmpty()) {
      addNamingJob(slug, path, together, problems);
    }
    return job;
  }

  /**
   * Adds the problem of a default that only contradicts a key of this job, with the name of the
   * job.
   */
  private void addNamingJob(Slug slug, String path, Problems together, Problems problems) {
    List<String> everywhere = faultsOfLayers();
    for (String line : together.lines()) {
      boolean named = line.startsWith(CommandLine.printable(path) + ":");
      problems.add(named || everywhere.contains(line) ? line : line + " (in the job " + slug + ")");
    }
  }
}
