package processcontrol.cluster;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reply to a transaction or a read of etcd, from the JSON that etcdctl prints.
 *
 * @param revision of the whole store
 * @param succeeded whether the comparisons of a transaction held
 * @param values in the order in which they were asked for
 */
record EtcdReply(long revision, boolean succeeded, List<KeyValue> values) {

  /** The value of a key; null if there is none. */
  @Nullable KeyValue get(String key) {
    for (KeyValue value : values) {
      if (value.key().equals(key)) {
        return value;
      }
    }
    return null;
  }

  static EtcdReply parse(byte[] json) throws EtcdException {
    EtcdReply reply;
    try {
      reply = new ReplyScanner(json).read();
    } catch (IllegalArgumentException e) {
      throw new EtcdException("etcdctl printed something else than JSON");
    }
    if (reply.revision <= 0) {
      // All answers of etcd have it: without one, nothing was asked or told.
      throw new EtcdException("etcdctl printed something else than an answer of etcd");
    }
    return reply;
  }
}
