package processcontrol.cli;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import processcontrol.start.UsageException;

/** The job files of a revision, written to a directory of our own that only we can enter. */
final class GitTree {

  private static final String SUFFIX = ".yaml";
  private static final int LINK = 0120000;

  private final Git git;
  private final String commit;

  /**
   * @param git in the job directory
   * @param commit by its whole name
   */
  GitTree(Git git, String commit) {
    this.git = git;
    this.commit = commit;
  }

  /** The commit of a revision; null if there is none of that name. */
  static @Nullable String commit(Git git, String revision) {
    return git.tryText(
        "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}");
  }

  private record Entry(int mode, String object) {}

  /** Writes the job files below the directory that git was called in. */
  void writeTo(Path directory) throws IOException {
    Map<String, Entry> entries = entries();
    byte[][] contents = contents(entries.values().stream().map(Entry::object).toList());
    List<String> links = new ArrayList<>();
    int i = 0;
    for (Map.Entry<String, Entry> entry : entries.entrySet()) {
      Path file = directory.resolve(entry.getKey());
      if (entry.getValue().mode() != LINK) {
        Files.createDirectories(file.getParent());
        Files.write(file, contents[i], StandardOpenOption.CREATE_NEW);
      } else {
        links.add(entry.getKey() + "\0" + new String(contents[i], StandardCharsets.UTF_8));
      }
      i++;
    }
    // At last, so that no file is written through one.
    for (String link : links) {
      int end = link.indexOf('\0');
      Path file = directory.resolve(link.substring(0, end));
      Files.createDirectories(file.getParent());
      Files.createSymbolicLink(file, Path.of(link.substring(end + 1)));
    }
  }

  /** The content of one file by its path from the top of the work tree; null if there is none. */
  byte @Nullable [] content(String path) {
    String object = git.tryText("rev-parse", "--verify", "--quiet", commit + ":" + path);
    return object == null ? null : contents(List.of(object))[0];
  }

  /** Names that leave the directory, which only a forged tree has, are passed over. */
  private Map<String, Entry> entries() {
    byte[] list = git.run(new byte[0], "ls-tree", "-r", "-z", commit);
    Map<String, Entry> entries = new TreeMap<>();
    for (String line : new String(list, StandardCharsets.UTF_8).split("\0", -1)) {
      int tab = line.indexOf('\t');
      String[] facts = tab < 0 ? new String[0] : line.substring(0, tab).split(" ", -1);
      String path = line.substring(tab + 1);
      boolean isSafe = !("/" + path + "/").contains("/../") && !path.startsWith("/");
      if (facts.length == 3 && facts[1].equals("blob") && path.endsWith(SUFFIX) && isSafe) {
        entries.put(path, new Entry(Integer.parseInt(facts[0], 8), facts[2]));
      }
    }
    return entries;
  }

  /** Git prints a line with the size of each, its bytes, and a newline. */
  private byte[][] contents(List<String> objects) {
    if (objects.isEmpty()) {
      return new byte[0][];
    }
    String asked = String.join("\n", objects) + "\n";
    byte[] all = git.run(asked.getBytes(StandardCharsets.US_ASCII), "cat-file", "--batch");
    byte[][] contents = new byte[objects.size()][];
    int at = 0;
    for (int i = 0; i < contents.length; i++) {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      while (at < all.length && all[at] != '\n') {
        head.write(all[at++]);
      }
      at++;
      String[] facts = head.toString(StandardCharsets.US_ASCII).split(" ", -1);
      int size = facts.length == 3 ? Integer.parseInt(facts[2]) : -1;
      if (size < 0 || at + size > all.length) {
        throw new UsageException("git has not all of " + commit + ": " + objects.get(i));
      }
      contents[i] = java.util.Arrays.copyOfRange(all, at, at + size);
      at += size + 1;
    }
    return contents;
  }

  /** Removes a directory and what is in it; links are not followed. */
  static void remove(Path directory) {
    File[] files = directory.toFile().listFiles();
    for (File file : files == null ? new File[0] : files) {
      if (file.isDirectory() && !Files.isSymbolicLink(file.toPath())) {
        remove(file.toPath());
      } else {
        deleteIfExists(file.toPath());
      }
    }
    deleteIfExists(directory);
  }

  private static void deleteIfExists(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
