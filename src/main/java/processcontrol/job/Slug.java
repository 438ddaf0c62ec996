package processcontrol.job;

import org.jspecify.annotations.Nullable;

/**
 * The machine name of a job: its file's base name without {@code .yaml}. Matches {@code
 * [A-Za-z0-9][A-Za-z0-9._-]*} and is at most {@value #MAX_LENGTH} characters long, so that it can
 * stand in a crontab, a path and a run id as it is.
 */
public record Slug(String value) implements Comparable<Slug> {

  /** A file name holds 255 bytes; a run id and its suffix need what is left. */
  public static final int MAX_LENGTH = 200;

  /**
   * @throws IllegalArgumentException with a message that says what is wrong with the text
   */
  public Slug {
    String fault = faultOf(value);
    if (fault != null) {
      throw new IllegalArgumentException(fault);
    }
  }

  /** Returns true if the text can be a slug. */
  public static boolean isValid(String text) {
    return faultOf(text) == null;
  }

  private static @Nullable String faultOf(String text) {
    if (text.isEmpty()) {
      return "a job name must not be empty";
    }
    if (text.length() > MAX_LENGTH) {
      return "a job name has at most " + MAX_LENGTH + " characters, not " + text.length();
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letterOrDigit && (i == 0 || (c != '.' && c != '_' && c != '-'))) {
        return VisibleText.quoted(text)
            + " is not a job name: use letters, digits, '.', '_' and '-', beginning with a letter"
            + " or digit";
      }
    }
    return null;
  }

  /** By hand, as the methods of a record are linked at their first call, for 30 ms. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Slug slug && value.equals(slug.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public int compareTo(Slug other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
