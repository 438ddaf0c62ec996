package processcontrol.report;

import java.util.List;
import processcontrol.diff.Changes;
import processcontrol.diff.JobChange;
import processcontrol.diff.KeyChange;
import processcontrol.job.CommandLine;

/**
 * A change of the job directory as a comment on a merge request. Text by authors of jobs stands in
 * code spans that it cannot leave.
 */
public final class DiffMarkdown {

  private final StringBuilder text = new StringBuilder();

  private DiffMarkdown() {}

  public static String of(Changes changes) {
    DiffMarkdown diff = new DiffMarkdown();
    diff.line("### Jobs: " + DiffText.summary(changes));
    diff.line("");
    diff.line("From " + code(changes.from()) + " to " + code(changes.to()) + ".");
    diff.list("Errors", changes.errors());
    diff.list("Warnings", changes.warnings());
    if (!changes.jobs().isEmpty()) {
      diff.line("");
      diff.line("| job | change | starts |");
      diff.line("| --- | --- | --- |");
      changes.jobs().forEach(diff::row);
    }
    for (Changes.Shared shared : changes.shared()) {
      diff.line("");
      diff.line("<details><summary>");
      diff.line("");
      KeyChange change = shared.change();
      String count = PlanText.count(shared.jobs().size(), "job");
      diff.line(count + " (" + code(change.layer()) + "): " + key(change));
      diff.line("");
      diff.line("</summary>");
      diff.line("");
      shared.jobs().forEach(job -> diff.line("- " + code(job)));
      diff.line("");
      diff.line("</details>");
    }
    diff.links("Chains that go", changes.linksGone());
    diff.links("Chains that come", changes.linksCome());
    if (!changes.piles().isEmpty()) {
      diff.heading("Minutes that pile up");
      changes.piles().forEach(pile -> diff.line("- " + DiffText.words(pile)));
    }
    if (changes.note() != null) {
      diff.line("");
      diff.line(code(changes.note()));
    }
    return diff.text.toString();
  }

  private void row(JobChange job) {
    StringBuilder changes = new StringBuilder();
    changes.append(escaped(DiffText.what(job)));
    job.keys().forEach(change -> changes.append("<br>").append(key(change)));
    String starts = job.starts() == null ? "" : job.starts().words();
    line("| " + code(job.name()) + " | " + changes + " | " + starts + " |");
  }

  private static String key(KeyChange change) {
    String to = change.to() == null ? "not set" : code(DiffText.value(change.to()));
    String from = change.from() == null ? "" : code(DiffText.value(change.from())) + " → ";
    return code(change.key()) + ": " + from + to;
  }

  private void heading(String title) {
    line("");
    line("#### " + title);
    line("");
  }

  private void list(String title, List<String> texts) {
    if (!texts.isEmpty()) {
      heading(title);
      texts.forEach(each -> line("- " + code(each)));
    }
  }

  private void links(String title, List<String> links) {
    list(title, links);
  }

  private static String escaped(String text) {
    return text.startsWith("renamed from ") || text.startsWith("moved from ")
        ? text.substring(0, text.indexOf("from ") + 5)
            + code(text.substring(text.indexOf("from ") + 5))
        : text.contains("moved from ")
            ? text.substring(0, text.indexOf("moved from ") + 11)
                + code(text.substring(text.indexOf("moved from ") + 11))
            : text;
  }

  /** A code span: no text ends it, no cell and no tag begins in it. */
  static String code(String text) {
    String shown = CommandLine.printable(text).replace("|", "&#124;");
    boolean plain = !shown.equals(text) || text.indexOf('`') >= 0;
    if (!plain) {
      return "`" + text + "`";
    }
    // Within backquotes references do not count, so that this is HTML.
    String html =
        CommandLine.printable(text)
            .replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("|", "&#124;")
            .replace("`", "&#96;")
            .replace("*", "&#42;")
            .replace("_", "&#95;")
            .replace("[", "&#91;")
            .replace("@", "&#64;");
    return "<code>" + html + "</code>";
  }

  private void line(String content) {
    text.append(content).append('\n');
  }
}
