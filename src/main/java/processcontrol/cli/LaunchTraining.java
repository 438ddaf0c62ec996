package processcontrol.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import processcontrol.config.GlobalConfig;
import processcontrol.posix.Account;
import processcontrol.posix.Self;

/**
 * Walks the path of a run while the JVM notes which classes it loads, for the archive that
 * optimize-launch builds. The privilege drop is left out, as the JVM writes down what it noted at
 * its end, and a root process is to read it: nobody else may have had a hand in it.
 */
public final class LaunchTraining {

  private LaunchTraining() {}

  /**
   * Runs a job of a configuration, then has the other actions' options read.
   *
   * @param args the configuration file and the job's name
   */
  public static void main(String[] args) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Call call = Call.ofPlainRun(new String[] {"--config", args[0], "--job", args[1]});
    GlobalConfig config = GlobalConfig.loadFrom(call.config());
    Account self = Account.find(Self.effectiveUid());
    int status = new RunAction(call, config, self, Caller.name(false), System.err).run();
    StatusAction.run(
        RunJobOptions.parse(new String[] {"--config", args[0], "--status"}, nowhere),
        config,
        nowhere);
    System.exit(status);
  }
}
