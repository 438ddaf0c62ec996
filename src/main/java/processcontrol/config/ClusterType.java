package processcontrol.config;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import processcontrol.config.KeyTable.Values;
import processcontrol.config.YamlValue.Scalar;
import processcontrol.job.Cluster;
import processcontrol.job.TimeSpan;
import processcontrol.job.VisibleText;
import processcontrol.posix.HostName;

/** The keys of {@code cluster}, in the global configuration. */
final class ClusterType extends MapType<Cluster> {

  private static final class Keys {
    static final ValueType<String> NAME = new Name();
    static final Key<String> CLUSTER_NAME =
        new Key<>("name", NAME, "name of the cluster, in the keys in etcd");
    static final Key<String> HOST = new Key<>("host", NAME, "this machine's name in hosts");
    static final Key<List<String>> HOSTS =
        new Key<>("hosts", new CompositeTypes.ListOf<>(NAME), "all hosts of the cluster");
    static final Key<List<String>> ENDPOINTS =
        new Key<>(
            "endpoints",
            new CompositeTypes.ListOf<>(new Endpoint()),
            "where etcd's members listen");
    static final Key<String> AUTHORITY =
        new Key<>(
            "certificate_authority", ScalarTypes.PATH, "file that verifies etcd's certificates");
    static final Key<String> CERTIFICATE =
        new Key<>("certificate", ScalarTypes.PATH, "file with this host's certificate");
    static final Key<String> KEY = new Key<>("key", ScalarTypes.PATH, "file with its private key");
    static final Key<TimeSpan> LEASE =
        new Key<>("lease", ScalarTypes.DURATION, "how long a lock outlives its last renewal");
    static final Key<TimeSpan> REQUEST_TIMEOUT =
        new Key<>("request_timeout", MeasureTypes.LASTING, "longest time for one call of etcdctl");
    static final Key<TimeSpan> STAGGER =
        new Key<>(
            "stagger",
            ScalarTypes.DURATION,
            "how much longer each host waits than the one before it");
    static final Key<TimeSpan> KEEP =
        new Key<>("keep", ScalarTypes.DURATION, "how long etcd keeps what has been started");
    static final KeyTable TABLE =
        new KeyTable(
            CLUSTER_NAME,
            HOST,
            HOSTS,
            ENDPOINTS,
            AUTHORITY,
            CERTIFICATE,
            KEY,
            LEASE,
            REQUEST_TIMEOUT,
            STAGGER,
            KEEP);

    private Keys() {}
  }

  private static final int MAX_HOSTS = 1000;
  private static final TimeSpan MIN_LEASE = TimeSpan.ofSeconds(10);
  private static final TimeSpan MAX_LEASE = TimeSpan.ofSeconds(3600);
  private static final TimeSpan MIN_KEEP = TimeSpan.ofSeconds(3600);

  @Override
  KeyTable table() {
    return Keys.TABLE;
  }

  @Override
  Cluster of(Values values, Report report) {
    List<String> hosts = values.get(Keys.HOSTS, List.<String>of());
    List<String> endpoints = values.get(Keys.ENDPOINTS, List.<String>of());
    require(Keys.HOSTS, values, report);
    require(Keys.ENDPOINTS, values, report);
    String host = values.get(Keys.HOST, null);
    boolean own = host == null && !values.has(Keys.HOST);
    host = own ? HostName.find() : host;
    if (!hosts.isEmpty() && host != null) {
      checkHosts(host, own, hosts, values, report);
    }
    checkCertificates(endpoints, values, report);
    return new Cluster(
        values.get(Keys.CLUSTER_NAME, "main"),
        host,
        hosts,
        endpoints,
        values.get(Keys.AUTHORITY, null),
        values.get(Keys.CERTIFICATE, null),
        values.get(Keys.KEY, null),
        lease(values, report),
        values.get(Keys.REQUEST_TIMEOUT, TimeSpan.ofSeconds(3)),
        values.get(Keys.STAGGER, TimeSpan.ofSeconds(2)),
        keep(values, report));
  }

  private static void require(Key<?> key, Values values, Report report) {
    if (!values.has(key)) {
      report.add(values.place(), "needs " + key.name() + ": " + key.summary());
    }
  }

  private static void checkHosts(
      String host, boolean own, List<String> hosts, Values values, Report report) {
    Set<String> seen = new HashSet<>();
    for (String each : hosts) {
      if (!seen.add(each)) {
        report.of("hosts").add(values.placeOf(Keys.HOSTS), each + " stands there twice");
      }
    }
    if (hosts.size() > MAX_HOSTS) {
      report.of("hosts").add(values.placeOf(Keys.HOSTS), "at most " + MAX_HOSTS + " hosts");
    }
    if (!seen.contains(host)) {
      String what = own ? ", this machine's name," : "";
      report
          .of("host")
          .add(
              values.placeOf(Keys.HOST),
              VisibleText.quoted(host)
                  + what
                  + " is not among cluster.hosts"
                  + (own ? "; add it, or set cluster.host" : ""));
    }
  }

  private static void checkCertificates(List<String> endpoints, Values values, Report report) {
    if (values.has(Keys.CERTIFICATE) != values.has(Keys.KEY)) {
      Key<?> given = values.has(Keys.KEY) ? Keys.KEY : Keys.CERTIFICATE;
      Key<?> missing = values.has(Keys.KEY) ? Keys.CERTIFICATE : Keys.KEY;
      report
          .of(given.name())
          .add(values.placeOf(given), "needs cluster." + missing.name() + " as well");
    }
    boolean secret = values.has(Keys.CERTIFICATE) || values.has(Keys.AUTHORITY);
    for (String endpoint : endpoints) {
      if (secret && endpoint.startsWith("http:")) {
        report
            .of("endpoints")
            .add(
                values.placeOf(Keys.ENDPOINTS),
                endpoint + " is not encrypted, so certificates have no effect; write https://");
        return;
      }
    }
  }

  private static TimeSpan lease(Values values, Report report) {
    TimeSpan lease = values.get(Keys.LEASE, TimeSpan.ofSeconds(60));
    boolean odd = lease.millis() % 1000 != 0;
    if (odd || lease.compareTo(MIN_LEASE) < 0 || lease.compareTo(MAX_LEASE) > 0) {
      report
          .of("lease")
          .add(
              values.placeOf(Keys.LEASE),
              lease + ": must be whole seconds, from " + MIN_LEASE + " to " + MAX_LEASE);
      return TimeSpan.ofSeconds(60);
    }
    TimeSpan timeout = values.get(Keys.REQUEST_TIMEOUT, TimeSpan.ofSeconds(3));
    if (timeout.millis() * 3 > lease.millis()) {
      report
          .of("request_timeout")
          .add(
              values.placeOf(Keys.REQUEST_TIMEOUT),
              timeout + " is more than a third of lease, " + lease);
    }
    return lease;
  }

  private static TimeSpan keep(Values values, Report report) {
    TimeSpan keep = values.get(Keys.KEEP, new TimeSpan(8 * 86_400_000L));
    if (keep.compareTo(MIN_KEEP) < 0) {
      report
          .of("keep")
          .add(
              values.placeOf(Keys.KEEP),
              keep + " is too short: at least " + MIN_KEEP + ", and longer than clocks differ");
    }
    return keep;
  }

  /** Name of a host, or of a cluster: a part of a key in etcd and a word in JSON. */
  static final class Name extends ValueType.OfText<String> {
    Name() {
      super("a name");
    }

    @Override
    String of(Scalar scalar) {
      String text = ScalarTypes.TEXT.of(scalar);
      boolean fits = !text.isEmpty() && text.length() <= 64 && text.charAt(0) != '.';
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        fits &=
            (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '-'
                || c == '_';
      }
      if (!fits || text.charAt(0) == '-') {
        throw new IllegalArgumentException(
            VisibleText.quoted(text)
                + " is not a name: at most 64 letters, digits, '.', '_' and '-'");
      }
      return text;
    }

    @Override
    Map<String, Object> schema() {
      return JobSchema.of("type", "string", "pattern", "^[A-Za-z0-9_][A-Za-z0-9._-]{0,63}$");
    }
  }

  /** The address of a member: it becomes an argument of etcdctl, in a list with commas. */
  private static final class Endpoint extends ValueType.OfText<String> {
    Endpoint() {
      super("an address such as https://etcd1:2379");
    }

    @Override
    String of(Scalar scalar) {
      String text = ScalarTypes.TEXT.of(scalar);
      int start = text.startsWith("https://") ? 8 : text.startsWith("http://") ? 7 : 0;
      int colon = text.lastIndexOf(':');
      boolean fits = start > 0 && colon > start && colon < text.length() - 1;
      for (int i = start; i < text.length() && fits; i++) {
        char c = text.charAt(i);
        boolean digit = c >= '0' && c <= '9';
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        fits = digit || (i <= colon ? letter || ".-:[]".indexOf(c) >= 0 : i != colon && digit);
      }
      if (!fits) {
        throw new IllegalArgumentException(
            VisibleText.quoted(text)
                + " is not an address of etcd: write https://HOST:PORT, such as"
                + " https://etcd1:2379");
      }
      return text;
    }
  }
}
