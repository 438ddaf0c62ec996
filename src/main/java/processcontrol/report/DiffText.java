package processcontrol.report;

import java.util.List;
import processcontrol.diff.Changes;
import processcontrol.diff.JobChange;
import processcontrol.diff.KeyChange;
import processcontrol.job.CommandLine;

/** A change of the job directory for a terminal. */
public final class DiffText {

  private static final int SHOWN_JOBS = 10;

  private final StringBuilder text = new StringBuilder();

  private DiffText() {}

  public static String of(Changes changes) {
    DiffText diff = new DiffText();
    diff.line("from " + changes.from() + " to " + changes.to() + ": " + summary(changes));
    for (JobChange job : changes.jobs()) {
      diff.add(job);
    }
    for (Changes.Shared shared : changes.shared()) {
      diff.line("");
      diff.line(jobs(shared.jobs()) + " (" + shared.change().layer() + ")");
      diff.add(shared.change());
    }
    diff.section("Chains", "- ", changes.linksGone(), "+ ", changes.linksCome());
    for (int i = 0; i < changes.piles().size(); i++) {
      Changes.Pile pile = changes.piles().get(i);
      diff.text.append(i == 0 ? "\nMinutes that pile up\n" : "");
      diff.line("  " + words(pile));
    }
    diff.section("New warnings", "", List.of(), "", changes.warnings());
    diff.section("New errors", "", List.of(), "", changes.errors());
    if (changes.note() != null) {
      diff.line("");
      diff.line(changes.note());
    }
    return diff.text.toString();
  }

  /** {@code 1 job added, 2 changed; invalid}. */
  static String summary(Changes changes) {
    StringBuilder summary = new StringBuilder();
    for (JobChange.Kind kind : JobChange.Kind.values()) {
      long count = changes.jobs().stream().filter(job -> job.kind() == kind).count();
      if (count > 0) {
        String what = summary.length() > 0 ? "" : count == 1 ? " job" : " jobs";
        summary.append(summary.length() > 0 ? ", " : "").append(count).append(what);
        summary.append(' ').append(kind);
      }
    }
    if (!changes.shared().isEmpty()) {
      int count = changes.shared().size();
      summary.append(summary.length() > 0 ? ", " : "");
      summary.append(PlanText.count(count, "change")).append(" of several jobs");
    }
    if (summary.length() == 0) {
      summary.append(changes.isEmpty() ? "no job changes" : "no key of a job changes");
    }
    return summary + (changes.invalid() ? "; there are errors" : "");
  }

  static String words(Changes.Pile pile) {
    return pile.minute()
        + ": "
        + pile.to()
        + " starts at once"
        + (pile.from() == 0 ? "" : " instead of " + pile.from());
  }

  static String jobs(List<String> names) {
    int shown = Math.min(SHOWN_JOBS, names.size());
    String more = shown == names.size() ? "" : ", and " + (names.size() - shown) + " more";
    return PlanText.count(names.size(), "job")
        + ": "
        + String.join(", ", names.subList(0, shown))
        + more;
  }

  private void section(
      String title, String before, List<String> gone, String after, List<String> come) {
    if (gone.isEmpty() && come.isEmpty()) {
      return;
    }
    line("");
    line(title);
    gone.forEach(each -> line("  " + before + each));
    come.forEach(each -> line("  " + after + each));
  }

  private void add(JobChange job) {
    line("");
    line(job.name() + ": " + what(job));
    job.keys().forEach(this::add);
    if (job.starts() != null) {
      line("    " + job.starts().words());
    }
  }

  /** {@code changed}, {@code renamed from a}, {@code moved from x/a.yaml}. */
  static String what(JobChange job) {
    if (job.formerName() != null) {
      return "renamed from " + job.formerName();
    }
    boolean onlyMoved =
        job.kind() == JobChange.Kind.CHANGED && job.formerPath() != null && job.keys().isEmpty();
    String moved = job.formerPath() == null ? "" : "moved from " + job.formerPath();
    return onlyMoved ? moved : job.kind() + (moved.isEmpty() ? "" : ", " + moved);
  }

  private void add(KeyChange change) {
    String from = change.from() == null ? null : value(change.from());
    String to = change.to() == null ? "not set" : value(change.to());
    String one = "    " + change.key() + ": " + (from == null ? to : from + " -> " + to);
    if (from != null && one.length() > Screen.LEAST_COLUMNS) {
      line("    " + change.key() + ":");
      line("      - " + from);
      line("      + " + to);
    } else {
      line(one);
    }
  }

  static String value(String value) {
    return value.isEmpty() ? "\"\"" : value.strip().replace("\n", "\\n");
  }

  private void line(String content) {
    text.append(CommandLine.printable(content)).append('\n');
  }
}
