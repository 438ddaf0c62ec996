package processcontrol.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import processcontrol.job.VisibleText;
import processcontrol.start.UsageException;

/** The help of run-job: what is needed most on one screen, and the rest by topic. */
final class HelpText {

  private static final String ALL = "all";
  private static final String EXIT_CODES = "exit-codes";

  private static final String SCREEN =
      """
      Usage: run-job [NAME | ACTION] [NAME...] [OPTION...] [-- ARGUMENT...]

      Run            NAME [-- ARGUMENT...]     run a job now: --force, --detach, -w
                     --trigger NAME            run it in the background, or once more
                     --wait RUN                wait until a run has ended
      Look           --status [NAME...]        all jobs: --failed, --held, --watch 2s
                     --logs NAME               the last log: --run -2, --follow
                     --history NAME            the last runs: --last N
                     --stats, --audit          durations; starts that are missing
                     --list-jobs, --graph      the names; which job starts which
                     --report [DIR]            all jobs as a page for a browser
      Stop and hold  --kill-job NAME...        stop a run
                     --restart, --reload NAME  a job that is kept running
                     --hold NAME...            not started by cron: --reason TEXT
                     --release NAME...         started by cron again
      Check          --validate [NAME...]      report every fault: --strict
                     --show NAME               all its keys, and where they come from
                     --diff [FROM [TO]]        what a change of jobs does: --markdown
      Repair         --clean [NAME...]         remove old logs: --dry-run

      Options        --tag TAG, --json, --config FILE, -q, -v, --version

      See run-job --help all, run-job --help exit-codes, and the manual pages
      run-job(1), process-control-job(5) (keys of jobs), cron-generate(8).
      """;

  private HelpText() {}

  /** The topic that a command line asks help for; null for none, or for no help. */
  static @Nullable String topic(List<String> args) {
    for (int i = 0; i < args.size(); i++) {
      String arg = args.get(i);
      if (arg.startsWith("--help=")) {
        return checked(arg.substring("--help=".length()));
      }
      boolean help = arg.equals("--help") || arg.equals("-h");
      if (help && i + 1 < args.size() && !args.get(i + 1).startsWith("-")) {
        return checked(args.get(i + 1));
      }
    }
    return null;
  }

  private static String checked(String topic) {
    if (topic.equals(ALL) || topic.equals(EXIT_CODES)) {
      return topic;
    }
    throw new UsageException(
        "--help: the topics are all and exit-codes, not " + VisibleText.quoted(topic));
  }

  /**
   * Prints help.
   *
   * @param topic null for what fits a screen
   */
  static void print(@Nullable String topic, CommandLine parser, PrintStream out) {
    if (topic == null) {
      out.print(SCREEN);
    } else if (topic.equals(ALL)) {
      parser.usage(out);
    } else {
      out.println("Exit codes of run-job:");
      for (Map.Entry<String, String> code :
          parser.getCommandSpec().usageMessage().exitCodeList().entrySet()) {
        out.println(
            "  " + code.getKey() + " ".repeat(8 - code.getKey().length()) + code.getValue());
      }
      out.println();
      out.println("See EXIT STATUS in run-job(1).");
    }
  }
}
