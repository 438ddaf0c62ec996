package processcontrol.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.config.KeyTable.Values;
import processcontrol.config.YamlValue.Mapping;

/** The keys that share a job among the hosts of a cluster. */
final class ClusterPolicyType extends ValueType<ClusterPolicyType.Wish> {

  /**
   * The wish of a job, before it is known if its machine is in a cluster.
   *
   * @param hosts empty for all
   */
  record Wish(
      boolean wanted,
      List<String> hosts,
      String order,
      String whenUnreachable,
      String whenLost,
      boolean rerunLost) {}

  static final class Keys {
    static final Key<List<String>> HOSTS =
        new Key<>(
            "hosts", new CompositeTypes.ListOf<>(new ClusterType.Name()), "hosts that may run it");
    static final Key<String> ORDER =
        new Key<>(
            "order", new MeasureTypes.Word("spread", "fixed"), "which host comes first for it");
    static final Key<String> WHEN_UNREACHABLE =
        new Key<>(
            "when_unreachable",
            new MeasureTypes.Word("wait", "skip", "run"),
            "what becomes of a start while etcd cannot be reached");
    static final Key<String> WHEN_LOST =
        new Key<>(
            "when_lost",
            new MeasureTypes.Word("stop", "finish"),
            "what becomes of a run that cannot keep its lock");
    static final Key<Boolean> RERUN_LOST =
        new Key<>(
            "rerun_lost", ScalarTypes.BOOLEAN, "run a start once more whose host died in the run");
    static final KeyTable TABLE =
        new KeyTable(HOSTS, ORDER, WHEN_UNREACHABLE, WHEN_LOST, RERUN_LOST);

    private Keys() {}
  }

  ClusterPolicyType() {
    super("true, false, or keys and values");
  }

  @Override
  KeyTable table() {
    return Keys.TABLE;
  }

  @Override
  @Nullable Wish parse(YamlValue value, Report report) {
    if (!(value instanceof Mapping mapping)) {
      Boolean wanted = ScalarTypes.BOOLEAN.parse(value, report);
      return wanted == null ? null : new Wish(wanted, List.of(), "spread", "wait", "stop", false);
    }
    Values values = Keys.TABLE.parse(mapping, report.key() + ".", report.problems());
    return new Wish(
        true,
        values.get(Keys.HOSTS, List.<String>of()),
        values.get(Keys.ORDER, "spread"),
        values.get(Keys.WHEN_UNREACHABLE, "wait"),
        values.get(Keys.WHEN_LOST, "stop"),
        values.get(Keys.RERUN_LOST, false));
  }

  @Override
  Map<String, Object> schema() {
    return JobSchema.of(
        "anyOf", List.of(ScalarTypes.BOOLEAN.schema(), JobSchema.table(Keys.TABLE)));
  }
}
