package processcontrol.config;

import org.jspecify.annotations.Nullable;
import processcontrol.config.KeyTable.Values;
import processcontrol.job.Pool;

/** The keys of {@code pool}. */
final class PoolType extends MapType<Pool> {

  private static final class Keys {
    static final Key<String> NAME = new Key<>("name", ScalarTypes.POOL_NAME, "name of the pool");
    static final Key<Integer> LIMIT =
        new Key<>(
            "limit",
            new ScalarTypes.WholeNumber(1, Pool.MAX_LIMIT),
            "how many jobs of the pool run at once");
    static final KeyTable TABLE = new KeyTable(NAME, LIMIT);

    private Keys() {}
  }

  @Override
  KeyTable table() {
    return Keys.TABLE;
  }

  @Override
  @Nullable Pool of(Values values, Report report) {
    if (!values.has(Keys.NAME) || !values.has(Keys.LIMIT)) {
      report.add(values.place(), "needs a name and a limit");
      return null;
    }
    String name = values.get(Keys.NAME, null);
    return name == null
        ? null
        : new Pool(name, values.get(Keys.LIMIT, 1), values.place() + ": " + report.key());
  }
}
