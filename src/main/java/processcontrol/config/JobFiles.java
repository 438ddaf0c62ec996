package processcontrol.config;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import processcontrol.job.CommandLine;
import processcontrol.job.Slug;
import processcontrol.posix.Directory;
import processcontrol.posix.PosixException;

/**
 * The job files below the job directory: {@code *.yaml}, searched recursively. Hidden entries are
 * skipped and symbolic links to directories are not followed, as find(1) does it.
 */
public final class JobFiles {

  private static final String SUFFIX = ".yaml";

  private final String directory;
  private final String root;

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

  /** The paths of all job files, sorted by slug, then by path. */
  public List<String> all() {
    List<String> found = new ArrayList<>();
    walk(new File(root), null, found);
    found.sort(JobFiles::bySlug);
    return found;
  }

  private static int bySlug(String one, String other) {
    int order = slugOf(one).compareTo(slugOf(other));
    return order != 0 ? order : one.compareTo(other);
  }

  /** What the file's name says its slug is, which may not be a valid one. */
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
    List<String> found = new ArrayList<>();
    walk(new File(root), slug.value() + SUFFIX, found);
    if (found.size() == 1) {
      return found.get(0);
    }
    if (found.size() > 1) {
      found.sort(null);
      throw new InvalidConfigException(
          "the job " + slug + " is defined more than once: " + String.join(", ", found));
    }
    throw new InvalidConfigException(notFound(slug));
  }

  private String notFound(Slug slug) {
    TreeSet<String> slugs = new TreeSet<>();
    for (String path : all()) {
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

  /** Collects the files of one name, or all job files if the name is null. */
  private void walk(File parent, String wanted, List<String> found) {
    String[] names = parent.list();
    if (names == null) {
      throw new InvalidConfigException("cannot read the directory " + parent);
    }
    Arrays.sort(names);
    for (String name : names) {
      if (name.startsWith(".")) {
        continue;
      }
      File entry = new File(parent, name);
      if (name.endsWith(SUFFIX)) {
        if (wanted == null || name.equals(wanted)) {
          found.add(entry.getPath());
        }
      } else if (entry.isDirectory() && canonical(entry.getPath()).equals(entry.getPath())) {
        walk(entry, wanted, found);
      }
    }
  }

  /**
   * Reads a job file that is really inside the job directory, where nobody but owner and group may
   * write it or a directory on the way to it.
   *
   * @throws InvalidConfigException if it is not to be trusted
   */
  byte[] read(String path) {
    String real = canonical(path);
    if (!real.startsWith(root + "/")) {
      throw new InvalidConfigException(
          path + ": is a link to " + CommandLine.printable(real) + ", outside the job directory");
    }
    try (Directory top = Directory.open(root)) {
      return read(top, real.substring(root.length() + 1));
    } catch (PosixException e) {
      throw new InvalidConfigException(e.getMessage());
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

  private static String canonical(String path) {
    try {
      return new File(path).getCanonicalPath();
    } catch (IOException e) {
      throw new InvalidConfigException("cannot resolve " + path + ": " + e.getMessage());
    }
  }
}
