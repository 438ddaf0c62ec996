package processcontrol.notify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.posix.UnrestrictedSpawner;

/**
 * News that a process of its own delivers during a run, as lines of JSON with all that it needs.
 * That process reads nothing else: the configuration may be root's alone, and the job file may
 * change.
 */
public interface Delivery {

  /** The lines. */
  byte[] toBytes();

  /** Delivers them; returns a line for each that could not be delivered. */
  List<String> deliver();

  /** The path of the run's log, or null. */
  @Nullable String log();

  /** Returns true if the lines of the run's log begin with their time. */
  boolean timestamps();

  /**
   * Reads what {@link #toBytes} wrote, of several with an empty line between them.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static List<Delivery> listOf(byte[] bytes, UnrestrictedSpawner side) {
    List<Delivery> deliveries = new ArrayList<>();
    List<byte[]> some = new ArrayList<>();
    for (byte[] line : lines(bytes)) {
      if (line.length > 0) {
        some.add(line);
      } else {
        deliveries.add(of(some, side));
        some = new ArrayList<>();
      }
    }
    deliveries.add(of(some, side));
    return deliveries;
  }

  private static Delivery of(List<byte[]> lines, UnrestrictedSpawner side) {
    if (lines.size() < 2) {
      throw new IllegalArgumentException("there is nothing to deliver on standard input");
    }
    try {
      JsonObject head = JsonObject.of(lines.get(0));
      List<byte[]> others = lines.subList(1, lines.size());
      return head.has("part")
          ? PartialMail.of(head, others, side)
          : NotificationDelivery.of(head, others, side);
    } catch (NullPointerException | ClassCastException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("what stands on standard input cannot be delivered", e);
    }
  }

  private static List<byte[]> lines(byte[] bytes) {
    List<byte[]> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        lines.add(Arrays.copyOfRange(bytes, start, i));
        start = i + 1;
      }
    }
    return lines;
  }
}
