package processcontrol.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import processcontrol.history.VisibleJson;
import processcontrol.job.CommandLine;
import processcontrol.start.ErrorOutput;

/**
 * The results of a check of jobs. Errors make a job invalid, warnings only under {@code --strict}
 * change the exit code, notes explain.
 */
final class Findings {

  /** The severity of a finding. */
  enum Severity {
    ERROR,
    WARNING,
    NOTE
  }

  /**
   * One of them.
   *
   * @param job its name; null if it is no job's alone
   * @param text {@code file:line:column: message} where there is a place
   */
  record Finding(Severity severity, String job, String text) {
    String line() {
      return severity == Severity.ERROR
          ? text
          : severity.name().toLowerCase(Locale.ROOT) + ": " + text;
    }
  }

  private static final Pattern PLACED = Pattern.compile("(/.*?):([0-9]+):([0-9]+): (.*)");

  private final List<Finding> all = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private final Set<String> invalid = new LinkedHashSet<>();
  private int jobs;

  void error(@Nullable String job, String text) {
    if (job != null) {
      invalid.add(job);
    }
    add(Severity.ERROR, job, text);
  }

  void warning(@Nullable String job, String text) {
    add(Severity.WARNING, job, text);
  }

  void note(String job, String text) {
    add(Severity.NOTE, job, text);
  }

  /**
   * Adds a finding once: a circle is the fault of all its jobs, and one of the defaults is every
   * job's.
   */
  private void add(Severity severity, String job, String text) {
    String printable = CommandLine.printable(text);
    if (seen.add(severity + printable)) {
      all.add(new Finding(severity, job, printable));
    }
  }

  /** Counts a job that was looked at. */
  void countJob() {
    jobs++;
  }

  boolean isInvalid(String job) {
    return invalid.contains(job);
  }

  /** The texts of one severity. */
  List<String> texts(Severity severity) {
    List<String> texts = new ArrayList<>();
    for (Finding each : all) {
      if (each.severity() == severity) {
        texts.add(each.text());
      }
    }
    return texts;
  }

  boolean has(Severity severity) {
    return all.stream().anyMatch(each -> each.severity() == severity);
  }

  /** Prints a line for each error, and for each warning and note unless it has to be quiet. */
  void print(String program, boolean quiet, PrintStream err) {
    for (Finding each : all) {
      if (!quiet || each.severity() == Severity.ERROR) {
        ErrorOutput.printLine(program, each.line(), err);
      }
    }
    err.flush();
  }

  /** Returns true if there is more than one error or warning: one alone says itself what it is. */
  boolean isWorthCounting() {
    return texts(Severity.ERROR).size() + texts(Severity.WARNING).size() > 1;
  }

  /** One line: {@code 2 of 40 jobs are invalid, 3 warnings}. */
  String summary() {
    String text;
    if (invalid.isEmpty()) {
      text = jobs == 1 ? "1 job is valid" : jobs + " jobs are valid";
    } else {
      text =
          invalid.size()
              + " of "
              + jobs
              + (jobs == 1 ? " job" : " jobs")
              + (invalid.size() == 1 ? " is invalid" : " are invalid");
    }
    int general = 0;
    for (Finding each : all) {
      general += each.severity() == Severity.ERROR && each.job() == null ? 1 : 0;
    }
    return text
        + count(general, "error", " in the configuration")
        + count(texts(Severity.WARNING).size(), "warning", "");
  }

  private static String count(int number, String what, String where) {
    return number == 0 ? "" : ", " + number + " " + what + (number == 1 ? "" : "s") + where;
  }

  /** The whole as a JSON document. */
  String json() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json =
        VisibleJson.factory().createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeNumberField("jobs", jobs);
      json.writeNumberField("invalid", invalid.size());
      json.writeNumberField("warnings", texts(Severity.WARNING).size());
      json.writeArrayFieldStart("findings");
      for (Finding each : all) {
        write(json, each);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text + "\n";
  }

  private static void write(JsonGenerator json, Finding finding) throws IOException {
    Matcher placed = PLACED.matcher(finding.text());
    boolean hasPlace = placed.matches();
    json.writeStartObject();
    json.writeStringField("severity", finding.severity().name().toLowerCase(Locale.ROOT));
    json.writeStringField("job", finding.job());
    json.writeStringField("file", hasPlace ? placed.group(1) : null);
    json.writeFieldName("line");
    writeNumber(json, hasPlace ? placed.group(2) : null);
    json.writeFieldName("column");
    writeNumber(json, hasPlace ? placed.group(3) : null);
    json.writeStringField("message", hasPlace ? placed.group(4) : finding.text());
    json.writeEndObject();
  }

  private static void writeNumber(JsonGenerator json, @Nullable String digits) throws IOException {
    if (digits == null) {
      json.writeNull();
    } else {
      json.writeNumber(digits);
    }
  }
}
