package processcontrol.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.config.KeyTable.Values;
import processcontrol.config.YamlValue.Mapping;
import processcontrol.config.YamlValue.Scalar;
import processcontrol.config.YamlValue.Sequence;
import processcontrol.job.Chain;
import processcontrol.job.Link;
import processcontrol.job.Slug;
import processcontrol.job.TimeSpan;
import processcontrol.job.VisibleText;

/** The types of keys that name other jobs. Whether there are such jobs, one job cannot tell. */
final class LinkTypes {

  private static final String JOB_NAME = "^[A-Za-z0-9][A-Za-z0-9._-]*$";

  private LinkTypes() {}

  /** The name of a job. */
  private static final ValueType<Link> JOB =
      new ValueType<>("a job's name") {
        @Override
        @Nullable Link parse(YamlValue value, Report report) {
          if (!(value instanceof Scalar scalar) || scalar.isNull()) {
            return expected(value, report);
          }
          return link(scalar.text(), scalar.place(), List.of(), report);
        }

        @Override
        Map<String, Object> schema() {
          return JobSchema.of("type", "string", "pattern", JOB_NAME, "maxLength", Slug.MAX_LENGTH);
        }
      };

  private static @Nullable Link link(
      String name, Place place, List<String> arguments, ValueType.Report report) {
    try {
      return new Link(new Slug(name), arguments, place + ": " + report.key());
    } catch (IllegalArgumentException e) {
      report.add(place, e.getMessage());
      return null;
    }
  }

  /** Jobs, each with the arguments it is to get: names, and maps from names to arguments. */
  private static final ValueType<List<Link>> TARGETS =
      new ValueType<>("a job's name, a map from a job's name to arguments, or a list of these") {
        @Override
        List<Link> parse(YamlValue value, Report report) {
          if (value instanceof Scalar scalar && scalar.isNull()) {
            return List.of(); // The way to undo what the defaults say.
          }
          List<YamlValue> items =
              value instanceof Sequence sequence ? sequence.items() : List.of(value);
          List<Link> links = new ArrayList<>();
          for (YamlValue item : items) {
            if (item instanceof Mapping mapping) {
              addAll(links, mapping, report);
            } else {
              Link link = JOB.parse(item, report);
              if (link != null) {
                links.add(link);
              }
            }
          }
          return links;
        }

        private void addAll(List<Link> links, Mapping mapping, Report report) {
          for (Map.Entry<String, Mapping.Entry> entry : mapping.entries().entrySet()) {
            List<String> arguments = arguments(entry.getValue().value(), report.of(entry.getKey()));
            Link link = link(entry.getKey(), entry.getValue().keyPlace(), arguments, report);
            if (link != null) {
              links.add(link);
            }
          }
        }

        @Override
        Map<String, Object> schema() {
          Map<String, Object> scalar =
              JobSchema.of("type", List.of("string", "number", "boolean", "null"));
          Map<String, Object> map =
              JobSchema.of(
                  "type",
                  "object",
                  "propertyNames",
                  JobSchema.of("pattern", JOB_NAME),
                  "additionalProperties",
                  JobSchema.of(
                      "anyOf", List.of(scalar, JobSchema.of("type", "array", "items", scalar))));
          return JobSchema.of(
              "anyOf",
              List.of(
                  JOB.schema(),
                  map,
                  JobSchema.of("type", "null"),
                  JobSchema.of(
                      "type",
                      "array",
                      "items",
                      JobSchema.of("anyOf", List.of(JOB.schema(), map)))));
        }
      };

  /** Each scalar is one argument, as it was written; none for nothing. */
  private static List<String> arguments(YamlValue value, ValueType.Report report) {
    List<String> arguments = new ArrayList<>();
    if (value instanceof Scalar scalar && scalar.isNull()) {
      return arguments;
    }
    List<YamlValue> items = value instanceof Sequence sequence ? sequence.items() : List.of(value);
    for (YamlValue item : items) {
      if (!(item instanceof Scalar scalar)) {
        report.expected("an argument or a list of arguments", item);
      } else if (scalar.text().indexOf('\0') >= 0) {
        report.add(scalar.place(), "an argument cannot contain a NUL character");
      } else {
        arguments.add(scalar.text());
      }
    }
    return arguments;
  }

  /** The keys of {@code triggers}. */
  static final ValueType<Chain> TRIGGERS =
      new MapType<>() {
        @Override
        KeyTable table() {
          return TriggerKeys.TABLE;
        }

        @Override
        Chain of(Values values, Report report) {
          return new Chain(
              values.get(TriggerKeys.END, List.<Link>of()),
              values.get(TriggerKeys.SUCCESS, List.<Link>of()),
              values.get(TriggerKeys.FAILURE, List.<Link>of()),
              List.of(),
              false,
              TimeSpan.ZERO);
        }
      };

  private static final class TriggerKeys {
    static final Key<List<Link>> END = new Key<>("end", TARGETS, "jobs that every end triggers");
    static final Key<List<Link>> SUCCESS =
        new Key<>("success", TARGETS, "jobs that a successful run triggers");
    static final Key<List<Link>> FAILURE =
        new Key<>("failure", TARGETS, "jobs that a failed run triggers");
    static final KeyTable TABLE = new KeyTable(END, SUCCESS, FAILURE);

    private TriggerKeys() {}
  }

  /** The parents of a job. */
  record Parents(List<Link> jobs, boolean any) {}

  /** One parent, a list of them, or a list under {@code all} or {@code any}. */
  static final ValueType<Parents> PARENTS =
      new ValueType<>("a job's name, a list of names, or a list under 'all' or 'any'") {
        private final ValueType<List<Link>> list = new CompositeTypes.ListOf<>(JOB);

        @Override
        Parents parse(YamlValue value, Report report) {
          if (value instanceof Scalar scalar && scalar.isNull()) {
            return null;
          }
          if (!(value instanceof Mapping mapping)) {
            List<Link> jobs = list.parse(value, report);
            return jobs == null ? null : new Parents(jobs, false);
          }
          Parents parents = null;
          for (Map.Entry<String, Mapping.Entry> entry : mapping.entries().entrySet()) {
            boolean any = entry.getKey().equals("any");
            if (!any && !entry.getKey().equals("all")) {
              report
                  .problems()
                  .add(
                      entry.getValue().keyPlace(),
                      report.key()
                          + "."
                          + VisibleText.excerpt(entry.getKey())
                          + ": unknown key; use all or any");
            } else if (parents != null) {
              report.add(entry.getValue().keyPlace(), "all and any exclude each other");
            } else {
              List<Link> jobs = list.parse(entry.getValue().value(), report.of(entry.getKey()));
              parents = new Parents(jobs == null ? List.of() : jobs, any);
            }
          }
          return parents;
        }

        @Override
        Map<String, Object> schema() {
          Map<String, Object> lists = new LinkedHashMap<>();
          lists.put("all", list.schema());
          lists.put("any", list.schema());
          return JobSchema.of(
              "anyOf",
              List.of(
                  list.schema(),
                  JobSchema.of("type", "null"),
                  JobSchema.of(
                      "type",
                      "object",
                      "properties",
                      lists,
                      "additionalProperties",
                      false,
                      "maxProperties",
                      1)));
        }
      };
}
