package processcontrol.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import processcontrol.job.Job;
import processcontrol.job.Slug;

/** A configuration and its jobs, real files in a directory of their own. */
final class Site {

  private final Path config;
  private final Path jobs;

  Site(Path directory) throws IOException {
    this.config = directory.toRealPath().resolve("config.yaml");
    this.jobs = Files.createDirectory(directory.toRealPath().resolve("jobs"));
    config("");
  }

  Path configFile() {
    return config;
  }

  Path jobs() {
    return jobs;
  }

  /** Writes the configuration; its last line names the job directory. */
  Site config(String text) {
    write(config, text + "job_directory: " + jobs + "\n");
    return this;
  }

  Site job(String path, String text) {
    write(jobs.resolve(path), text);
    return this;
  }

  static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  GlobalConfig load() {
    return GlobalConfig.loadFrom(config.toString());
  }

  JobLoader loader() {
    return new JobLoader(load());
  }

  Job load(String slug) {
    return loader().load(new Slug(slug));
  }

  /** Loads a job that has a name and a command besides what is given. */
  Job loadWith(String more) {
    return job("a.yaml", "name: A\ncommand: /bin/true\n" + more).load("a");
  }

  /** Returns the faults of a job that has a name and a command in lines 1 and 2, and then this. */
  List<String> faultsWith(String more) {
    return job("a.yaml", "name: A\ncommand: /bin/true\n" + more).faultsOf("a");
  }

  /** Returns the faults of a job, places relative to the site; none if it is valid. */
  List<String> faultsOf(String slug) {
    try {
      load(slug);
      return List.of();
    } catch (InvalidConfigException e) {
      return relative(e);
    }
  }

  /** Returns the faults of a configuration of this text; none if it is valid. */
  List<String> configFaults(String text) {
    write(config, text);
    try {
      load();
      return List.of();
    } catch (InvalidConfigException e) {
      return relative(e);
    }
  }

  List<String> relative(InvalidConfigException e) {
    List<String> lines = new ArrayList<>();
    for (String line : e.problems()) {
      lines.add(line.replace(jobs + "/", "").replace(config + "", "config.yaml"));
    }
    return lines;
  }
}
