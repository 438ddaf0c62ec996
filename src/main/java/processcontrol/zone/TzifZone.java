package processcontrol.zone;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import processcontrol.job.Zone;

/**
 * A zone as a file of tzfile(5), RFC 8536, has it: a table of changes, and a rule for the time
 * after the last of them. The table is searched in the file's bytes as they are.
 */
final class TzifZone extends Zone {

  private static final int MAGIC = 0x545a6966; // TZif
  private static final int HEADER = 44;
  private static final int TYPE_SIZE = 6;

  private final ByteBuffer bytes;
  private final int timeSize;

  /** Positions of the table's parts: moments, the type of time that each begins, those types. */
  private final int times;

  private final int indexes;
  private final int types;

  private final int count;
  private final @Nullable PosixRule rule;

  private TzifZone(
      String name, ByteBuffer bytes, int timeSize, int times, int count, @Nullable PosixRule rule) {
    super(name);
    this.bytes = bytes;
    this.timeSize = timeSize;
    this.times = times;
    this.indexes = times + count * timeSize;
    this.types = indexes + count;
    this.count = count;
    this.rule = rule;
  }

  /** Null if it is no such file, a damaged one, or one that counts leap seconds. */
  static @Nullable Zone of(String name, byte[] file) {
    try {
      return parse(name, file);
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      return null;
    }
  }

  private static Zone parse(String name, byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    int header = 0;
    int timeSize = 4;
    if (bytes.get(4) != 0) {
      // This part is for programs that know 32 bits only; then the same comes again.
      header = checkedEnd(bytes, header, timeSize);
      timeSize = 8;
    }
    int end = checkedEnd(bytes, header, timeSize);
    int count = bytes.getInt(header + 32);
    PosixRule rule = timeSize == 8 ? rule(file, end) : null;
    TzifZone zone = new TzifZone(name, bytes, timeSize, header + HEADER, count, rule);
    zone.check(bytes.getInt(header + 36));
    return zone;
  }

  /** Returns the end of a header and the data that it announces. */
  private static int checkedEnd(ByteBuffer bytes, int header, int timeSize) {
    if (bytes.getInt(header) != MAGIC) {
      throw new IllegalArgumentException("no TZif");
    }
    // Markers for UT and for standard time, leap seconds, changes, types of time, their names.
    int[] sizes = {1, 1, timeSize + 4, timeSize + 1, TYPE_SIZE, 1};
    long end = (long) header + HEADER;
    for (int i = 0; i < sizes.length; i++) {
      int number = bytes.getInt(header + 20 + 4 * i);
      if (number < 0) {
        throw new IllegalArgumentException("too many entries");
      }
      end += (long) number * sizes[i];
    }
    if (end > bytes.limit() || bytes.getInt(header + 28) != 0) {
      throw new IllegalArgumentException("cut off, or with leap seconds");
    }
    return (int) end;
  }

  /** The text between two line feeds at the end; null for none. */
  private static @Nullable PosixRule rule(byte[] file, int begin) {
    int end = file.length - 1;
    if (end <= begin || file[begin] != '\n' || file[end] != '\n') {
      throw new IllegalArgumentException("no footer");
    }
    int length = end - begin - 1;
    return length == 0
        ? null
        : PosixRule.parse(new String(file, begin + 1, length, StandardCharsets.ISO_8859_1));
  }

  private void check(int typeCount) {
    boolean sound = typeCount > 0;
    for (int i = 0; i < typeCount && sound; i++) {
      sound = Math.abs((long) bytes.getInt(types + i * TYPE_SIZE)) < MAX_OFFSET;
    }
    long last = Long.MIN_VALUE;
    for (int i = 0; i < count && sound; i++) {
      long time = time(i);
      sound = (bytes.get(indexes + i) & 0xff) < typeCount && (time > last || i == 0);
      last = time;
    }
    if (!sound) {
      throw new IllegalArgumentException("a wrong entry");
    }
  }

  private long time(int i) {
    return timeSize == 8 ? bytes.getLong(times + 8 * i) : bytes.getInt(times + 4 * i);
  }

  /** The offset from a change on; before the first one it is the first type's. */
  private int offset(int i) {
    int type = i < 0 ? 0 : bytes.get(indexes + i) & 0xff;
    return bytes.getInt(types + type * TYPE_SIZE);
  }

  /** The last change of the table until a moment; -1 if it comes before all of them. */
  private int find(long second) {
    int low = -1;
    int high = count;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (time(middle) <= second) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  public int offsetAt(long second) {
    int i = find(second);
    return i == count - 1 && rule != null ? rule.offsetAt(second) : offset(i);
  }

  @Override
  public @Nullable Change nextChange(long second) {
    for (int i = find(second) + 1; i < count; i++) {
      Change change = change(i);
      if (change != null) {
        return change;
      }
    }
    long after = count == 0 ? second : Math.max(second, time(count - 1));
    return rule == null ? null : rule.nextChange(after);
  }

  @Override
  public @Nullable Change lastChange(long second) {
    int i = find(second);
    if (i == count - 1 && rule != null) {
      Change change = rule.lastChange(second);
      if (change != null && (i < 0 || change.at() > time(i))) {
        return change;
      }
    }
    Change change = null;
    while (i >= 0 && change == null) {
      change = change(i--);
    }
    return change;
  }

  /** Null if it changes no more than the name of the time. */
  private @Nullable Change change(int i) {
    int before = offset(i - 1);
    int after = offset(i);
    return before == after ? null : new Change(time(i), before, after);
  }
}
