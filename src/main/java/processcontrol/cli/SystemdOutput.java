package processcontrol.cli;

import java.io.PrintStream;
import java.util.Map;
import processcontrol.crontab.UnitDirectory;
import processcontrol.run.ExitCode;

/** Installs the units of {@code cron-generate --format systemd}. */
final class SystemdOutput {

  private static final int STALE = 1;

  private final String output;
  private final PrintStream out;

  /**
   * @param output a directory, or {@code console}
   */
  SystemdOutput(String output, PrintStream out) {
    this.output = output;
    this.out = out;
  }

  /** Prints, compares or writes the units; returns the exit status. */
  int run(Map<String, String> units, CronGenerateOptions options) {
    if (output.equals("console")) {
      units.forEach((name, text) -> out.print("# " + name + "\n" + text + "\n"));
      return ExitCode.SUCCESS.status();
    }
    UnitDirectory directory = new UnitDirectory(output);
    if (options.check()) {
      String diff = directory.diff(units);
      out.print(diff);
      return diff.isEmpty() ? ExitCode.SUCCESS.status() : STALE;
    }
    int changed = directory.install(units);
    if (changed > 0 && !options.quiet()) {
      out.println(changed + " files have changed in " + output + ": run systemctl daemon-reload");
    }
    return ExitCode.SUCCESS.status();
  }
}
