package processcontrol.trigger;

import org.jspecify.annotations.Nullable;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;

/** The names of the files in the spool's directory: a slug, a dot, and what is no dot. */
final class SpoolName {

  private static final String NEW = "new";
  private static final int NUMBERS = 10_000;

  /** The greatest number of a file that was taken. */
  static final int MAX_NUMBER = 999_999_999;

  private SpoolName() {}

  /** The file that triggers are added to. */
  static String ofNew(Slug job) {
    return job + "." + NEW;
  }

  /** A file that a run has taken. */
  static String ofTaken(Slug job, int number) {
    return job + "." + number;
  }

  /**
   * The file of one trigger that a run fires.
   *
   * @param number tells apart those of one run, in their order
   */
  static String ofSingle(Slug job, UtcTime time, int pid, int number) {
    String digits = Integer.toString(NUMBERS + number).substring(1);
    return job + "." + time.epochMillis() + "-" + pid + "-" + digits;
  }

  /**
   * Returns the job whose triggers are in a file of that name; null if it is none of the spool's.
   */
  static @Nullable String jobOf(String name) {
    int dot = name.lastIndexOf('.');
    if (dot <= 0 || !Slug.isValid(name.substring(0, dot))) {
      return null;
    }
    boolean known = name.endsWith("." + NEW) || numberOf(name) > 0 || isSingle(name);
    return known ? name.substring(0, dot) : null;
  }

  /** The number of a file that was taken, as {@link #ofTaken} writes it; 0 for all others. */
  static int numberOf(String name) {
    int start = name.lastIndexOf('.') + 1;
    if (start == name.length() || name.length() - start > 9 || name.charAt(start) == '0') {
      return 0;
    }
    int number = 0;
    for (int i = start; i < name.length(); i++) {
      int digit = name.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return 0;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  /**
   * Returns true if it ends as {@link #ofSingle} does: in three numbers with a dash between them.
   */
  static boolean isSingle(String name) {
    int dashes = 0;
    boolean digit = false;
    for (int i = name.lastIndexOf('.') + 1; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '-' && digit && dashes < 2) {
        dashes++;
        digit = false;
      } else if (c >= '0' && c <= '9') {
        digit = true;
      } else {
        return false;
      }
    }
    return digit && dashes == 2;
  }
}
