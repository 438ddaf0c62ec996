package processcontrol.diff;

import org.jspecify.annotations.Nullable;

/**
 * A key with another effective value.
 *
 * @param from null for a key that was not set
 * @param to null for a key that is not set any more
 * @param layer origin of the new value, or of the old one if there is none
 */
public record KeyChange(
    String key, @Nullable String from, @Nullable String to, @Nullable String layer) {

  private static final String HIDDEN = "not shown";

  /** The same, without the values if these may be secret. */
  KeyChange withoutSecret() {
    boolean secret =
        key.startsWith("environment") || key.endsWith("url") || key.startsWith("notify");
    return secret
        ? new KeyChange(key, from == null ? null : HIDDEN, to == null ? null : HIDDEN, layer)
        : this;
  }

  String identity() {
    return key + "\0" + from + "\0" + to + "\0" + layer;
  }
}
