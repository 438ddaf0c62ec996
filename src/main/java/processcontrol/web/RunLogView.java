package processcontrol.web;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import processcontrol.config.GlobalConfig;
import processcontrol.job.RunId;
import processcontrol.posix.Directory;
import processcontrol.posix.PosixException;
import processcontrol.report.Html;
import processcontrol.runlog.LogReader;

/** The end of the log of a run on a page, from which the script of the page follows it. */
final class RunLogView {

  private static final int SHOWN = 32 << 10;

  private RunLogView() {}

  /**
   * Returns a section of HTML.
   *
   * @param isRunning whether the run has not ended; asked before the log is read
   * @param url address of the next parts of the log
   */
  static String of(GlobalConfig config, RunId run, boolean isRunning, String url) {
    StringBuilder html = new StringBuilder();
    html.append("<section><h2>Log of ").append(Html.escaped(run.value()));
    html.append(isRunning ? ", which is running" : "").append("</h2>\n");
    try (Directory logs = Directory.open(config.outputDirectory());
        Directory ofJob = logs.openDirectory(run.slug().value())) {
      long size = size(ofJob, run);
      if (size >= 0) {
        addText(html, ofJob, run, Math.max(0, size - SHOWN), isRunning, url);
        return html.append("</section>\n").toString();
      }
    } catch (PosixException e) {
      if (!e.isNotFound()) {
        html.append("<p>").append(Html.escaped(e.getMessage())).append("</p></section>\n");
        return html.toString();
      }
    }
    return html.append("<p>There is none")
        .append(isRunning ? " yet" : "; old ones are removed")
        .append(".</p></section>\n")
        .toString();
  }

  private static long size(Directory ofJob, RunId run) {
    try (LogReader reader = LogReader.open(ofJob, run.value())) {
      return reader == null ? -1 : reader.skipAll();
    }
  }

  private static void addText(
      StringBuilder html, Directory ofJob, RunId run, long from, boolean isRunning, String url) {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    try (LogReader reader = LogReader.open(ofJob, run.value())) {
      if (reader != null && reader.skip(from)) {
        byte[] part = reader.read();
        while (part.length > 0 && read.size() <= 2 * SHOWN) {
          read.write(part, 0, part.length);
          part = reader.read();
        }
      }
    }
    byte[] bytes = read.toByteArray();
    int end = LogPart.end(bytes, bytes.length >= SHOWN, isRunning);
    int begin = 0;
    if (from > 0) {
      html.append("<p class=m>The end; <a href=\"").append(url).append("\">all of it</a></p>\n");
      begin = Math.min(end, LogPart.begin(bytes)); // A part of a line says nothing.
    }
    String text = new String(bytes, begin, end - begin, StandardCharsets.UTF_8);
    html.append("<pre id=log tabindex=0 aria-label=\"Log\" data-run=\"");
    html.append(Html.escaped(run.value())).append("\" data-url=\"").append(url);
    html.append("\" data-next=\"").append(from + end).append("\" data-running=\"");
    html.append(isRunning).append("\">");
    text.lines().forEach(line -> html.append(Html.escaped(line.replace('\t', ' '))).append('\n'));
    if (isRunning && !text.isEmpty() && !text.endsWith("\n")) {
      html.setLength(html.length() - 1); // The script adds the rest of the line.
    }
    html.append("</pre>");
  }
}
