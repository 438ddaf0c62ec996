package processcontrol.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import processcontrol.cli.Invocation.Action;
import processcontrol.cli.Invocation.Flag;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.due.Splay;
import processcontrol.job.Job;
import processcontrol.report.DiffJson;
import processcontrol.report.LiveFrame;
import processcontrol.start.UsageException;
import processcontrol.status.JobSelection;
import processcontrol.web.Documents;

/** The documents of run-job and cron-generate, for the web. */
final class WebDocuments implements Documents {

  private final GlobalConfig config;

  WebDocuments(GlobalConfig config) {
    this.config = config;
  }

  /** One action, which prints. */
  private interface Printing {
    void print(PrintStream out);
  }

  @Override
  public String plan(String from, String until) {
    CronGenerateOptions options =
        new CronGenerateOptions(
            null,
            null,
            false,
            false,
            false,
            false,
            /* plan= */ true,
            false,
            from,
            until,
            /* json= */ true,
            false,
            false);
    return printed(
        out -> {
          try {
            PlanAction.run(options, config, out);
          } catch (InvalidConfigException e) {
            out.flush(); // Of the jobs that are not valid; the plan of the others is printed.
          }
        });
  }

  @Override
  public String audit(String from, String until) {
    Map<String, String> times = new HashMap<>();
    if (from != null) {
      times.put("--from", from);
    }
    if (until != null) {
      times.put("--until", until);
    }
    Invocation invocation =
        new Invocation(
            Action.AUDIT, List.of(), List.of(), List.of(), null, times, EnumSet.of(Flag.JSON));
    return printed(out -> AuditAction.run(invocation, config, out));
  }

  @Override
  public String diff() {
    try {
      return DiffJson.of(DiffAction.changes(List.of(), config, true).withoutSecrets());
    } catch (UsageException e) {
      String fault = e.getMessage().replace("--diff: ", "");
      int advice = fault.indexOf("; name directories");
      throw new IllegalStateException(advice < 0 ? fault : fault.substring(0, advice), e);
    }
  }

  @Override
  public String metrics() {
    Invocation invocation =
        new Invocation(
            Action.METRICS,
            List.of(),
            List.of(),
            List.of(),
            null,
            Map.of(),
            EnumSet.noneOf(Flag.class));
    return printed(out -> MetricsAction.run(invocation, config, out));
  }

  @Override
  public String overview(Predicate<Job> visible) {
    return new LiveReport(config).overview(visible);
  }

  @Override
  public String job(JobSelection.Item item, LiveFrame live, String head, String log) {
    return new LiveReport(config).job(item, live, head, log);
  }

  @Override
  public String host() {
    return Splay.hostName();
  }

  private static String printed(Printing action) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    try {
      action.print(out);
    } catch (UsageException e) {
      String fault = e.getMessage();
      String ofParameter = fault.startsWith("--") ? fault.substring(2) : fault;
      throw new IllegalArgumentException(ofParameter.replace(" --", " "), e);
    }
    out.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
