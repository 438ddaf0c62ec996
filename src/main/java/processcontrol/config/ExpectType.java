package processcontrol.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.config.KeyTable.Values;
import processcontrol.config.YamlValue.Scalar;
import processcontrol.job.Expectation;
import processcontrol.job.Expectation.FreshFile;
import processcontrol.job.TimeSpan;

/** The keys of {@code expect}. */
final class ExpectType extends MapType<Expectation> {

  private static final class Keys {
    static final Key<TimeSpan> MIN_DURATION =
        new Key<>("min_duration", ScalarTypes.DURATION, "shortest time of a success");
    static final Key<TimeSpan> MAX_DURATION =
        new Key<>("max_duration", ScalarTypes.DURATION, "longest time of a success");
    static final Key<List<String>> MUST_MATCH =
        new Key<>(
            "must_match", new PatternType.Patterns(), "patterns, each found in a line of output");
    static final Key<List<String>> MUST_NOT_MATCH =
        new Key<>(
            "must_not_match",
            new PatternType.Patterns(),
            "patterns, none found in a line of output");
    static final Key<List<FreshFile>> FRESH_FILES =
        new Key<>(
            "fresh_files",
            new CompositeTypes.ListOf<>(new FreshFileType(), true),
            "files that must have been changed");
    static final Key<Long> MAX_OUTPUT =
        new Key<>("max_output", MeasureTypes.SIZE, "the most output of a success");
    static final KeyTable TABLE =
        new KeyTable(
            MIN_DURATION, MAX_DURATION, MUST_MATCH, MUST_NOT_MATCH, FRESH_FILES, MAX_OUTPUT);

    private Keys() {}
  }

  /** A path alone, or a path and an age. */
  private static final class FreshFileType extends MapType<FreshFile> {
    private static final Key<String> PATH = new Key<>("path", ScalarTypes.PATH, "the file");
    private static final Key<TimeSpan> WITHIN =
        new Key<>(
            "within",
            MeasureTypes.LASTING,
            "its greatest age when the commands have ended; default: changed since they began");
    private static final KeyTable TABLE = new KeyTable(PATH, WITHIN);

    FreshFileType() {
      super("an absolute path, or keys and values");
    }

    @Override
    KeyTable table() {
      return TABLE;
    }

    @Override
    @Nullable FreshFile parse(YamlValue value, Report report) {
      if (value instanceof Scalar scalar && !scalar.isNull()) {
        String path = ScalarTypes.PATH.parse(value, report);
        return path == null ? null : new FreshFile(path, TimeSpan.ZERO);
      }
      return super.parse(value, report);
    }

    @Override
    @Nullable FreshFile of(Values values, Report report) {
      if (!values.has(PATH)) {
        report.of("path").add(values.place(), "is missing");
      }
      String path = values.get(PATH, null);
      return path == null ? null : new FreshFile(path, values.get(WITHIN, TimeSpan.ZERO));
    }

    @Override
    Map<String, Object> schema() {
      return JobSchema.of("anyOf", List.of(ScalarTypes.PATH.schema(), super.schema()));
    }
  }

  @Override
  KeyTable table() {
    return Keys.TABLE;
  }

  @Override
  Expectation of(Values values, Report report) {
    TimeSpan min = values.get(Keys.MIN_DURATION, TimeSpan.ZERO);
    TimeSpan max = values.get(Keys.MAX_DURATION, TimeSpan.ZERO);
    if (!max.isZero() && min.compareTo(max) > 0) {
      report
          .of("max_duration")
          .add(values.placeOf(Keys.MAX_DURATION), max + " is less than min_duration, " + min);
    }
    return new Expectation(
        min,
        max,
        values.get(Keys.MUST_MATCH, List.<String>of()),
        values.get(Keys.MUST_NOT_MATCH, List.<String>of()),
        values.get(Keys.FRESH_FILES, List.<FreshFile>of()),
        values.get(Keys.MAX_OUTPUT, -1L));
  }
}
