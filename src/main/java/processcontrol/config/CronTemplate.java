package processcontrol.config;

import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.job.VisibleText;

/** The placeholders of {@code cron_template}. */
final class CronTemplate {

  private static final List<String> PLACEHOLDERS =
      List.of("{source}", "{schedule}", "{user}", "{command}");

  private CronTemplate() {}

  /** Returns what is wrong with a template, or null. */
  static @Nullable String faultOf(String template) {
    // A misspelled placeholder is reported as that, not as the one that is missing for it.
    int open = template.indexOf('{');
    while (open >= 0) {
      int close = template.indexOf('}', open);
      String placeholder = template.substring(open, close < 0 ? template.length() : close + 1);
      if (!PLACEHOLDERS.contains(placeholder)) {
        return unknown(placeholder);
      }
      open = template.indexOf('{', close);
    }
    for (String needed : PLACEHOLDERS.subList(1, PLACEHOLDERS.size())) {
      if (!template.contains(needed)) {
        return needed + " is missing";
      }
    }
    return null;
  }

  private static String unknown(String placeholder) {
    String close = Similar.to(placeholder, PLACEHOLDERS);
    return "unknown placeholder "
        + VisibleText.excerpt(placeholder)
        + (close == null
            ? "; there are " + String.join(" ", PLACEHOLDERS)
            : "; did you mean " + close + "?");
  }
}
