package processcontrol.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.posix.Account;
import processcontrol.posix.CurrentProcess;
import processcontrol.start.ErrorOutput;
import processcontrol.web.Request;
import processcontrol.web.Response;
import processcontrol.web.Router;
import processcontrol.web.Status;

/** The program {@code process-control-web}, which a web server runs for one request (CGI). */
public final class ProcessControlWeb {

  private static final String PROGRAM = "process-control-web";

  private ProcessControlWeb() {}

  public static void main(String[] args) {
    int status = 1;
    try {
      StandardOutput out = new StandardOutput();
      CurrentProcess.umask(0); // New files have the mode that is meant.
      run(System.getenv(), out.stream(), System.err);
      status = out.finish(PROGRAM, 0, System.err);
      System.err.flush();
    } finally {
      Runtime.getRuntime().halt(status);
    }
  }

  /** Answers a request; whatever goes wrong, there is an answer, and the reason is in the log. */
  static void run(Map<String, String> variables, PrintStream out, PrintStream err) {
    Request request = Request.ofCgi(variables, System.in);
    Response response;
    try {
      response = answer(request, variables.getOrDefault("PROCESS_CONTROL_CONFIG", ""), err);
    } catch (RuntimeException | Error e) {
      String reference = Long.toHexString(System.nanoTime() ^ CurrentProcess.pid());
      ErrorOutput.printLine(PROGRAM, "internal error " + reference + "; please report it", err);
      e.printStackTrace(err);
      response =
          Response.problem(
              Status.INTERNAL_ERROR,
              "internal error " + reference + "; the error log of the web server says where");
    }
    response.writeTo(out, !request.method().equals("HEAD"));
  }

  private static Response answer(Request request, String file, PrintStream err) {
    GlobalConfig config;
    try {
      config = file.isEmpty() ? GlobalConfig.loadDefault() : GlobalConfig.loadFrom(file);
    } catch (InvalidConfigException e) {
      e.problems().forEach(problem -> ErrorOutput.printLine(PROGRAM, problem, err));
      return broken("the configuration is not valid");
    }
    Account account = Account.find(config.user());
    int self = CurrentProcess.effectiveUid();
    if (account == null || self == 0 || account.uid() != self) {
      ErrorOutput.printLine(
          PROGRAM,
          "has to run as the service user "
              + config.user()
              + ", not as user "
              + self
              + "; see process-control-web(8)",
          err);
      return broken("it does not run as the service user");
    }
    return new Router(config, new WebDocuments(config)).answer(request);
  }

  /** Answers a request as whatever user this is: for training, and for tests. */
  static void answer(Map<String, String> variables, InputStream in, PrintStream out) {
    GlobalConfig config = GlobalConfig.loadFrom(variables.get("PROCESS_CONTROL_CONFIG"));
    Request request = Request.ofCgi(variables, in);
    Response response = new Router(config, new WebDocuments(config)).answer(request);
    response.writeTo(out, !request.method().equals("HEAD"));
  }

  private static Response broken(String what) {
    return Response.problem(
        Status.INTERNAL_ERROR, what + "; the error log of the web server says more");
  }
}
