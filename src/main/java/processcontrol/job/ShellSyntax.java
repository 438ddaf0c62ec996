package processcontrol.job;

import org.jspecify.annotations.Nullable;

/**
 * Finds what only a shell would understand in the text of a command that no shell reads (POSIX XCU
 * 2.2 Quoting, 2.7 Redirection, 2.9 Shell Commands). Quoted text is never meant.
 */
public final class ShellSyntax {

  private static final String OPERATORS = "|&;<>()";

  private ShellSyntax() {}

  /**
   * The first unquoted word that is an operator or a redirection, such as {@code |}, {@code &&},
   * {@code 2>&1} or {@code >file}, or that ends in a semicolon; null if there is none.
   */
  public static @Nullable String operator(String text) {
    int i = 0;
    while (i < text.length()) {
      int end = endOfWord(text, i);
      if (end > i && isOperator(text, i, end)) {
        return text.substring(i, end);
      }
      i = end + 1;
    }
    return null;
  }

  private static boolean isOperator(String text, int start, int end) {
    int i = start;
    while (i < end && Character.isDigit(text.charAt(i))) {
      i++; // The number of a descriptor.
    }
    if (i == end) {
      return false;
    }
    char first = text.charAt(i);
    if (first == '<' || first == '>') {
      return true;
    }
    if (i == start && first == '&' && end - i > 1 && text.charAt(i + 1) == '>') {
      return true;
    }
    boolean all = i == start;
    for (int k = start; k < end; k++) {
      all &= OPERATORS.indexOf(text.charAt(k)) >= 0;
    }
    return all || (text.charAt(end - 1) == ';' && text.charAt(end - 2) != '\\');
  }

  /** The index behind a word; blanks within quotes belong to it, and quotes make it no operator. */
  private static int endOfWord(String text, int start) {
    int i = start;
    while (i < text.length() && !isBlank(text.charAt(i))) {
      char c = text.charAt(i);
      if (c == '\\') {
        i += 2;
      } else if (c == '\'' || c == '"') {
        i = endOfQuotes(text, i);
      } else {
        i++;
      }
    }
    return Math.min(i, text.length());
  }

  private static int endOfQuotes(String text, int start) {
    char quote = text.charAt(start);
    int i = start + 1;
    while (i < text.length() && text.charAt(i) != quote) {
      i += quote == '"' && text.charAt(i) == '\\' ? 2 : 1;
    }
    return i + 1;
  }

  /**
   * Returns what else a shell would do to a command: expand a variable, a home or a pattern of
   * paths, run a substitution, or take the first word for an assignment. In words; null if it would
   * do nothing.
   */
  public static @Nullable String expansion(String text) {
    String stripped = text.strip();
    int name = 0;
    while (name < stripped.length() && isOfName(stripped.charAt(name), name == 0)) {
      name++;
    }
    if (name > 0 && name < stripped.length() && stripped.charAt(name) == '=') {
      return "'" + stripped.substring(0, name + 1) + "' is taken for the program's name";
    }
    boolean slash = false;
    boolean quoted = false;
    for (int i = 0; i < stripped.length(); i++) {
      char c = stripped.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == '\'' && !quoted) {
        i = endOfQuotes(stripped, i) - 1;
      } else if (c == '`' || reference(stripped, i) != null) {
        return "'" + (c == '`' ? "`" : reference(stripped, i)) + "' is not expanded";
      } else if (!quoted && isPartOperator(stripped, i)) {
        return "'" + c + "' is part of an argument";
      } else if (c == '~' && !quoted && (i == 0 || isBlank(stripped.charAt(i - 1)))) {
        return "'~' is not expanded";
      } else if (c == '*' && slash && !quoted) {
        return "'*' is not expanded";
      }
      slash = !isBlank(c) && (slash || c == '/');
    }
    return null;
  }

  /**
   * Within a word, as in {@code a|b}; arrows and the ampersands of URLs are common and harmless.
   */
  private static boolean isPartOperator(String text, int index) {
    char c = text.charAt(index);
    if (c == '&') {
      return index + 1 == text.length() || isBlank(text.charAt(index + 1));
    }
    boolean arrow = c == '>' && index > 0 && "-=".indexOf(text.charAt(index - 1)) >= 0;
    return !arrow && "|;<>".indexOf(c) >= 0;
  }

  /** The reference to a variable that begins at an index, or {@code $(}; null if none does. */
  public static @Nullable String reference(String text, int index) {
    if (text.charAt(index) != '$' || index + 1 == text.length()) {
      return null;
    }
    char next = text.charAt(index + 1);
    if (next == '(' || next == '{') {
      return text.substring(index, index + 2);
    }
    int end = index + 1;
    while (end < text.length() && isOfName(text.charAt(end), end == index + 1)) {
      end++;
    }
    return end == index + 1 ? null : text.substring(index, end);
  }

  private static boolean isOfName(char c, boolean first) {
    return c == '_'
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (!first && c >= '0' && c <= '9');
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }
}
