package processcontrol.config;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import processcontrol.job.CommandLine;
import processcontrol.job.Slug;
import processcontrol.posix.Directory;
import processcontrol.posix.Fd;
import processcontrol.posix.FileStatus;
import processcontrol.posix.PosixException;

/**
 * The job files below the job directory: {@code *.yaml}, searched recursively. Hidden entries are
 * skipped and symbolic links to directories are not followed, as find(1) does it.
 */
public final class JobFiles {

  private static final String SUFFIX = ".yaml";
  private static final String REVISION = "REVISION";
  private static final int MAX_REVISION = 100;

  /**
   * Number of unsearchable places that are named if a job is not found; the others are reported
   * with all jobs.
   */
  private static final int MAX_PLACES = 5;

  private final String directory;
  private final String root;
  private JobTree tree;

  /**
   * @throws InvalidConfigException if there is no such directory
   */
  public JobFiles(String directory) {
    this.directory = directory;
    this.root = canonical(directory);
    if (!new File(root).isDirectory()) {
      throw new InvalidConfigException(
          "the job directory " + directory + " does not exist or is not a directory");
    }
  }

  String root() {
    return root;
  }

  /**
   * The revision of a job directory: the first line of its file {@code REVISION}, as tools of
   * deployment write it. Null where there is none, and for what others could have written or is no
   * name of a revision: it stands in the crontab and in mails.
   */
  public static @Nullable String revisionOf(String directory) {
    try (Directory root = Directory.open(directory);
        Fd file = root.openForReading(REVISION)) {
      FileStatus status = file.status();
      if (!status.isRegularFile() || status.isWritableByOthers()) {
        return null;
      }
      return revisionIn(file.readAll(MAX_REVISION + 1));
    } catch (PosixException e) {
      return null;
    }
  }

  /** Says that a job directory has a file {@code REVISION} that is ignored; null if it has none. */
  public static @Nullable String faultOfRevision(String directory) {
    boolean ignored = new File(directory, REVISION).exists() && revisionOf(directory) == null;
    return ignored
        ? directory
            + "/"
            + REVISION
            + ": is ignored: it must be a regular file that others cannot write, and begin with one"
            + " line of at most "
            + MAX_REVISION
            + " letters, digits and ._-+/@:~"
        : null;
  }

  private static @Nullable String revisionIn(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
      int c = bytes[end++];
      boolean letterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letterOrDigit && "._-+/@:~".indexOf(c) < 0) {
        return null;
      }
    }
    return end == 0 || end > MAX_REVISION
        ? null
        : new String(bytes, 0, end, StandardCharsets.US_ASCII);
  }

  /** The paths of all job files, sorted by slug, then by path. */
  public List<String> all() {
    List<String> found = new ArrayList<>();
    for (String path : tree().files()) {
      if (!isShadowed(path)) {
        found.add(path);
      }
    }
    found.sort(JobFiles::bySlug);
    return found;
  }

  /** Returns what is wrong with places below the job directory, sorted by path. */
  List<JobTree.Fault> faults() {
    List<JobTree.Fault> faults = new ArrayList<>(tree().faults());
    faults.sort((one, other) -> one.path().compareTo(other.path()));
    return faults;
  }

  /** Returns what was passed over and may have been meant as jobs, each with the reason, sorted. */
  List<String> skipped() {
    List<String> skipped = new ArrayList<>(tree().skipped());
    skipped.sort(null);
    return skipped;
  }

  /** One walk is enough for a call. */
  private JobTree tree() {
    if (tree == null) {
      tree = JobTree.walk(root, null);
    }
    return tree;
  }

  /**
   * Returns true if everybody could have put a file there, beside one of that name that is trusted.
   */
  private boolean isShadowed(String path) {
    if (!tree.isDistrusted(path)) {
      return false;
    }
    String name = path.substring(path.lastIndexOf('/'));
    for (String other : tree.files()) {
      if (other.endsWith(name) && !tree.isDistrusted(other)) {
        return true;
      }
    }
    return false;
  }

  private boolean isTrusted(String path) {
    try (Directory top = Directory.open(root)) {
      return isTrusted(top, path.substring(root.length() + 1));
    } catch (PosixException e) {
      return false;
    }
  }

  private static boolean isTrusted(Directory directory, String path) {
    int slash = path.indexOf('/');
    if (slash < 0) {
      return true;
    }
    try (Directory next = directory.openDirectory(path.substring(0, slash))) {
      return !next.status().isWritableByOthers() && isTrusted(next, path.substring(slash + 1));
    }
  }

  private static int bySlug(String one, String other) {
    int order = slugOf(one).compareTo(slugOf(other));
    return order != 0 ? order : one.compareTo(other);
  }

  /** Returns what the file's name says its slug is, which may not be a valid one. */
  public static String slugOf(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.substring(0, name.length() - SUFFIX.length());
  }

  /**
   * The one file of a job.
   *
   * @throws InvalidConfigException if there is none, or more than one
   */
  String find(Slug slug) {
    JobTree searched = JobTree.walk(root, slug.value() + SUFFIX);
    List<String> found = searched.files();
    if (found.size() == 1) {
      return found.get(0);
    }
    if (found.size() > 1) {
      List<String> trusted = new ArrayList<>();
      for (String path : found) {
        if (isTrusted(path)) {
          trusted.add(path);
        }
      }
      if (trusted.size() == 1) {
        return trusted.get(0);
      }
      found.sort(null);
      throw new InvalidConfigException(
          "the job " + slug + " is defined more than once: " + String.join(", ", found));
    }
    List<String> problems = new ArrayList<>();
    problems.add(notFound(slug));
    for (JobTree.Fault fault : searched.faults()) { // It may be there.
      if (problems.size() <= MAX_PLACES) {
        problems.add(fault.problem());
      }
    }
    throw new InvalidConfigException(problems);
  }

  /** Returns true if there is a job, or may be one in a place that cannot be searched. */
  boolean exists(Slug slug) {
    JobTree searched = JobTree.walk(root, slug.value() + SUFFIX);
    return !searched.files().isEmpty() || !searched.faults().isEmpty();
  }

  private String notFound(Slug slug) {
    TreeSet<String> slugs = new TreeSet<>();
    for (String path : tree().files()) {
      slugs.add(slugOf(path));
    }
    String close = Similar.to(slug.value(), slugs);
    return "there is no job "
        + slug
        + ": no "
        + slug
        + SUFFIX
        + " below "
        + directory
        + (close == null ? "" : "; did you mean " + close + "?");
  }

  /**
   * Reads a job file that is really inside the job directory, and that only owner and group may
   * write, as well as every directory on the way to it.
   *
   * @throws InvalidConfigException if it is not to be trusted
   */
  byte[] read(String path) {
    // Nearly always there is no link on the way, which going down it shows as well.
    if (path.startsWith(root + "/") && path.indexOf("/.", root.length()) < 0) {
      try (Directory top = Directory.open(root)) {
        return read(top, path.substring(root.length() + 1));
      } catch (PosixException e) {
        return readResolved(path);
      }
    }
    return readResolved(path);
  }

  private byte[] readResolved(String path) {
    String real = resolved(path);
    if (!real.startsWith(root + "/")) {
      throw new InvalidConfigException(
          path + ": is a link to " + CommandLine.printable(real) + ", outside the job directory");
    }
    try (Directory top = Directory.open(root)) {
      return read(top, real.substring(root.length() + 1));
    } catch (PosixException e) {
      boolean broken = e.isSymlink() || (e.isNotFound() && !real.equals(path));
      throw new InvalidConfigException(broken ? brokenLink(path) : e.getMessage());
    }
  }

  /** Says why a link leads to nothing that could be read. */
  static String brokenLink(String path) {
    Path link = Path.of(path);
    try {
      String target = Files.readSymbolicLink(link).toString();
      String start = path + ": is a link to " + CommandLine.printable(target) + ", which ";
      try {
        Path real = link.toRealPath(); // Of one that was exchanged meanwhile.
        return start + "leads to " + CommandLine.printable(real.toString()) + "; try again";
      } catch (NoSuchFileException e) {
        return start + "does not exist";
      } catch (AccessDeniedException e) {
        return start + "cannot be reached: Permission denied";
      } catch (IOException e) {
        return start + "leads back to itself";
      }
    } catch (IOException | RuntimeException e) {
      return path + ": is a link that cannot be read";
    }
  }

  /** Goes down step by step and never through a link, which could have come since the check. */
  private static byte[] read(Directory directory, String path) {
    TrustedFile.checkMode(directory.path(), directory.status());
    int slash = path.indexOf('/');
    if (slash < 0) {
      return TrustedFile.read(directory.openForReading(path));
    }
    try (Directory next = directory.openDirectory(path.substring(0, slash))) {
      return read(next, path.substring(slash + 1));
    }
  }

  private static String resolved(String path) {
    try {
      return new File(path).getCanonicalPath();
    } catch (IOException e) {
      throw new InvalidConfigException(brokenLink(path));
    }
  }

  private static String canonical(String path) {
    try {
      return new File(path).getCanonicalPath();
    } catch (IOException e) {
      throw new InvalidConfigException("cannot resolve " + path + ": " + e.getMessage());
    }
  }
}
