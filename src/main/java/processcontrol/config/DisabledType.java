package processcontrol.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.config.KeyTable.Values;
import processcontrol.config.YamlValue.Mapping;
import processcontrol.job.Moment;
import processcontrol.job.VisibleText;
import processcontrol.job.Zone;
import processcontrol.zone.Zones;

/** The key that disables a job; with a reason, and an end, if wanted. */
final class DisabledType extends ValueType<DisabledType.Disabled> {

  /**
   * @param until the day from which on it must not be disabled any more, or null
   */
  record Disabled(boolean is, @Nullable Moment until, @Nullable String reason) {}

  private static final class Keys {
    static final Key<Moment> UNTIL =
        new Key<>("until", TimingTypes.DATE, "when the exception is over");
    static final Key<String> REASON = new Key<>("reason", ScalarTypes.TITLE, "why");
    static final KeyTable TABLE = new KeyTable(UNTIL, REASON);

    private Keys() {}
  }

  DisabledType() {
    super("true or false");
  }

  @Override
  @Nullable Disabled parse(YamlValue value, Report report) {
    if (!(value instanceof Mapping mapping)) {
      Boolean flag = ScalarTypes.BOOLEAN.parse(value, report);
      return flag == null ? null : new Disabled(flag, null, null);
    }
    Values values = Keys.TABLE.parse(mapping, report.key() + ".", report.problems());
    if (!values.has(Keys.UNTIL)) {
      report.add(mapping.place(), "needs until: an exception has to expire");
    }
    Moment until = values.get(Keys.UNTIL, null);
    String reason = values.get(Keys.REASON, null);
    return new Disabled(true, until, reason);
  }

  /** Notes that an exception is over, by the clock of the job. */
  static void check(Values job, Problems problems) {
    Disabled disabled = job.get(JobKeys.DISABLED, null);
    if (disabled == null || disabled.until() == null) {
      return;
    }
    // Asked only here: a launch does not read the machine's time zone for nothing.
    Zone own = job.get(JobKeys.TIME_ZONE, null);
    Zone zone = own == null ? Zones.ofMachine() : own;
    if (!disabled.until().isAhead(System.currentTimeMillis(), zone)) {
      problems.add(
          job.placeOf(JobKeys.DISABLED, Keys.UNTIL.name()),
          JobKeys.DISABLED.name()
              + "."
              + Keys.UNTIL.name()
              + ": "
              + disabled.until()
              + " has come"
              + (disabled.reason() == null
                  ? ""
                  : " (" + VisibleText.excerpt(disabled.reason()) + ")")
              + ": enable the job, or say until when it stays disabled");
    }
  }

  @Override
  Map<String, Object> schema() {
    return JobSchema.of(
        "anyOf", List.of(ScalarTypes.BOOLEAN.schema(), JobSchema.table(Keys.TABLE)));
  }
}
