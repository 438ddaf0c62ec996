package processcontrol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A page of the manual, as far as tests have to understand its mdoc(7) source. */
public final class ManualPage {

  private final List<String> lines;

  private ManualPage(List<String> lines) {
    this.lines = lines;
  }

  /** The page in {@code man/}. */
  public static ManualPage named(String file) {
    return new ManualPage(readProjectFile("man/" + file).lines().toList());
  }

  /** A file of the project, by its path from the project's root. */
  public static String readProjectFile(String file) {
    try {
      return Files.readString(Path.of(System.getProperty("basedir", ".")).resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The options that have an entry, with their dashes. */
  public Set<String> options() {
    Set<String> options = new HashSet<>();
    for (String line : lines) {
      if (line.startsWith(".It Fl ")) {
        List<String> words = List.of(line.split(" ", -1));
        for (int i = 0; i < words.size() - 1; i++) {
          if (words.get(i).equals("Fl")) {
            options.add("-" + words.get(i + 1));
          }
        }
      }
    }
    return options;
  }

  /** The keys that have an entry. */
  public Set<String> keys() {
    Set<String> keys = new HashSet<>();
    for (String line : lines) {
      if (line.startsWith(".It Ic ")) {
        keys.add(line.split(" ", -1)[2]);
      }
    }
    return keys;
  }

  /** The text of the entry with this head, in one line without macros; null if there is none. */
  public String entry(String head) {
    int start = lines.indexOf(".It " + head);
    if (start < 0) {
      return null;
    }
    List<String> text = new ArrayList<>();
    for (String line : lines.subList(start + 1, lines.size())) {
      if (line.startsWith(".It") || line.startsWith(".El")) {
        break;
      }
      if (!line.startsWith(".")) {
        text.add(line);
      }
    }
    return String.join(" ", text);
  }

  /** Everything that is displayed as it would be typed: one text for each display. */
  public List<String> displays() {
    List<String> displays = new ArrayList<>();
    StringBuilder block = null;
    for (String line : lines) {
      if (line.startsWith(".Dl ")) {
        displays.add(unescaped(line.substring(4)));
      } else if (line.startsWith(".Bd ")) {
        block = new StringBuilder();
      } else if (line.equals(".Ed")) {
        displays.add(block.toString());
        block = null;
      } else if (block != null) {
        block.append(unescaped(line)).append('\n');
      }
    }
    return displays;
  }

  public static String unescaped(String text) {
    return text.replace("\\(dq", "\"").replace("\\&", "").replace("\\e", "\\");
  }
}
