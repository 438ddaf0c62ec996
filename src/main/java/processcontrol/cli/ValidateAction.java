package processcontrol.cli;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.config.JobLoader;
import processcontrol.config.Problems;
import processcontrol.job.Job;
import processcontrol.job.Slug;

/** {@code run-job --validate [NAME...]}: reports every fault of the named jobs, or of all. */
final class ValidateAction {

  private ValidateAction() {}

  static int run(Call call, GlobalConfig config, PrintStream out, PrintStream err) {
    if (config.hasLogging() && !call.quiet()) {
      err.println("run-job: " + config.file() + ": the 'logging' block is ignored");
    }
    JobLoader loader = new JobLoader(config);
    Problems problems = new Problems();
    int checked = call.names().isEmpty() ? all(loader, problems) : named(call, loader, problems);
    problems.throwIfAny();
    if (!call.quiet()) {
      out.println(checked == 1 ? "1 job is valid" : checked + " jobs are valid");
    }
    return ExitCode.SUCCESS.status();
  }

  private static int all(JobLoader loader, Problems problems) {
    List<String> paths = loader.paths();
    Map<Slug, String> seen = new HashMap<>();
    for (String path : paths) {
      try {
        Job job = loader.loadFile(path);
        String other = seen.put(job.slug(), path);
        if (other != null) {
          problems.add(path + ": the job " + job.slug() + " is defined in " + other + " as well");
        }
      } catch (InvalidConfigException e) {
        problems.addAll(e);
      }
    }
    return paths.size();
  }

  private static int named(Call call, JobLoader loader, Problems problems) {
    for (String name : call.names()) {
      try {
        loader.load(RunAction.slug(name));
      } catch (InvalidConfigException e) {
        problems.addAll(e);
      }
    }
    return call.names().size();
  }
}
