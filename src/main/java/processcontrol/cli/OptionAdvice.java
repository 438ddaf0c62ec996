package processcontrol.cli;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import processcontrol.config.Similar;
import processcontrol.job.VisibleText;

/** Says which option may have been meant by one that does not exist. */
final class OptionAdvice {

  private static final String PROCESSING = "(while processing option: '";

  /** Words of other programs, and what does the same here. */
  private static final Map<String, String> SYNONYMS = new HashMap<>();

  static {
    put("--kill-job", "stop", "terminate", "term", "cancel", "abort", "end");
    put("--job", "run-job", "start", "execute", "exec", "now", "run-now", "name");
    put("--list-jobs", "list", "ls", "jobs", "all");
    put("--status", "state", "info", "next", "ps");
    put("--hold", "disable", "pause", "suspend", "lock", "block");
    put("--release", "enable", "resume", "unhold", "unpause", "unlock", "continue");
    put("--validate", "lint", "verify", "test", "check", "syntax");
    put("--logs", "tail", "output", "show-log");
    put("--history", "runs", "records");
    put("--show", "describe", "cat", "print", "effective");
    put("--metrics", "prometheus");
    put("--clean", "purge", "prune", "rotate");
    put("--dry-run", "dry", "simulate", "no-act");
    put("--only-running", "running");
    put("--detach", "background", "async", "daemon", "no-wait");
    put("--trigger", "fire", "queue", "enqueue", "notify");
    put("--graph", "tree", "deps", "dependencies");
    put("--audit", "missing", "missed");
    put("--failed", "failing", "errors");
    put("--held", "holds", "on-hold");
    put("--sort", "order", "sort-by");
    put("--color", "colour", "colors", "no-color");
    put("--watch", "interval", "refresh");
    put("--reload", "hup");
    put("--quiet", "silent");
    put("--verbose", "debug", "trace");
    put("--tag", "group", "label");
    put("--reason", "message", "comment", "because");
    put("--config", "conf", "configuration", "file");
    put("--lines", "n");
    put("--follow", "f");
    put("--tag", "t");
    // Of cron-generate and the check.
    put("--check", "diff", "dry-run", "test", "compare");
    put("cron-generate+--plan", "plan");
    put("--plan", "preview", "forecast", "simulate", "show", "next");
    put("--output", "o", "out", "console", "stdout", "print");
    put("--keep-going", "force", "ignore-errors", "k");
    put("--allow-empty", "empty");
    put("--until", "to", "end");
    put("--from", "since", "begin", "start");
  }

  /** Two wrong letters of a short word leave too little of it. */
  private static final int MAX_SHORT = 5;

  private OptionAdvice() {}

  private static void put(String option, String... words) {
    for (String word : words) {
      // The first option that a program has wins.
      SYNONYMS.merge(word, option, (first, second) -> first + " " + second);
    }
  }

  /** A message about a command line that makes no sense, with what may help. */
  static String explain(ParameterException fault, CommandSpec spec) {
    String close = null;
    if (fault instanceof UnmatchedArgumentException unmatched && unmatched.isUnknownOption()) {
      String given = unmatched.getUnmatched().get(0);
      close = meant(whole(given, fault.getMessage()), spec);
    }
    String help = "see " + spec.name() + " --help";
    String said = VisibleText.excerpt(fault.getMessage());
    return close == null ? said + "; " + help : said + "; did you mean " + close + "? Or " + help;
  }

  /** Returns what was given, where picocli took {@code -kill} for {@code -k} and more letters. */
  private static String whole(String given, String message) {
    int begin = message.indexOf(PROCESSING);
    int end = message.lastIndexOf("')");
    return begin < 0 || end < begin + PROCESSING.length()
        ? given
        : message.substring(begin + PROCESSING.length(), end);
  }

  /** Returns the option of a program that may have been meant, or null. */
  static @Nullable String meant(String given, CommandSpec spec) {
    int equals = given.indexOf('=');
    String option = (equals < 0 ? given : given.substring(0, equals)).replace('_', '-');
    String word = option.replaceFirst("^-+", "");
    if (word.isEmpty()) {
      return null;
    }
    Map<String, ?> options = spec.optionsMap();
    if (word.length() > 1 && options.containsKey("--" + word)) {
      return "--" + word; // With one dash, or with underscores.
    }
    for (String other : SYNONYMS.getOrDefault(word, "").split(" ", -1)) {
      if (options.containsKey(other) || other.startsWith("cron-generate")) {
        return other.replace('+', ' ');
      }
    }
    int edits = word.length() <= MAX_SHORT ? 1 : 2;
    String close = word.length() == 1 ? null : Similar.to("--" + word, options.keySet(), edits);
    if (close != null && close.startsWith("--")) {
      return close;
    }
    return word.length() < 3 ? null : begun("--" + word, options);
  }

  /** The one option that begins like what was given, or that this begins with; or null. */
  private static @Nullable String begun(String given, Map<String, ?> options) {
    String found = null;
    for (String option : options.keySet()) {
      boolean isBegun =
          option.startsWith(given) || (option.length() > 5 && given.startsWith(option));
      if (isBegun) {
        if (found != null) {
          return null;
        }
        found = option;
      }
    }
    return found;
  }
}
