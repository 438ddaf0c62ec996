package processcontrol.cluster;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A transaction as {@code etcdctl txn} reads it: comparisons, what is done if all of them hold, and
 * what is done else.
 */
final class Transaction {

  private final StringBuilder comparisons = new StringBuilder();
  private final StringBuilder then = new StringBuilder();
  private final StringBuilder otherwise = new StringBuilder();

  /** The key was created in a revision; 0 for a key that does not exist. */
  Transaction ifCreated(String key, long revision) {
    comparisons.append("create(\"").append(key).append("\") = \"").append(revision).append("\"\n");
    return this;
  }

  /** The value of the key is of a revision; 0 for a key that does not exist. */
  Transaction ifModified(String key, long revision) {
    comparisons.append("mod(\"").append(key).append("\") = \"").append(revision).append("\"\n");
    return this;
  }

  /**
   * @param lease that the key ends with, or null
   */
  Transaction put(String key, String value, @Nullable String lease) {
    then.append("put ");
    if (lease != null) {
      then.append("--lease=").append(lease).append(' ');
    }
    then.append(key).append(' ').append(quoted(value)).append('\n');
    return this;
  }

  Transaction delete(String key) {
    then.append("del ").append(key).append('\n');
    return this;
  }

  Transaction get(String key) {
    then.append("get ").append(key).append('\n');
    return this;
  }

  Transaction otherwiseGet(String key) {
    otherwise.append("get ").append(key).append('\n');
    return this;
  }

  byte[] toBytes() {
    return (comparisons + "\n" + then + "\n" + otherwise + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** As Go writes text: the value is one line. */
  private static String quoted(String value) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\');
      }
      text.append(c);
    }
    return text.append('"').toString();
  }
}
