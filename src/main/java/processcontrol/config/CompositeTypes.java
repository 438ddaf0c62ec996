package processcontrol.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.config.YamlValue.Mapping;
import processcontrol.config.YamlValue.Scalar;
import processcontrol.config.YamlValue.Sequence;
import processcontrol.job.CommandLine;
import processcontrol.job.ShellSyntax;
import processcontrol.job.VisibleText;

/** The types whose values are lists, maps, or more than their text. */
final class CompositeTypes {

  private CompositeTypes() {}

  /**
   * Splits a command that no shell reads.
   *
   * @param mend how to have a shell read it
   * @throws IllegalArgumentException if it is no command, or was written for a shell
   */
  static CommandLine withoutShell(String text, String mend) {
    CommandLine command = CommandLine.split(text);
    String operator = ShellSyntax.operator(text);
    if (operator != null) {
      throw new IllegalArgumentException(
          "no shell reads this command, and "
              + VisibleText.quoted(operator)
              + " would be an argument of it: "
              + mend
              + ", or put it in quotes if it is meant as it stands");
    }
    return command;
  }

  /** Anything; not looked at. */
  static final ValueType<YamlValue> ANYTHING =
      new ValueType<>("anything") {
        @Override
        @Nullable YamlValue parse(YamlValue value, ValueType.Report report) {
          return value;
        }
      };

  /** A map whose content is looked at later, by whoever knows its keys. */
  static final ValueType<Mapping> MAP =
      new ValueType<>("keys and values") {
        @Override
        Mapping parse(YamlValue value, ValueType.Report report) {
          if (value instanceof Mapping mapping) {
            return mapping;
          }
          boolean empty = value instanceof Scalar scalar && scalar.isNull();
          return empty ? Mapping.empty(value.place()) : expected(value, report);
        }
      };

  /** Environment variables; every scalar becomes the text that was written. */
  static final ValueType<Map<String, String>> ENVIRONMENT =
      new ValueType<>("variable names and their values") {
        @Override
        Map<String, String> parse(YamlValue value, ValueType.Report report) {
          Mapping mapping = MAP.parse(value, report);
          Map<String, String> variables = new LinkedHashMap<>();
          if (mapping != null) {
            for (Map.Entry<String, Mapping.Entry> entry : mapping.entries().entrySet()) {
              add(variables, entry.getKey(), entry.getValue(), report);
            }
          }
          return variables;
        }

        private void add(
            Map<String, String> variables,
            String name,
            Mapping.Entry entry,
            ValueType.Report report) {
          if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
            report.add(entry.keyPlace(), VisibleText.quoted(name) + " is not a variable name");
          } else if (!(entry.value() instanceof Scalar scalar)) {
            report.of(name).expected("a single value", entry.value());
          } else if (scalar.text().indexOf('\0') >= 0) {
            report.of(name).add(scalar.place(), "a value cannot contain a NUL character");
          } else {
            variables.put(name, scalar.isNull() ? "" : scalar.text());
          }
        }

        @Override
        Map<String, Object> schema() {
          return JobSchema.of(
              "type",
              List.of("object", "null"),
              "propertyNames",
              JobSchema.of("pattern", "^[^=]+$"),
              "additionalProperties",
              JobSchema.of("type", List.of("string", "number", "boolean", "null")));
        }
      };

  /** One item, or a list of them. */
  static class ListOf<T> extends ValueType<List<T>> {
    private final ValueType<T> item;
    private final boolean mayBeEmpty;

    ListOf(ValueType<T> item) {
      this(item, false);
    }

    /**
     * @param mayBeEmpty whether an empty list undoes what the defaults say
     */
    ListOf(ValueType<T> item, boolean mayBeEmpty) {
      super(item.expectation() + " or a list of it");
      this.item = item;
      this.mayBeEmpty = mayBeEmpty;
    }

    @Override
    @Nullable KeyTable table() {
      return item.table();
    }

    @Override
    @Nullable List<T> parse(YamlValue value, ValueType.Report report) {
      List<YamlValue> items =
          value instanceof Sequence sequence ? sequence.items() : List.of(value);
      if (items.isEmpty() && !mayBeEmpty) {
        return expected(value, report);
      }
      List<T> parsed = new ArrayList<>(items.size());
      for (YamlValue each : items) {
        T one = item.parse(each, report);
        if (one != null) {
          parsed.add(one);
        }
      }
      return parsed.size() == items.size() ? parsed : null;
    }

    @Override
    Map<String, Object> schema() {
      Map<String, Object> list = JobSchema.of("type", "array", "items", item.schema());
      if (!mayBeEmpty) {
        list.put("minItems", 1);
      }
      return JobSchema.of("anyOf", List.of(item.schema(), list));
    }
  }

  /** A map of named maps of job keys. */
  static final ValueType<Map<String, Mapping>> TEMPLATES =
      new ValueType<>("names and the job keys of each") {
        @Override
        Map<String, Mapping> parse(YamlValue value, ValueType.Report report) {
          Mapping mapping = MAP.parse(value, report);
          Map<String, Mapping> templates = new LinkedHashMap<>();
          if (mapping != null) {
            for (Map.Entry<String, Mapping.Entry> entry : mapping.entries().entrySet()) {
              Mapping template = MAP.parse(entry.getValue().value(), report.of(entry.getKey()));
              if (template != null) {
                templates.put(entry.getKey(), template);
              }
            }
          }
          return templates;
        }
      };

  /** A command's text with the place where it stands; split once it is known whether by a shell. */
  static final ValueType<Scalar> COMMAND =
      new ValueType<>("a command") {
        @Override
        Scalar parse(YamlValue value, ValueType.Report report) {
          if (!(value instanceof Scalar scalar)
              || scalar.isNull()
              || ScalarTypes.TEXT.parse(value, report) == null) {
            return value instanceof Scalar scalar && !scalar.isNull()
                ? null
                : expected(value, report);
          }
          return scalar;
        }

        @Override
        Map<String, Object> schema() {
          return JobSchema.of("type", "string", "minLength", 1);
        }
      };

  /** One command, split into words: never run by a shell. */
  static final ValueType<CommandLine> COMMAND_LINE =
      new ValueType<>("a command") {
        @Override
        CommandLine parse(YamlValue value, ValueType.Report report) {
          Scalar text = COMMAND.parse(value, report);
          try {
            return text == null ? null : withoutShell(text.text(), "call /bin/sh -c '...'");
          } catch (IllegalArgumentException e) {
            report.add(value.place(), e.getMessage());
            return null;
          }
        }

        @Override
        Map<String, Object> schema() {
          return COMMAND.schema();
        }
      };

  /** One such command, a list of them, or an empty list. */
  static final ValueType<List<CommandLine>> COMMANDS = new ListOf<>(COMMAND_LINE, true);
}
