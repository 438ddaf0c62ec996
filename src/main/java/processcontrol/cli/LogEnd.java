package processcontrol.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.config.GlobalConfig;
import processcontrol.history.RunRecord;
import processcontrol.job.Slug;
import processcontrol.posix.PosixException;
import processcontrol.runlog.JobLogs;
import processcontrol.runlog.LogReader;

/** The end of the log of a run, for users that may read it. */
final class LogEnd {

  private static final int LINES = 50;
  private static final int MAX_BYTES = 64 << 10;
  private static final int MAX_LINE = 500;

  private LogEnd() {}

  /** Returns the last lines, cut where they are very long; null if there is no log. */
  static @Nullable List<String> of(GlobalConfig config, Slug slug, RunRecord run) {
    if (run.run() == null || run.log() == null || !JobLogs.isRunId(run.run(), slug)) {
      return null;
    }
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    try (JobLogs logs = JobLogs.of(config.outputDirectory(), slug)) {
      LogReader reader =
          logs.directory() == null
              ? null
              : LogReader.openAtLines(logs.directory(), run.run(), LINES);
      if (reader == null) {
        return null;
      }
      try (reader) {
        byte[] part = reader.read();
        while (part.length > 0 && read.size() < MAX_BYTES) {
          read.write(part, 0, part.length);
          part = reader.read();
        }
      }
    } catch (PosixException e) {
      return List.of("(" + e.getMessage() + ")");
    }
    List<String> lines = new ArrayList<>();
    for (String line : read.toString(StandardCharsets.UTF_8).lines().toList()) {
      String shown = line.replace('\t', ' ');
      lines.add(shown.length() > MAX_LINE ? shown.substring(0, MAX_LINE) + "..." : shown);
    }
    return lines.size() > LINES ? lines.subList(lines.size() - LINES, lines.size()) : lines;
  }
}
