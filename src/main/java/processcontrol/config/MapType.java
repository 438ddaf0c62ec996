package processcontrol.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import processcontrol.config.KeyTable.Values;
import processcontrol.config.YamlValue.Mapping;
import processcontrol.config.YamlValue.Scalar;

/**
 * The type of a map with keys of its own. The table is loaded where such a map is met, so that jobs
 * without one do not pay for it.
 */
abstract class MapType<T> extends ValueType<T> {

  MapType() {
    super("keys and values");
  }

  abstract KeyTable table();

  /** The value, or null after noting what is wrong with it. */
  abstract T of(Values values, Report report);

  /** Null for an empty map, too: the way to undo what the defaults say. */
  @Override
  T parse(YamlValue value, Report report) {
    if (value instanceof Scalar scalar && scalar.isNull()) {
      return null;
    }
    if (!(value instanceof Mapping mapping)) {
      return expected(value, report);
    }
    if (mapping.entries().isEmpty()) {
      return null;
    }
    return of(table().parse(mapping, report.key() + ".", report.problems()), report);
  }

  @Override
  Map<String, Object> schema() {
    Map<String, Object> schema = new LinkedHashMap<>(JobSchema.table(table()));
    schema.put("type", List.of("object", "null"));
    return schema;
  }
}
