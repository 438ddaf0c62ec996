package processcontrol.config;

import org.jspecify.annotations.Nullable;

/** Finds the word that may have been meant. */
public final class Similar {

  /** Longest word that is compared with others; longer ones are no slip of a finger. */
  private static final int MAX_LENGTH = 250;

  private Similar() {}

  /** The closest of the words within two edits (one, for short names), or null. */
  public static @Nullable String to(String name, Iterable<String> words) {
    return to(name, words, name.length() <= 3 ? 1 : 2);
  }

  /** The closest of the words within some edits, or null. */
  public static @Nullable String to(String name, Iterable<String> words, int edits) {
    if (name.length() > MAX_LENGTH) {
      return null;
    }
    String best = null;
    int bestDistance = edits + 1;
    for (String word : words) {
      if (Math.abs(name.length() - word.length()) <= bestDistance) {
        int distance = distance(name, word);
        // Of two that are as close, the one that was begun: --log is --logs, and not --long.
        boolean begun = best != null && word.startsWith(name) && !best.startsWith(name);
        if (distance < bestDistance || (distance == bestDistance && begun)) {
          best = word;
          bestDistance = distance;
        }
      }
    }
    return best;
  }

  /**
   * Edits between two words, where swapping neighbours counts as one (Damerau-Levenshtein, OSA).
   */
  static int distance(String from, String to) {
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int substitution = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        cost[i][j] =
            Math.min(
                Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + substitution);
        boolean swapped =
            i > 1
                && j > 1
                && from.charAt(i - 1) == to.charAt(j - 2)
                && from.charAt(i - 2) == to.charAt(j - 1);
        if (swapped) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[from.length()][to.length()];
  }
}
