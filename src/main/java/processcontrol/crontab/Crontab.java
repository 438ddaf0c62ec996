package processcontrol.crontab;

import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.due.CronLine;
import processcontrol.job.CommandLine;
import processcontrol.job.Job;

/** The text of a crontab for /etc/cron.d (crontab(5)), entry by entry. */
public final class Crontab {

  /** For what looks whether there is something to do. */
  private static final String EVERY_MINUTE = "* * * * *";

  /** Cron reads no more of a command than 1000 bytes (MAX_COMMAND); the template may add to it. */
  private static final int MAX_COMMAND = 800;

  private final String template;
  private final String user;
  private final String command;
  private final StringBuilder text = new StringBuilder();
  private String head = "";

  /**
   * @param template with the placeholders {source}, {schedule}, {user} and {command}
   * @param command what runs a job, without the option that names it: {@code /usr/bin/run-job}
   */
  public Crontab(String template, String user, String command) {
    this.template = template.endsWith("\n") ? template : template + "\n";
    this.user = user;
    this.command = command;
  }

  /**
   * Names at the head, if there is a line at all, the recipient of cron's mails; empty for none.
   */
  public void mailTo(String mailto) {
    head = "MAILTO=" + (mailto.isEmpty() ? "\"\"" : mailto) + "\n";
  }

  /**
   * Says at the head, where there is a line at all, which revision of the jobs it is of.
   *
   * @param revision null for none; of letters, digits and a few signs
   */
  public void revision(String revision) {
    head = (revision == null ? "" : "# Revision " + revision + "\n") + head;
  }

  /** Adds the line of a job that is kept running: it is started wherever it does not run. */
  public void addKept(Job job) {
    addLine(job.source(), EVERY_MINUTE, command + " --scheduled --job " + job.slug());
  }

  /** Adds the lines of a job, each with its source. */
  public void add(Job job, List<CronLine> lines) {
    for (CronLine line : lines) {
      addLine(job.source(), line.schedule().cronText(), command(job, line));
    }
  }

  /**
   * Adds what starts jobs for which something waits, every minute.
   *
   * @param source the job directory
   * @param pending the command, without names
   * @param names of the jobs that run after others
   */
  public void addPending(String source, String pending, List<String> names) {
    StringBuilder line = new StringBuilder(pending);
    for (String name : names) {
      if (line.length() > pending.length() && line.length() + name.length() >= MAX_COMMAND) {
        addLine(source, EVERY_MINUTE, line.toString());
        line.setLength(pending.length());
      }
      line.append(' ').append(name);
    }
    addLine(source, EVERY_MINUTE, line.toString());
  }

  /**
   * Adds what writes the report, every minute.
   *
   * @param source the job directory
   */
  public void addReport(String source, String command) {
    addLine(source, EVERY_MINUTE, command);
  }

  /**
   * Adds what cleans up once a day.
   *
   * @param source the job directory
   */
  public void addDaily(String source, String command) {
    addLine(source, "23 4 * * *", command);
  }

  /** Adds a comment in the place of a job that is not to be started. */
  public void addDisabled(Job job) {
    text.append("# Skipping disabled job ").append(job.slug()).append('\n');
  }

  /** Adds a comment in the place of a job whose last start is over. */
  public void addFinished(Job job) {
    text.append("# Finished job ").append(job.slug()).append('\n');
  }

  /** Adds a comment in the place of a job that is not valid. */
  public void addInvalid(String name) {
    text.append("# Skipping invalid job ").append(CommandLine.printable(name)).append('\n');
  }

  /** Fills the template in one pass, so that no value is taken for a placeholder. */
  private void addLine(String source, String schedule, String line) {
    int i = 0;
    while (i < template.length()) {
      int open = template.indexOf('{', i);
      if (open < 0) {
        break;
      }
      int close = template.indexOf('}', open);
      text.append(template, i, open)
          .append(value(template.substring(open + 1, close), source, schedule, line));
      i = close + 1;
    }
    text.append(template, i, template.length());
  }

  private String value(String placeholder, String source, String schedule, String line) {
    return switch (placeholder) {
      case "source" -> source;
      case "schedule" -> schedule;
      case "user" -> user;
      case "command" -> line;
      default -> throw new IllegalArgumentException("{" + placeholder + "}");
    };
  }

  /** Of a job, its name alone; what its author chose as arguments run-job reads from the file. */
  private String command(Job job, CronLine line) {
    String check = line.dueCheck() ? " --scheduled" : "";
    String entry = line.entry() == 0 ? "" : " --entry " + line.entry();
    return command + check + entry + " --job " + job.slug();
  }

  /**
   * Returns what is wrong with a path that is to stand in the crontab, or null. The crontab's bytes
   * are not the job author's to choose: a newline would begin a line of its own, a percent sign
   * ends a command.
   *
   * @param path of the job file
   * @param trusted how much of its beginning the administrator chose, in characters
   */
  public static @Nullable String faultOfPath(String path, int trusted) {
    String bad = badCharacter(path, trusted, " ");
    return bad == null
        ? null
        : "the path of a scheduled job stands in the crontab and must not contain '" + bad + "'";
  }

  /** Returns what is wrong with a path that is to be a word of the crontab's commands, or null. */
  public static @Nullable String faultOfWord(String path) {
    String bad = badCharacter(path, 0, "");
    return bad == null
        ? null
        : "cannot stand in a line of the crontab, as it contains '" + bad + "'";
  }

  private static @Nullable String badCharacter(String path, int from, String allowed) {
    for (int i = from; i < path.length(); i++) {
      char c = path.charAt(i);
      boolean letterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letterOrDigit && "/._-+@,=:".indexOf(c) < 0 && allowed.indexOf(c) < 0) {
        return CommandLine.printable(path.substring(i, path.offsetByCodePoints(i, 1)));
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return text.length() == 0 ? "" : head + text;
  }
}
