package processcontrol.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.config.YamlValue.Faulty;
import processcontrol.config.YamlValue.Mapping;
import processcontrol.config.YamlValue.Scalar;
import processcontrol.job.VisibleText;

/**
 * The type of a key's value: how it is written in YAML, and what it becomes. Named classes, not
 * lambdas: a first lambda costs several milliseconds of launch.
 */
abstract class ValueType<T> {

  private final String expectation;

  /**
   * @param expectation what a message says that was expected: "text", "true or false"
   */
  ValueType(String expectation) {
    this.expectation = expectation;
  }

  /** The value, or null after noting what is wrong with it. */
  abstract @Nullable T parse(YamlValue value, Report report);

  /** Returns how a value is written, in words. */
  final String expectation() {
    return expectation;
  }

  /** The keys within a value that is a map, or a list of maps; else null. */
  @Nullable KeyTable table() {
    return null;
  }

  /**
   * Returns how a value is written, in the keywords of JSON Schema: at most as strict as {@link
   * #parse}. Anything, where a type does not say. Only {@link JobSchema} asks.
   */
  Map<String, Object> schema() {
    return Map.of();
  }

  final @Nullable T expected(YamlValue value, Report report) {
    report.expected(expectation, value);
    return null;
  }

  /** Receiver of the faults of one key's value. */
  record Report(String key, Problems problems) {
    void add(Place place, String message) {
      problems.add(place, key + ": " + message);
    }

    void note(Place place, String message) {
      problems.note(place, key + ": " + message);
    }

    /** Notes a value of another kind, unless its fault was noted when it was read. */
    void expected(String expectation, YamlValue value) {
      if (!(value instanceof Faulty)) {
        String example = value instanceof Mapping ? "" : YamlHints.example(key);
        add(value.place(), "expected " + expectation + ", not " + value.describe() + example);
      }
    }

    Report of(String inner) {
      return new Report(key + "." + VisibleText.excerpt(inner), problems);
    }
  }

  /** A type whose values are written as one scalar. */
  abstract static class OfText<T> extends ValueType<T> {
    OfText(String expectation) {
      super(expectation);
    }

    /**
     * @throws IllegalArgumentException with the message to report
     */
    abstract @Nullable T of(Scalar scalar);

    @Override
    @Nullable T parse(YamlValue value, Report report) {
      if (!(value instanceof Scalar scalar) || scalar.isNull()) {
        return expected(value, report);
      }
      try {
        T parsed = of(scalar);
        return parsed == null ? expected(value, report) : parsed;
      } catch (IllegalArgumentException e) {
        report.add(value.place(), e.getMessage());
        return null;
      }
    }
  }
}
