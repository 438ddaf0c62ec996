package processcontrol.config;

import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.config.KeyTable.Values;
import processcontrol.job.Blackout;
import processcontrol.job.CatchUp;
import processcontrol.job.Moment;
import processcontrol.job.TimeSpan;
import processcontrol.job.Timing;

/** Makes the timing of a job of its keys, and notes which of them do not go together. */
final class TimingBuilder {

  private static final List<Key<?>> ALL =
      List.of(
          JobKeys.EVERY,
          JobKeys.SPLAY,
          JobKeys.PERIOD,
          JobKeys.PAUSE,
          JobKeys.RANDOM,
          JobKeys.REPEAT,
          JobKeys.EPSILON,
          JobKeys.CATCH_UP,
          JobKeys.START_DEADLINE,
          JobKeys.NOT_BEFORE,
          JobKeys.NOT_AFTER,
          JobKeys.BLACKOUT,
          JobKeys.TIME_ZONE);

  private final Values values;
  private final Problems problems;

  private TimingBuilder(Values values, Problems problems) {
    this.values = values;
    this.problems = problems;
  }

  /** The timing, or null for a job without any of its keys. */
  static @Nullable Timing build(Values values, Problems problems) {
    for (Key<?> key : ALL) {
      if (values.has(key)) {
        return new TimingBuilder(values, problems).timing();
      }
    }
    return null;
  }

  private Timing timing() {
    checkKinds();
    needs(JobKeys.RANDOM, JobKeys.PERIOD, JobKeys.PAUSE);
    needs(JobKeys.EPSILON, JobKeys.REPEAT, null);
    checkLimits();
    TimeSpan every = values.get(JobKeys.EVERY, TimeSpan.ZERO);
    return new Timing(
        every,
        splay(every),
        values.get(JobKeys.PERIOD, TimeSpan.ZERO),
        values.get(JobKeys.PAUSE, TimeSpan.ZERO),
        values.get(JobKeys.RANDOM, TimeSpan.ZERO),
        values.get(JobKeys.REPEAT, null),
        values.get(JobKeys.EPSILON, Timing.DEFAULT_EPSILON),
        values.get(JobKeys.CATCH_UP, CatchUp.NONE),
        values.get(JobKeys.START_DEADLINE, TimeSpan.ZERO),
        values.get(JobKeys.NOT_BEFORE, null),
        values.get(JobKeys.NOT_AFTER, null),
        values.get(JobKeys.BLACKOUT, List.<Blackout>of()),
        values.get(JobKeys.TIME_ZONE, null));
  }

  /** Checks that one kind of timing starts the job; period and pause are two sides of one. */
  private void checkKinds() {
    Key<?> chosen = null;
    for (Key<?> key :
        List.of(JobKeys.SCHEDULE, JobKeys.EVERY, JobKeys.REPEAT, JobKeys.PERIOD, JobKeys.PAUSE)) {
      if (values.has(key) && chosen != null && !(isRound(chosen) && isRound(key))) {
        problems.add(
            values.placeOf(key),
            key.name()
                + ": does not go with "
                + values.nameWithPlace(chosen, key)
                + "; use one of them");
      }
      chosen = values.has(key) && chosen == null ? key : chosen;
    }
  }

  /** Times of the day limit each day, so that from evening to morning nothing is left of it. */
  private void checkLimits() {
    Moment first = values.get(JobKeys.NOT_BEFORE, null);
    Moment last = values.get(JobKeys.NOT_AFTER, null);
    if (first == null || last == null || first.hasDate() != last.hasDate()) {
      return;
    }
    long left = first.mostMillisTo(last) + (last.isDate() ? TimeSpan.DAY_MILLIS : 1);
    if (left <= 0) {
      problems.add(
          values.placeOf(JobKeys.NOT_AFTER),
          "not_after: "
              + last
              + " is before not_before, "
              + first
              + (last.hasDate() ? "" : "; use blackout: " + last + "-" + first));
    }
  }

  /** By name: the first equals of records costs ten milliseconds. */
  private static boolean isRound(Key<?> key) {
    return key.name().equals(JobKeys.PERIOD.name()) || key.name().equals(JobKeys.PAUSE.name());
  }

  private void needs(Key<?> key, Key<?> one, @Nullable Key<?> other) {
    if (values.has(key) && !values.has(one) && (other == null || !values.has(other))) {
      String either = other == null ? one.name() : one.name() + " or " + other.name();
      problems.add(values.placeOf(key), key.name() + ": has no meaning without " + either);
    }
  }

  private TimeSpan splay(TimeSpan every) {
    TimeSpan splay = values.get(JobKeys.SPLAY, TimeSpan.ZERO);
    if (splay.millis() == TimingTypes.WHOLE_OF_EVERY.millis()) {
      if (every.isZero() && values.has(JobKeys.SCHEDULE)) {
        problems.add(
            values.placeOf(JobKeys.SPLAY),
            "splay: how far? with a schedule it is a duration such as 15m");
      }
      return every;
    }
    if (!every.isZero() && splay.compareTo(every) > 0) {
      problems.add(
          values.placeOf(JobKeys.SPLAY), "splay: " + splay + " is longer than every: " + every);
    }
    return splay;
  }
}
