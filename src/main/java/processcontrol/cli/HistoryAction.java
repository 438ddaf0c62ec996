package processcontrol.cli;

import java.io.File;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.config.JobFiles;
import processcontrol.config.JobLoader;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.job.Slug;
import processcontrol.job.VisibleText;
import processcontrol.report.HistoryReport;
import processcontrol.run.ExitCode;
import processcontrol.start.ErrorOutput;
import processcontrol.start.UsageException;
import processcontrol.status.JobSelection;
import processcontrol.status.RecordSearch;
import processcontrol.status.Records;
import processcontrol.zone.Zones;

/** {@code run-job --history [NAME...]}: the records of the last runs of one job, several or all. */
final class HistoryAction {

  private static final int DEFAULT_LAST = 20;

  /** Stands for every result that counts as a failure. */
  private static final String FAILED = "failed";

  private final Invocation invocation;
  private final GlobalConfig config;
  private final PrintStream out;

  private HistoryAction(Invocation invocation, GlobalConfig config, PrintStream out) {
    this.invocation = invocation;
    this.config = config;
    this.out = out;
  }

  static int run(Invocation invocation, GlobalConfig config, PrintStream out) {
    Terminal.checkColor(invocation.value("--color"));
    if (invocation.value("--run") != null) {
      return RecordAction.run(invocation, config, out);
    }
    HistoryAction action = new HistoryAction(invocation, config, out);
    RecordSearch.Filter filter = action.filter();
    boolean bounded = invocation.value("--from") != null || invocation.value("--until") != null;
    int most = last(invocation.value("--last"), bounded ? 0 : DEFAULT_LAST);
    boolean one = invocation.names().size() == 1 && invocation.tags().isEmpty();
    return one ? action.ofOne(filter, most) : action.ofSeveral(filter, most);
  }

  private int ofOne(RecordSearch.Filter filter, int most) {
    Slug slug = slug(invocation.names().get(0));
    if (filter.isAll()) {
      return ofOne(slug, most);
    }
    RecordSearch search = new RecordSearch(config, filter, most);
    search.add(slug);
    if (search.records().isEmpty() && !hasRecords(slug)) {
      new JobLoader(config).pathOf(slug); // A name that was mistyped.
    }
    return print(search, HistoryReport::text);
  }

  /** Returns the exit status; the order of the file is that of the answer. */
  private int ofOne(Slug slug, int most) {
    List<RunRecord> records = new ArrayList<>();
    boolean whole = read(slug, most, records);
    if (records.isEmpty()) {
      new JobLoader(config).pathOf(slug); // A name that was mistyped.
    }
    if (invocation.has(Invocation.Flag.JSON)) {
      out.print(HistoryReport.json(records));
    } else if (records.isEmpty() && whole) {
      out.println(slug + " has no records yet");
    } else if (!records.isEmpty()) {
      out.print(
          Terminal.isThere()
              ? HistoryReport.text(
                  records, Zones.idOfMachine(), Terminal.screen(invocation.value("--color")))
              : HistoryReport.text(records, Zones.idOfMachine()));
    }
    boolean answered = whole || !records.isEmpty();
    return answered ? ExitCode.SUCCESS.status() : ExitCode.FAILED_ITSELF.status();
  }

  private int ofSeveral(RecordSearch.Filter filter, int most) {
    RecordSearch search = new RecordSearch(config, filter, most);
    for (String name : names()) {
      search.add(new Slug(name));
    }
    return print(search, HistoryReport::textOfSeveral);
  }

  private interface Table {
    String of(List<RunRecord> records, java.time.ZoneId zone);
  }

  private int print(RecordSearch search, Table table) {
    List<RunRecord> records = search.records();
    search.faults().forEach(fault -> ErrorOutput.warn(fault, System.err));
    if (invocation.has(Invocation.Flag.JSON)) {
      out.print(HistoryReport.json(records));
    } else if (!records.isEmpty()) {
      out.print(table.of(records, Zones.idOfMachine()));
    } else if (search.faults().isEmpty()) {
      out.println("there is no such record");
    }
    boolean answered = search.faults().isEmpty() || !records.isEmpty();
    return answered ? ExitCode.SUCCESS.status() : ExitCode.FAILED_ITSELF.status();
  }

  /** The jobs of the call; where none is named, also those whose files are gone. */
  private Set<String> names() {
    JobLoader loader = new JobLoader(config);
    Set<String> names = new TreeSet<>();
    if (!invocation.names().isEmpty() || !invocation.tags().isEmpty()) {
      for (JobSelection.Item item :
          JobSelection.of(invocation.names(), invocation.tags(), loader)) {
        if (item.path() == null
            && !(Slug.isValid(item.name()) && hasRecords(new Slug(item.name())))) {
          throw new InvalidConfigException(item.problems());
        }
        names.add(item.name());
      }
      return names;
    }
    for (String path : loader.paths()) {
      if (JobLoader.faultOfName(path) == null) {
        names.add(JobFiles.slugOf(path));
      }
    }
    String[] states = new File(config.stateDirectory()).list();
    for (String name : states == null ? new String[0] : states) {
      if (Slug.isValid(name)) {
        names.add(name);
      }
    }
    return names;
  }

  private boolean hasRecords(Slug slug) {
    try (Records records = Records.open(config, slug)) {
      return records.next() != null;
    }
  }

  /** Reads records, the newest last; returns false, with a message, if some cannot be read. */
  private boolean read(Slug slug, int most, List<RunRecord> records) {
    try (Records newest = Records.open(config, slug)) {
      RunRecord record = newest.next();
      while (record != null) {
        records.add(record);
        record = records.size() == most ? null : newest.next();
      }
      ErrorOutput.warn(newest.fault(), System.err);
      Collections.reverse(records);
      return newest.fault() == null;
    }
  }

  private RecordSearch.Filter filter() {
    RecordSearch.Filter all = RecordSearch.Filter.ALL;
    boolean any =
        invocation.value("--from") == null
            && invocation.value("--until") == null
            && invocation.value("--result") == null;
    if (any) {
      return all;
    }
    long now = System.currentTimeMillis();
    long from = AuditRange.moment("--from", invocation, all.from(), now, Zones.ofMachine());
    long until = AuditRange.moment("--until", invocation, all.until(), now, Zones.ofMachine());
    if (from >= until) {
      throw new UsageException("--from is not before --until");
    }
    return new RecordSearch.Filter(from, until, results(invocation.value("--result")));
  }

  private static Set<Result> results(String text) {
    Set<Result> wanted = EnumSet.noneOf(Result.class);
    if (text == null) {
      return wanted;
    }
    for (String word : text.split(",", -1)) {
      boolean known = false;
      for (Result each : Result.values()) {
        if (each.toString().equals(word.strip().toLowerCase(Locale.ROOT))
            || (word.strip().equals(FAILED) && each.isFailed())) {
          wanted.add(each);
          known = true;
        }
      }
      if (!known) {
        StringJoiner words = new StringJoiner(", ");
        for (Result each : Result.values()) {
          words.add(each.toString());
        }
        throw new UsageException(
            "--result: "
                + VisibleText.quoted(word)
                + " is no result; they are "
                + words
                + ", and failed for all that count as a failure");
      }
    }
    return wanted;
  }

  /** Returns how many records are wanted; 0 for all. */
  private static int last(String text, int otherwise) {
    if (text == null) {
      return otherwise;
    }
    boolean isNumber = !text.isEmpty() && text.length() < 10;
    for (int i = 0; i < text.length(); i++) {
      isNumber &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    if (!isNumber) {
      throw new UsageException(
          "--last: expected a number of records, or 0 for all, not " + VisibleText.quoted(text));
    }
    return Integer.parseInt(text);
  }

  private static Slug slug(String name) {
    try {
      return new Slug(name);
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigException(e.getMessage());
    }
  }
}
