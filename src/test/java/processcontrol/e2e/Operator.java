package processcontrol.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The work of an operator besides starting jobs: the other programs, and looking at files. */
final class Operator {

  private Operator() {}

  /** A call of one of the programs beside run-job, with the installation's configuration. */
  static Launch launch(Installation pc, String program, String... args) {
    List<String> command =
        new ArrayList<>(
            List.of(
                pc.launcher().resolveSibling(program).toString(),
                "--config",
                pc.config().toString()));
    command.addAll(List.of(args));
    return new Launch(Tree.directory(pc.root().resolve("calls")), command);
  }

  static Finished cronGenerate(Installation pc, String... args) {
    return launch(pc, "cron-generate", args).run();
  }

  static Finished check(Installation pc, String... args) {
    return launch(pc, "check-jobs-icinga", args).run();
  }

  static Path crontab(Installation pc) {
    return pc.root().resolve("crontab");
  }

  /** A job that does nothing, with a schedule. */
  static Path scheduled(Installation pc, String slug, String schedule) {
    return pc.job(slug, "name: Job " + slug + "\ncommand: 'true'\nschedule: '" + schedule + "'\n");
  }

  /** The two lines of a job in the crontab. */
  static String lines(Installation pc, String file, String schedule) {
    String slug = file.substring(file.lastIndexOf('/') + 1).replace(".yaml", "");
    return "# Generated from %s/%s\n%s %s /usr/bin/run-job --config %s --job %s\n"
        .formatted(pc.jobs(), file, schedule, ServiceUser.NAME, pc.config(), slug);
  }

  /** Returns what distinguishes a file that was replaced or written from one that was not. */
  static String identity(Path file) {
    return Commands.run("stat", "--format=%i %y %z", file.toString());
  }

  static void age(Path file, Instant time) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(time));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
