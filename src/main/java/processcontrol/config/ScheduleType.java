package processcontrol.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.config.YamlValue.Mapping;
import processcontrol.config.YamlValue.Scalar;
import processcontrol.config.YamlValue.Sequence;
import processcontrol.job.CalendarDay;
import processcontrol.job.CommandLine;
import processcontrol.job.Schedule;
import processcontrol.job.ScheduleEntry;
import processcontrol.job.VisibleText;

/** One schedule, a list of them, or a map from schedules to the arguments that they add. */
final class ScheduleType extends ValueType<List<ScheduleEntry>> {

  private static final int MAX_ENTRIES = 100;

  ScheduleType() {
    super("five crontab terms, in quotes");
  }

  @Override
  @Nullable List<ScheduleEntry> parse(YamlValue value, Report report) {
    List<ScheduleEntry> entries = new ArrayList<>();
    int faulty = 0;
    if (value instanceof Mapping mapping) {
      for (Map.Entry<String, Mapping.Entry> each : mapping.entries().entrySet()) {
        Scalar text = new Scalar(each.getValue().keyPlace(), each.getKey(), true);
        Schedule schedule = schedule(text, report);
        List<String> args = arguments(each.getValue().value(), report.of(each.getKey()));
        if (schedule == null || args == null) {
          faulty++;
        } else {
          entries.add(new ScheduleEntry(schedule, args));
        }
      }
    } else {
      for (YamlValue each : value instanceof Sequence list ? list.items() : List.of(value)) {
        Schedule schedule = schedule(each, report);
        if (schedule == null) {
          faulty++;
        } else {
          entries.add(ScheduleEntry.of(schedule));
        }
      }
    }
    if (entries.size() > MAX_ENTRIES) {
      report.add(value.place(), "more than " + MAX_ENTRIES + " schedules");
      return null;
    }
    if (entries.isEmpty() && faulty == 0) { // An empty list or map.
      return expected(value, report);
    }
    return faulty == 0 ? entries : null;
  }

  private @Nullable Schedule schedule(YamlValue value, Report report) {
    if (!(value instanceof Scalar scalar) || scalar.isNull()) {
      expected(value, report);
      return null;
    }
    try {
      Schedule schedule = Schedule.ofShortened(scalar.text());
      if (schedule.canFire()) {
        String written = scalar.text().strip();
        boolean isWord = written.startsWith("@") && !schedule.isAtBoot();
        if (isWord || written.length() < schedule.text().length()) {
          report.note(value.place(), "'" + written + "' is short for '" + schedule + "'");
        }
        noteDay(schedule, value, report);
        return schedule;
      }
      report.add(
          value.place(),
          VisibleText.quoted(schedule) + " never fires: no month that it names has such a day");
      return null;
    } catch (IllegalArgumentException e) {
      report.add(value.place(), e.getMessage());
      return null;
    }
  }

  /** Says which day a number is that Quartz takes for another one. */
  private static void noteDay(Schedule schedule, YamlValue value, Report report) {
    if (schedule.isAtBoot() || !schedule.isDecidedByDay()) {
      return;
    }
    String[] terms = schedule.text().split("[ \t]+", -1);
    String weekdays = terms[terms.length - 1];
    if (Character.isDigit(weekdays.charAt(0))) {
      String days = "";
      for (CalendarDay day : schedule.mask().calendarDays().weekdays()) {
        days += (days.isEmpty() ? "" : ", ") + day.inWords();
      }
      if (!days.isEmpty()) {
        report.note(
            value.place(),
            VisibleText.quoted(weekdays) + " is " + days + ": 0 is Sunday, unlike in Quartz");
      }
    }
  }

  /** A text is split into words, the items of a list are taken as they are. */
  private static @Nullable List<String> arguments(YamlValue value, Report report) {
    if (value instanceof Scalar scalar) {
      if (scalar.isNull()) {
        return List.of();
      }
      String text = ScalarTypes.TEXT.parse(value, report);
      try {
        if (text == null || text.isBlank()) {
          return text == null ? null : List.of();
        }
        return CommandLine.split(text).words();
      } catch (IllegalArgumentException e) {
        report.add(value.place(), e.getMessage());
        return null;
      }
    }
    if (!(value instanceof Sequence list)) {
      report.expected("arguments: text or a list of it", value);
      return null;
    }
    List<String> words = new ArrayList<>();
    for (YamlValue item : list.items()) {
      if (!(item instanceof Scalar word) || word.isNull()) {
        report.expected("an argument", item);
        return null;
      }
      if (word.text().indexOf('\0') >= 0) {
        report.add(item.place(), "an argument cannot contain a NUL character");
        return null;
      }
      words.add(word.text());
    }
    return words;
  }

  @Override
  Map<String, Object> schema() {
    String terms =
        "^\\s*([-0-9A-Za-z*,/]+([ \\t]+[-0-9A-Za-z*,/#]+){0,4}"
            + "|@(hourly|daily|midnight|weekly|monthly|yearly|annually|reboot))\\s*$";
    Map<String, Object> text = JobSchema.of("type", List.of("string", "integer"), "pattern", terms);
    Map<String, Object> arguments =
        JobSchema.of(
            "type", List.of("string", "array", "null"),
            "items", JobSchema.of("type", List.of("string", "number", "boolean")));
    return JobSchema.of(
        "type",
        List.of("string", "integer", "array", "object"),
        "pattern",
        terms,
        "items",
        text,
        "minItems",
        1,
        "propertyNames",
        JobSchema.of("pattern", terms),
        "additionalProperties",
        arguments,
        "minProperties",
        1);
  }
}
