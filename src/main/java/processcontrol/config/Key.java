package processcontrol.config;

/**
 * A key that may stand in a file.
 *
 * @param summary what it is for, as help and manual say it
 */
record Key<T>(String name, ValueType<T> type, String summary) {}
