package processcontrol.cluster;

/**
 * A key in etcd and its value.
 *
 * @param created the revision in which it came to be
 * @param modified the revision of its value
 */
record KeyValue(String key, String value, long created, long modified) {}
