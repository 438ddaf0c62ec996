package processcontrol.plan;

import java.util.Arrays;

/** Moments in their order, in milliseconds since 1970. A plan has too many of them for objects. */
public final class Times {

  private long[] values = new long[8];
  private int size;

  Times() {}

  void add(long moment) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = moment;
  }

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  public long get(int index) {
    if (index >= size) {
      throw new IndexOutOfBoundsException(index);
    }
    return values[index];
  }

  public long first() {
    return get(0);
  }

  public long last() {
    return get(size - 1);
  }
}
