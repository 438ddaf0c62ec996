package processcontrol.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.config.KeyTable.Values;
import processcontrol.config.YamlValue.Mapping;
import processcontrol.config.YamlValue.Scalar;

/**
 * The type of a map with keys of its own. The table is loaded where such a map is met, so that jobs
 * without one do not pay for it.
 */
abstract class MapType<T> extends ValueType<T> {

  private final boolean mayBeEmpty;

  /** A map that may be empty: the way to undo what the defaults say. */
  MapType() {
    super("keys and values");
    this.mayBeEmpty = true;
  }

  /** An item of a list, which says something or should not stand there. */
  MapType(String expectation) {
    super(expectation);
    this.mayBeEmpty = false;
  }

  @Override
  abstract KeyTable table();

  /** The value, or null after noting what is wrong with it. */
  abstract @Nullable T of(Values values, Report report);

  /** Null for an empty map that may be empty, too. */
  @Override
  @Nullable T parse(YamlValue value, Report report) {
    if (mayBeEmpty && isNothing(value)) {
      return null;
    }
    return value instanceof Mapping mapping
        ? of(table().parse(mapping, report.key() + ".", report.problems()), report)
        : expected(value, report);
  }

  private static boolean isNothing(YamlValue value) {
    return value instanceof Mapping mapping
        ? mapping.entries().isEmpty()
        : value instanceof Scalar scalar && scalar.isNull();
  }

  @Override
  Map<String, Object> schema() {
    Map<String, Object> schema = new LinkedHashMap<>(JobSchema.table(table()));
    if (mayBeEmpty) {
      schema.put("type", List.of("object", "null"));
    }
    return schema;
  }
}
