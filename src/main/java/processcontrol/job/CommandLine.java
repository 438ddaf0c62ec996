package processcontrol.job;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of one command: a program and its arguments, as execve(2) takes them.
 *
 * <p>Text is split as POSIX shell words (XCU 2.2 Quoting and 2.3 Token Recognition) and nothing
 * more: blanks separate; a backslash, single and double quotes quote; there are no operators,
 * comments, expansions or globs, because no shell is involved. This is what {@code shlex.split}
 * does in the Python original.
 */
public record CommandLine(List<String> words) {

  public CommandLine {
    if (words.isEmpty()) {
      throw new IllegalArgumentException("the command is empty");
    }
    for (String word : words) {
      if (word.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("a command cannot contain a NUL character");
      }
    }
    words = List.copyOf(words);
  }

  /**
   * Splits text into words.
   *
   * @throws IllegalArgumentException for an unclosed quote, a trailing backslash, a NUL character
   *     or no word at all
   */
  public static CommandLine split(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = null;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i++);
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        if (word != null) {
          words.add(word.toString());
          word = null;
        }
        continue;
      }
      if (c == '\\' && i < text.length() && text.charAt(i) == '\n') {
        i++; // A line continuation separates nothing and begins nothing.
        continue;
      }
      if (word == null) {
        word = new StringBuilder();
      }
      switch (c) {
        case '\\' -> {
          if (i == text.length()) {
            throw new IllegalArgumentException("the command ends in a backslash");
          }
          word.append(text.charAt(i++));
        }
        case '\'' -> i = singleQuoted(text, i, word);
        case '"' -> i = doubleQuoted(text, i, word);
        default -> word.append(c);
      }
    }
    if (word != null) {
      words.add(word.toString());
    }
    return new CommandLine(words);
  }

  private static int singleQuoted(String text, int start, StringBuilder word) {
    int end = text.indexOf('\'', start);
    if (end < 0) {
      throw new IllegalArgumentException("the command has a single quote (') without its partner");
    }
    word.append(text, start, end);
    return end + 1;
  }

  /** Inside double quotes a backslash quotes only {@code $ ` " \} and newline (XCU 2.2.3). */
  private static int doubleQuoted(String text, int start, StringBuilder word) {
    int i = start;
    while (i < text.length()) {
      char c = text.charAt(i++);
      if (c == '"') {
        return i;
      }
      if (c == '\\' && i < text.length()) {
        char quoted = text.charAt(i);
        if (quoted == '\n') {
          i++;
          continue;
        }
        if ("$`\"\\".indexOf(quoted) >= 0) {
          word.append(quoted);
          i++;
          continue;
        }
      }
      word.append(c);
    }
    throw new IllegalArgumentException("the command has a double quote (\") without its partner");
  }

  /** The same command with further arguments behind it. */
  public CommandLine with(List<String> arguments) {
    if (arguments.isEmpty()) {
      return this;
    }
    List<String> all = new ArrayList<>(words);
    all.addAll(arguments);
    return new CommandLine(all);
  }

  /** The program: a path, or a name to be searched for in PATH. */
  public String program() {
    return words.get(0);
  }

  /**
   * One line that shows the command, quoted so that a shell would read the same words. Control
   * characters are shown as escapes.
   */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder();
    for (String word : words) {
      if (line.length() > 0) {
        line.append(' ');
      }
      if (isPlain(word)) {
        line.append(word);
      } else {
        line.append('\'').append(printable(word.replace("'", "'\\''"))).append('\'');
      }
    }
    return line.toString();
  }

  private static boolean isPlain(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c <= ' ' || c == 0x7f || "\"'\\$`|&;<>()*?[]#~{}!".indexOf(c) >= 0) {
        return false;
      }
    }
    return !word.isEmpty() && VisibleText.firstHidden(word) == null;
  }

  /** The text as {@link VisibleText#escaped(String)}: one line that a terminal does not obey. */
  public static String printable(String text) {
    return VisibleText.escaped(text);
  }
}
