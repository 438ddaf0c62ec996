package processcontrol.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.config.GlobalConfig;
import processcontrol.config.JobLoader;
import processcontrol.job.Job;
import processcontrol.status.JobSelection;
import processcontrol.status.OtherJobs;
import processcontrol.status.RelatedJobs;
import processcontrol.trigger.JobGraph;

/** What a job has to do with others is the same whether all of them are loaded or few. */
class RelatedJobsTest {

  private static final int JOBS = 9;

  @TempDir Path directory;

  private GlobalConfig config(String more) throws IOException {
    Files.createDirectories(directory.resolve("jobs"));
    Path file = directory.resolve("process-control.yaml");
    Files.writeString(
        file,
        "job_directory: %1$s/jobs\nrun_directory: %1$s\nstate_directory: %1$s\noutput_directory: %1$s\n%2$s"
            .formatted(directory, more));
    return GlobalConfig.loadFrom(file.toString());
  }

  private void job(String name, String more) throws IOException {
    Files.writeString(
        directory.resolve("jobs/" + name + ".yaml"),
        "name: A job\ncommand: /bin/true\n" + more + "\n");
  }

  /** What is told of a job: its faults, and the jobs before and behind it. */
  private static String told(String name, List<JobSelection.Item> all, JobLoader loader) {
    Set<String> names = new TreeSet<>();
    List<Job> valid = new ArrayList<>();
    for (JobSelection.Item item : all) {
      names.add(item.name());
      if (item.isValid()) {
        valid.add(item.job());
      }
    }
    JobLinks links = new JobLinks(new JobGraph(valid), names);
    for (JobSelection.Item item : new OtherJobs(List.of(), List.of(), loader).checked(all)) {
      if (item.name().equals(name)) {
        return item.problems() + " " + links.parents(name) + " " + links.dependents(name);
      }
    }
    return "nothing";
  }

  private static int compared(GlobalConfig config) {
    int fewer = 0;
    for (JobSelection.Item one : JobSelection.all(new JobLoader(config))) {
      if (one.isValid()) {
        JobLoader loader = new JobLoader(config);
        List<JobSelection.Item> related = RelatedJobs.of(one.job(), loader);
        assertThat(told(one.name(), related, loader))
            .isEqualTo(told(one.name(), JobSelection.all(loader), loader));
        fewer += related.stream().filter(JobSelection.Item::isValid).count() < JOBS - 1 ? 1 : 0;
      }
    }
    return fewer;
  }

  private static String links(Random random) {
    String other = "job-" + random.nextInt(JOBS + 1); // The last one does not exist.
    String escaped = "\"job\\x2d" + random.nextInt(JOBS) + "\"";
    return switch (random.nextInt(12)) {
      case 0 -> "triggers: {success: " + other + "}";
      case 1 -> "triggers: {end: [" + other + ", job-1]}";
      case 2 -> "triggers: {failure: " + escaped + "}";
      case 3 -> "after: " + other;
      case 4 -> "after: [" + other + ", job-2]";
      case 5 -> "after: " + escaped + "\ntriggers: {end: job-3}";
      case 6 -> "pool: {name: p, limit: " + (1 + random.nextInt(2)) + "}";
      case 7 -> "extends: linked";
      case 8 -> "nonsense: " + other;
      default -> "description: alone";
    };
  }

  @Test
  void few_jobs_tell_of_one_what_all_of_them_tell() throws IOException {
    int fewer = 0;
    for (int seed = 0; seed < 150; seed++) {
      Random random = new Random(seed);
      boolean linked = random.nextInt(4) == 0;
      GlobalConfig config =
          config(
              "job_templates:\n  linked: "
                  + (linked ? "{after: job-4}\n" : "{description: nothing}\n"));
      for (int i = 0; i < JOBS; i++) {
        job("job-" + i, links(random));
      }
      fewer += compared(config);
    }
    assertThat(fewer).isGreaterThan(100);
  }

  @Test
  void a_circle_of_jobs_that_do_not_name_the_one_is_found() throws IOException {
    GlobalConfig config = config("");
    job("a", "description: names nobody");
    job("b", "after: a");
    job("c", "after: b\ntriggers: {end: a}");
    JobLoader loader = new JobLoader(config);
    Job one = JobSelection.all(loader).get(0).job();
    assertThat(told("a", RelatedJobs.of(one, loader), loader))
        .contains("in a circle")
        .isEqualTo(told("a", JobSelection.all(loader), loader));
  }
}
