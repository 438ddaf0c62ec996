package processcontrol.config;

import processcontrol.config.KeyTable.Values;
import processcontrol.job.LogPolicy;
import processcontrol.job.TimeSpan;

/** The keys of {@code log}. */
final class LogType extends MapType<LogPolicy> {

  private static final class Keys {
    static final Key<Integer> MAX_RUNS =
        new Key<>(
            "max_runs",
            new ScalarTypes.WholeNumber(0, 1_000_000),
            "the most runs whose logs are kept; 0 for no limit");
    static final Key<TimeSpan> MAX_AGE =
        new Key<>("max_age", ScalarTypes.DURATION, "age at which logs are removed; 0 for never");
    static final Key<Long> MAX_BYTES =
        new Key<>("max_bytes", MeasureTypes.SIZE, "the most that all logs take; 0 for no limit");
    static final Key<Long> ROTATE_BYTES =
        new Key<>(
            "rotate_bytes",
            MeasureTypes.SIZE,
            "size at which the log of a run is continued in a new file; 0 for never");
    static final Key<Integer> ROTATE_FILES =
        new Key<>(
            "rotate_files",
            new ScalarTypes.WholeNumber(0, 1000),
            "the most older files of one run's log that are kept");
    static final Key<Boolean> TIMESTAMPS =
        new Key<>("timestamps", ScalarTypes.BOOLEAN, "begin every line with its time");
    static final KeyTable TABLE =
        new KeyTable(MAX_RUNS, MAX_AGE, MAX_BYTES, ROTATE_BYTES, ROTATE_FILES, TIMESTAMPS);

    private Keys() {}
  }

  @Override
  KeyTable table() {
    return Keys.TABLE;
  }

  @Override
  LogPolicy of(Values values, Report report) {
    LogPolicy byDefault = LogPolicy.DEFAULT;
    long rotateBytes = values.get(Keys.ROTATE_BYTES, byDefault.rotateBytes());
    if (rotateBytes != 0 && rotateBytes < LogPolicy.MIN_ROTATE_BYTES) {
      report
          .of("rotate_bytes")
          .add(
              values.placeOf(Keys.ROTATE_BYTES),
              rotateBytes + " is too small: 0, or at least " + LogPolicy.MIN_ROTATE_BYTES);
    }
    return new LogPolicy(
        values.get(Keys.MAX_RUNS, byDefault.maxRuns()),
        values.get(Keys.MAX_AGE, byDefault.maxAge()),
        values.get(Keys.MAX_BYTES, byDefault.maxBytes()),
        rotateBytes,
        values.get(Keys.ROTATE_FILES, byDefault.rotateFiles()),
        values.get(Keys.TIMESTAMPS, byDefault.timestamps()));
  }
}
