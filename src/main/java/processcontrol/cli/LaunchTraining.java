package processcontrol.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.config.GlobalConfig;
import processcontrol.history.JsonReader;
import processcontrol.history.RunRecord;
import processcontrol.job.Slug;
import processcontrol.posix.Account;
import processcontrol.posix.CurrentProcess;
import processcontrol.start.JobStart;
import processcontrol.status.Records;

/**
 * Walks the path of a run, or of an operator's call, while the JVM notes which classes it loads,
 * for the archives that optimize-launch builds. The privilege drop is left out, as the JVM writes
 * down what it noted at its end, and a root process is to read it: no other user may have touched
 * it.
 */
public final class LaunchTraining {

  private static final String JOB = "training";
  private static final String CLUSTER = "cluster";
  private static final String NESTED = "{\"header\":{\"revision\":1,\"succeeded\":true}}";
  private static final List<String> DUE =
      List.of("due-round", "due-slots", "due-repeat", "due-every", "due-round");

  /**
   * Further classes that a run by root loads: the program itself, the drop that is left out here,
   * and the removal of old logs.
   */
  private static final List<String> ALSO =
      List.of(
          "processcontrol.cli.RunJob",
          "processcontrol.cli.RunJob$1",
          "processcontrol.cli.StandardOutput",
          "processcontrol.cli.ServiceUser",
          "processcontrol.cli.NotAllowedException",
          "processcontrol.posix.Privileges",
          "processcontrol.posix.ThreadCheck",
          "processcontrol.runlog.LogListing",
          "processcontrol.runlog.LogRetention$Removal",
          "processcontrol.runlog.LogRetention$Freed",
          "processcontrol.cluster.ClusterClaim$Answer",
          "processcontrol.cluster.ClusterHold",
          "processcontrol.cluster.ClusterLock",
          "processcontrol.cluster.EtcdReply",
          "processcontrol.cluster.EtcdctlCall",
          "processcontrol.cluster.KeyValue",
          "processcontrol.cluster.LastRuns",
          "processcontrol.cluster.Renewal",
          "processcontrol.cluster.ReplyScanner",
          "processcontrol.cluster.SlotEntry",
          "processcontrol.cluster.Transaction",
          "java.util.Base64$Decoder",
          "java.util.DualPivotQuicksort",
          "java.io.UncheckedIOException");

  private LaunchTraining() {}

  /**
   * Carries out an action of run-job.
   *
   * @param args the configuration file, and {@code run} or {@code status}
   * @throws ClassNotFoundException if the list of classes is out of date
   */
  public static void main(String[] args) throws ClassNotFoundException {
    for (String name : ALSO) {
      Class.forName(name);
    }
    // As JDK 17 does with the jar once it takes classes from an archive; a class that is not in it
    // then costs a look into the file of all modules.
    URI unused = Path.of(args[0]).toUri();
    GlobalConfig config = GlobalConfig.loadFrom(args[0]);
    System.exit(args[1].equals("run") ? run(args[0], config) : status(args[0], config));
  }

  private static int run(String file, GlobalConfig config) {
    int status = run(config, "--config", file, "--job", JOB);
    status |= run(config, "--config", file, "--job", CLUSTER);
    JsonReader.read(NESTED.getBytes(StandardCharsets.UTF_8)); // As etcd answers.
    status |= run(config, "--config", file, "--scheduled", "--entry", "1", "--job", JOB);
    for (String job : DUE) {
      status |= run(config, "--config", file, "--scheduled", "--job", job);
    }
    return status;
  }

  private static int run(GlobalConfig config, String... args) {
    Account self = Account.find(CurrentProcess.effectiveUid());
    return JobStart.run(
        Invocation.ofPlainRun(args).startRequest(),
        config,
        self,
        Caller.name(false),
        System.err,
        null);
  }

  /**
   * Runs what operators call most; a warning of one, such as that no metrics are kept, is no fault.
   */
  private static int status(String file, GlobalConfig config) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    int code = StatusAction.run(invocation(file, nowhere, "--status"), config, nowhere);
    StatusAction.run(invocation(file, nowhere, "--status", "--json"), config, nowhere);
    HistoryAction.run(invocation(file, nowhere, "--history", JOB), config, nowhere);
    StatsAction.run(invocation(file, nowhere, "--stats"), config, nowhere);
    AuditAction.run(invocation(file, nowhere, "--audit"), config, nowhere);
    MetricsAction.run(invocation(file, nowhere, "--metrics"), config, nowhere);
    ReportAction.run(invocation(file, nowhere, "--report"), config, nowhere); // Once a minute.
    ShowAction.run(invocation(file, nowhere, "--show", JOB), config, nowhere);
    LogsAction.run(invocation(file, nowhere, "--logs", JOB), config, nowhere, nowhere);
    web(file, nowhere, "GET", "/api/v1/health");
    web(file, nowhere, "GET", "/api/v1/job/");
    web(file, nowhere, "GET", "/api/v1/job/" + JOB);
    web(file, nowhere, "GET", "/api/v1/job/stats/" + JOB);
    web(file, nowhere, "GET", "/api/v1/runs/" + JOB);
    web(file, nowhere, "GET", "/api/v1/run/" + lastRun(config) + "/log");
    web(file, nowhere, "GET", "/");
    web(file, nowhere, "GET", "/job/" + JOB + "/");
    web(file, nowhere, "POST", "/api/v1/job/start/" + JOB);
    web(file, nowhere, "POST", "/api/v1/job/enable/" + JOB);
    return code;
  }

  private static @Nullable String lastRun(GlobalConfig config) {
    try (Records records = Records.open(config, new Slug(JOB))) {
      RunRecord last = records.next();
      return last == null ? JOB : last.run();
    }
  }

  private static void web(String file, PrintStream out, String method, String path) {
    Map<String, String> variables =
        Map.of(
            "PROCESS_CONTROL_CONFIG", file,
            "REQUEST_METHOD", method,
            "SCRIPT_NAME", "/jobs",
            "PATH_INFO", path,
            "REMOTE_USER", "training",
            "CONTENT_TYPE", "application/json",
            "CONTENT_LENGTH", "0",
            "HTTP_ORIGIN", "https://localhost",
            "HTTP_X_PROCESS_CONTROL", "1");
    ProcessControlWeb.answer(variables, InputStream.nullInputStream(), out);
  }

  private static @Nullable Invocation invocation(String file, PrintStream out, String... action) {
    List<String> args = new ArrayList<>(List.of("--config", file));
    args.addAll(List.of(action));
    String[] all = args.toArray(new String[0]);
    Invocation plain = PlainOperatorCall.of(all);
    Invocation any = RunJobOptions.parse(all, out);
    return plain == null ? any : plain;
  }
}
