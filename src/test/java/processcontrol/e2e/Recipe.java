package processcontrol.e2e;

import java.util.ArrayList;
import java.util.List;
import processcontrol.ManualPage;

/**
 * The instructions of a section of process-control(7), in order. A comment says what a test does
 * with the display behind it, or with the comments behind it:
 *
 * <pre>
 * .\" test: file PATH                  the display is the content of a file
 * .\" test: run [USER DIRECTORY] [N]   the display is run by a shell, and exits with N, or 0
 * .\" test: prints                     each comment is in what the shell printed last
 * .\" test: prepare                    the comments are run before: what a reader's machine has
 * .\" test: check                      the comments are run, and succeed
 * .\" test: pings                      each comment is a path that is asked for over HTTP
 * </pre>
 */
record Recipe(String title, List<Step> steps) {

  /**
   * One of them.
   *
   * @param words of the comment behind {@code test:}
   */
  record Step(List<String> words, String text) {
    String kind() {
      return words.get(0);
    }
  }

  private static final String TEST = ".\\\" test: ";
  private static final String COMMENT = ".\\\" ";

  @Override
  public String toString() {
    return title;
  }

  /** Returns the tour, and each section of the cookbook. */
  static List<Recipe> all() {
    List<Recipe> recipes = new ArrayList<>();
    Recipe recipe = null;
    List<String> lines = ManualPage.readProjectFile("man/process-control.7").lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith(".Ss ") || line.startsWith(".Sh ")) {
        recipe = new Recipe(line.substring(4), new ArrayList<>());
        recipes.add(recipe);
      } else if (line.startsWith(TEST)) {
        List<String> words = List.of(line.substring(TEST.length()).split(" ", -1));
        boolean display = words.get(0).equals("file") || words.get(0).equals("run");
        recipe.steps.add(new Step(words, display ? display(lines, i) : comments(lines, i)));
      }
    }
    recipes.removeIf(each -> each.steps.isEmpty());
    return recipes;
  }

  private static String display(List<String> lines, int start) {
    List<String> after = lines.subList(start + 1, lines.size());
    int begin = after.indexOf(".Bd -literal -offset indent");
    return ManualPage.unescaped(String.join("\n", after.subList(begin + 1, after.indexOf(".Ed"))))
        + "\n";
  }

  private static String comments(List<String> lines, int start) {
    StringBuilder text = new StringBuilder();
    for (String line : lines.subList(start + 1, lines.size())) {
      if (!line.startsWith(COMMENT) || line.startsWith(TEST)) {
        break;
      }
      text.append(line.substring(COMMENT.length())).append('\n');
    }
    return text.toString();
  }
}
