package processcontrol.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import processcontrol.posix.Directory;
import processcontrol.posix.PosixException;

/**
 * One walk through the job directory, by descriptors and never through a link. It costs what it
 * finds and no more: each tree below the job directory has bounds of its own, so that one that is
 * deep, huge or closed is a fault of its own and does not hide the jobs of others.
 */
final class JobTree {

  static final int MAX_DEPTH = 32;

  /** In the job directory itself, and in each tree below it. */
  static final int MAX_ENTRIES = 10_000;

  /** In each tree, and of trees. */
  static final int MAX_DIRECTORIES = 1000;

  private static final String SUFFIX = ".yaml";

  /** The fault of a place; its path begins with the job directory. */
  record Fault(String path, String problem) {}

  private final String root;
  private final String wanted;
  private final byte @Nullable [] wantedBytes;
  private final List<String> files = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();
  private final List<String> distrusted = new ArrayList<>();

  // The directories from the root to where the walk is, and those below each that are still to do.
  private final Directory[] open = new Directory[MAX_DEPTH + 1];
  private final List<List<String>> ahead = new ArrayList<>();
  private int depth;
  private String tree;
  private int entries;
  private int directories;
  private boolean exceeded;
  private boolean tooDeep;

  /**
   * @param wanted the name of the files to look for; null for all job files, and for what looks
   *     like one or like a directory of them, and is not
   */
  private JobTree(String root, String wanted) {
    this.root = root;
    this.wanted = wanted;
    this.wantedBytes = wanted == null ? null : wanted.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Walks.
   *
   * @throws InvalidConfigException if the job directory itself cannot be read
   */
  static JobTree walk(String root, @Nullable String wanted) {
    JobTree tree = new JobTree(root, wanted);
    try {
      tree.walk();
    } catch (PosixException e) {
      if (e.isShortage()) {
        throw e;
      }
      throw new InvalidConfigException(e.getMessage());
    } finally {
      while (tree.depth >= 0) {
        tree.up();
      }
    }
    return tree;
  }

  List<String> files() {
    return files;
  }

  List<Fault> faults() {
    return faults;
  }

  /** Returns what was passed over and may have been meant as jobs, each with the reason. */
  List<String> skipped() {
    return skipped;
  }

  /** Returns true if a file is below a directory that everybody can write. */
  boolean isDistrusted(String path) {
    for (String directory : distrusted) {
      if (path.startsWith(directory)) {
        return true;
      }
    }
    return false;
  }

  private void walk() {
    tree = root;
    open[0] = Directory.open(root);
    read(open[0]);
    while (depth >= 0) {
      List<String> below = ahead.get(depth);
      if (below.isEmpty() || exceeded) {
        if (depth == 0 && below.isEmpty()) {
          return;
        }
        if (depth > 0) {
          up();
          continue;
        }
      }
      String name = below.remove(below.size() - 1);
      if (depth == 0) {
        tree = root + "/" + name;
        entries = 0;
        directories = 0;
        exceeded = false;
        tooDeep = false;
      }
      enter(name);
    }
  }

  private void enter(String name) {
    if (depth == MAX_DEPTH) {
      if (!tooDeep) { // The rest of the tree is searched, within its other bounds.
        tooDeep = true;
        String problem = " levels; what is below that is not looked at";
        faults.add(new Fault(tree, tree + ": is nested deeper than " + MAX_DEPTH + problem));
      }
      return;
    }
    if (++directories > MAX_DIRECTORIES) {
      exceed("holds more than " + MAX_DIRECTORIES + " directories; not all are looked at");
      return;
    }
    Directory parent = open[depth];
    Directory next = null;
    try {
      next = parent.openDirectory(name);
      if (wanted == null) {
        TrustedFile.checkMode(next.path(), next.status());
      }
    } catch (InvalidConfigException e) {
      distrusted.add(next.path() + "/");
      faults.add(new Fault(next.path(), e.getMessage()));
    } catch (PosixException e) {
      note(e, parent.path() + "/" + name);
      return;
    }
    open[++depth] = next;
    try {
      read(next);
    } catch (PosixException e) {
      note(e, next.path());
      up();
    }
  }

  private void note(PosixException e, String path) {
    if (e.isShortage()) {
      throw e;
    }
    if (!e.isNotFound()) { // It may be gone since its name was read.
      faults.add(new Fault(path, path + ": is not searched for jobs: " + e.getMessage()));
    }
  }

  /** Told once for a tree, where the walk leaves it. */
  private void exceed(String problem) {
    if (!exceeded) {
      faults.add(new Fault(tree, tree + ": " + problem));
      exceeded = depth > 0;
    }
  }

  private void up() {
    if (open[depth] != null) {
      open[depth].close();
      open[depth] = null;
    }
    if (ahead.size() > depth) {
      ahead.remove(depth);
    }
    depth--;
  }

  /** Notes the job files of a directory, and the directories in it that are to be read. */
  private void read(Directory directory) {
    int left = MAX_ENTRIES - entries;
    byte[] names = directory.entries(wantedBytes, left);
    int seen =
        (names[0] & 0xff)
            | ((names[1] & 0xff) << 8)
            | ((names[2] & 0xff) << 16)
            | ((names[3] & 0xff) << 24);
    entries += seen;
    List<String> below = new ArrayList<>();
    ahead.add(below);
    boolean found = false;
    for (int at = 4; at < names.length; at += 2 + (names[at + 1] & 0xff)) {
      String name = new String(names, at + 2, names[at + 1] & 0xff, StandardCharsets.UTF_8);
      if (name.endsWith(SUFFIX)) {
        if (wanted == null || name.equals(wanted)) {
          files.add(directory.path() + "/" + name);
          found = true;
        }
      } else if (names[at] == 'd') {
        below.add(name);
      } else if (wanted == null) {
        skip(directory.path() + "/" + name, names[at] == 'l');
      }
    }
    below.sort(java.util.Comparator.reverseOrder()); // The last one is taken first.
    if (seen > left) {
      if (wanted != null && !found && has(directory, wanted)) {
        files.add(directory.path() + "/" + wanted);
      }
      exceed("holds more than " + MAX_ENTRIES + " entries; not all are looked at");
    }
    if (depth == 0 && below.size() > MAX_DIRECTORIES) {
      exceed("holds more than " + MAX_DIRECTORIES + " directories; not all are looked at");
      below.subList(0, below.size() - MAX_DIRECTORIES).clear();
    }
  }

  private static boolean has(Directory directory, String name) {
    try {
      directory.statusOf(name);
      return true;
    } catch (PosixException e) {
      return false;
    }
  }

  private void skip(String path, boolean link) {
    String lower = path.toLowerCase(Locale.ROOT);
    if (lower.endsWith(SUFFIX) || lower.endsWith(".yml")) {
      skipped.add(path + ": is skipped, as the name of a job file ends in " + SUFFIX);
    } else if (link) {
      skipLink(path);
    }
  }

  private void skipLink(String path) {
    Path entry = Path.of(path);
    if (Files.isDirectory(entry)) {
      skipped.add(path + ": is skipped, as links to directories are not followed");
    } else if (!Files.exists(entry) && Files.exists(entry, LinkOption.NOFOLLOW_LINKS)) {
      skipped.add(JobFiles.brokenLink(path));
    }
  }
}
