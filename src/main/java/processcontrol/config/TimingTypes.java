package processcontrol.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.config.KeyTable.Values;
import processcontrol.config.YamlValue.Mapping;
import processcontrol.config.YamlValue.Scalar;
import processcontrol.config.YamlValue.Sequence;
import processcontrol.job.Blackout;
import processcontrol.job.CatchUp;
import processcontrol.job.Moment;
import processcontrol.job.Repeat;
import processcontrol.job.TimeSpan;
import processcontrol.job.VisibleText;
import processcontrol.job.Zone;
import processcontrol.zone.Zones;

/** The types of the keys that say when a job is due. */
final class TimingTypes {

  private TimingTypes() {}

  private static TimeSpan wholeMinutes(Scalar scalar, String how) {
    TimeSpan span = TimeSpan.parse(scalar.text().strip());
    if (span.isZero() || span.millis() % TimeSpan.MINUTE_MILLIS != 0) {
      throw new IllegalArgumentException(
          VisibleText.quoted(scalar.text()) + " is not a number of whole minutes: " + how);
    }
    return span;
  }

  /** The moment that is meant; null for none, as its own message would name other forms, too. */
  private static @Nullable Moment moment(Scalar scalar) {
    try {
      return new Moment(scalar.text());
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** A duration of whole minutes, not zero. */
  static final ValueType.OfText<TimeSpan> WHOLE_MINUTES =
      new ValueType.OfText<>("a duration of whole minutes such as 10m or 2h") {
        @Override
        @Nullable TimeSpan of(Scalar scalar) {
          return wholeMinutes(scalar, "write 1m or more, or use period, which can be any time");
        }

        @Override
        Map<String, Object> schema() {
          return JobSchema.of("type", "string");
        }
      };

  /** {@code splay: true}; no number of whole minutes. */
  static final TimeSpan WHOLE_OF_EVERY = new TimeSpan(1);

  /** A duration of whole minutes; {@code true} for the whole of {@code every}. */
  static final ValueType<TimeSpan> SPLAY =
      new ValueType.OfText<>("true, false, or a duration of whole minutes such as 15m") {
        @Override
        TimeSpan of(Scalar scalar) {
          Boolean flag = scalar.asBoolean();
          if (flag != null) {
            return flag ? WHOLE_OF_EVERY : TimeSpan.ZERO;
          }
          return wholeMinutes(scalar, "write 1m or more, or false for no splay");
        }

        @Override
        Map<String, Object> schema() {
          return JobSchema.of("type", List.of("string", "boolean"));
        }
      };

  static final ValueType<Repeat> REPEAT =
      new ValueType.OfText<>(
          "a repeating interval of ISO 8601 such as R/2026-06-04T19:25:16Z/P1D") {
        @Override
        Repeat of(Scalar scalar) {
          return Repeat.parse(scalar.text());
        }

        @Override
        Map<String, Object> schema() {
          return JobSchema.of("type", "string", "pattern", "^\\s*R[0-9]*/.+/P.+$");
        }
      };

  static final ValueType<CatchUp> CATCH_UP =
      new ValueType.OfText<>("true, false or once") {
        @Override
        CatchUp of(Scalar scalar) {
          if (scalar.text().equals("once")) {
            return CatchUp.ONCE;
          }
          Boolean flag = scalar.asBoolean();
          return flag == null ? null : flag ? CatchUp.ALL : CatchUp.NONE;
        }

        @Override
        Map<String, Object> schema() {
          return JobSchema.of(
              "anyOf",
              List.of(JobSchema.of("enum", List.of("once")), ScalarTypes.BOOLEAN.schema()));
        }
      };

  /** A moment that does not depend on a start: with a date, or at a time of every day. */
  static final ValueType.OfText<Moment> CLOCK_MOMENT =
      new ValueType.OfText<>("a date, a date and time, or a time of day such as 06:00") {
        @Override
        Moment of(Scalar scalar) {
          Moment moment = moment(scalar);
          return moment == null || moment.hasDate() || moment.text().indexOf(':') > 0
              ? moment
              : null;
        }

        @Override
        Map<String, Object> schema() {
          return JobSchema.of("type", "string");
        }
      };

  static final ValueType<Moment> DATE =
      new ValueType.OfText<>("a date, or a date and time") {
        @Override
        Moment of(Scalar scalar) {
          Moment moment = moment(scalar);
          return moment == null || moment.hasDate() ? moment : null;
        }

        @Override
        Map<String, Object> schema() {
          return JobSchema.of("type", "string");
        }
      };

  static final ValueType<Zone> TIME_ZONE =
      new ValueType.OfText<>("a time zone such as Europe/Berlin") {
        @Override
        Zone of(Scalar scalar) {
          try {
            return Zones.of(scalar.text());
          } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                VisibleText.quoted(scalar.text())
                    + " is not a time zone: write a name such as Europe/Berlin",
                e);
          }
        }

        @Override
        Map<String, Object> schema() {
          return JobSchema.of("type", "string");
        }
      };

  /** One blackout or a list of them; an empty list undoes what the defaults say. */
  static final ValueType<List<Blackout>> BLACKOUTS =
      new ValueType<>("a daily window such as 22:00-06:00, from and until, or a list of them") {
        @Override
        @Nullable List<Blackout> parse(YamlValue value, Report report) {
          List<Blackout> blackouts = new ArrayList<>();
          List<YamlValue> items = value instanceof Sequence list ? list.items() : List.of(value);
          for (YamlValue item : items) {
            Blackout one = blackout(item, report);
            if (one != null) {
              blackouts.add(one);
            }
          }
          return blackouts.size() == items.size() ? blackouts : null;
        }

        private @Nullable Blackout blackout(YamlValue value, Report report) {
          try {
            if (value instanceof Mapping mapping) {
              return ofMap(mapping, report);
            }
            if (value instanceof Scalar scalar && !scalar.isNull()) {
              return Blackout.daily(scalar.text());
            }
            expected(value, report);
            return null;
          } catch (IllegalArgumentException e) {
            report.add(value.place(), e.getMessage());
            return null;
          }
        }

        private @Nullable Blackout ofMap(Mapping mapping, Report report) {
          Values values = BlackoutKeys.TABLE.parse(mapping, report.key() + ".", report.problems());
          Moment from = values.get(BlackoutKeys.FROM, null);
          Moment until = values.get(BlackoutKeys.UNTIL, null);
          String days = values.get(BlackoutKeys.DAYS, null);
          if (!values.has(BlackoutKeys.FROM) || !values.has(BlackoutKeys.UNTIL)) {
            report.add(mapping.place(), "needs from and until");
          }
          if (from == null || until == null) {
            return null;
          }
          if (from.hasDate() != until.hasDate()) {
            throw new IllegalArgumentException("from and until are both moments, or times of day");
          }
          if (!from.hasDate()) {
            return Blackout.daily(from.text(), until.text(), days);
          }
          if (days != null) {
            throw new IllegalArgumentException("days go with times of day only");
          }
          return Blackout.between(from, until);
        }

        @Override
        Map<String, Object> schema() {
          Map<String, Object> one =
              JobSchema.of(
                  "anyOf",
                  List.of(JobSchema.of("type", "string"), JobSchema.table(BlackoutKeys.TABLE)));
          return JobSchema.of("anyOf", List.of(one, JobSchema.of("type", "array", "items", one)));
        }
      };

  /** The keys of a blackout. */
  private static final class BlackoutKeys {
    static final Key<Moment> FROM = new Key<>("from", CLOCK_MOMENT, "when it begins");
    static final Key<Moment> UNTIL = new Key<>("until", CLOCK_MOMENT, "when it is over");
    static final Key<String> DAYS =
        new Key<>("days", ScalarTypes.TEXT, "days of the week on which a daily one begins");
    static final KeyTable TABLE = new KeyTable(FROM, UNTIL, DAYS);

    private BlackoutKeys() {}
  }
}
