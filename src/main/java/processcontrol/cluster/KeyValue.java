package processcontrol.cluster;

/**
 * A key in etcd and its value.
 *
 * @param created the revision that created it
 * @param modified the revision of its value
 */
record KeyValue(String key, String value, long created, long modified) {}
