package processcontrol.config;

import processcontrol.config.KeyTable.Values;
import processcontrol.job.RetryLater;
import processcontrol.job.TimeSpan;

/** The keys of {@code retry_later}. */
final class RetryLaterType extends MapType<RetryLater> {

  private static final class Keys {
    static final Key<Integer> AFTER_FAILURES =
        new Key<>(
            "after_failures",
            new ScalarTypes.WholeNumber(1, 10_000),
            "failed runs in a row after which starts are skipped");
    static final Key<Double> FACTOR =
        new Key<>("factor", MeasureTypes.FACTOR, "how much fewer starts are with every failure");
    static final Key<TimeSpan> MAX =
        new Key<>("max", MeasureTypes.LASTING, "longest time from one start to the next");
    static final KeyTable TABLE = new KeyTable(AFTER_FAILURES, FACTOR, MAX);

    private Keys() {}
  }

  @Override
  KeyTable table() {
    return Keys.TABLE;
  }

  @Override
  RetryLater of(Values values, Report report) {
    double factor = values.get(Keys.FACTOR, RetryLater.DEFAULT_FACTOR);
    if (factor <= 1) {
      report.of("factor").add(values.placeOf(Keys.FACTOR), "must be more than 1");
    }
    return new RetryLater(
        values.get(Keys.AFTER_FAILURES, RetryLater.DEFAULT_AFTER_FAILURES),
        factor,
        values.get(Keys.MAX, RetryLater.DEFAULT_MAX));
  }
}
