package processcontrol.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import processcontrol.config.YamlValue.Mapping;
import processcontrol.job.Job;
import processcontrol.job.Slug;

/** Jobs as the loader makes them of YAML, but without files. */
public final class Jobs {

  private Jobs() {}

  /** Returns a job that is called "job". */
  public static Job fromYaml(String yaml) {
    return fromYaml("job", yaml);
  }

  /**
   * Returns a valid job; of its file it says that the hash is "sha".
   *
   * @param yaml its keys; the title "A job" and the command /bin/true, if it has none
   */
  public static Job fromYaml(String slug, String yaml) {
    String path = "/jobs/" + slug + ".yaml";
    String text = withDefault("command: /bin/true\n", withDefault("name: A job\n", yaml));
    Problems problems = new Problems();
    Mapping mapping = YamlReader.read(path, text, problems);
    Job job =
        new JobBuilder(JobKeys.TABLE.parse(mapping, problems), Map.of(), null, problems)
            .build(new Slug(slug), path, "sha");
    problems.throwIfAny();
    return job;
  }

  /** Returns jobs of the same keys, with a number behind their names. */
  public static List<Job> many(String slug, int count, String yaml) {
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      jobs.add(fromYaml(slug + i, yaml));
    }
    return jobs;
  }

  private static String withDefault(String line, String yaml) {
    String key = line.substring(0, line.indexOf(':') + 1);
    return yaml.startsWith(key) || yaml.contains("\n" + key) ? yaml : line + yaml;
  }
}
