package processcontrol.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The values of one term of a schedule, in ascending order.
 *
 * @param step the distance of each value from the one before; zero where distances differ
 */
record NumberSet(List<Integer> values, int step) {

  /** Three values in a row read better as a range than one by one. */
  private static final int SHORTEST_RANGE = 3;

  NumberSet {
    values = List.copyOf(values);
  }

  /** The values whose bits are set. */
  static NumberSet of(long bits) {
    List<Integer> values = new ArrayList<>();
    for (long rest = bits; rest != 0; rest &= rest - 1) {
      values.add(Long.numberOfTrailingZeros(rest));
    }
    return new NumberSet(values, stepOf(values));
  }

  private static int stepOf(List<Integer> values) {
    int step = values.size() < 2 ? 0 : values.get(1) - values.get(0);
    for (int i = 2; i < values.size(); i++) {
      if (values.get(i) - values.get(i - 1) != step) {
        return 0;
      }
    }
    return step;
  }

  int size() {
    return values.size();
  }

  int first() {
    return values.get(0);
  }

  int last() {
    return values.get(values.size() - 1);
  }

  /** Returns true if at least three values follow each other without a gap. */
  boolean isRange() {
    return step == 1 && size() >= SHORTEST_RANGE;
  }

  /** Runs of values without a gap, each as its first and last. */
  List<int[]> runs() {
    List<int[]> runs = new ArrayList<>();
    for (int value : values) {
      int[] run = runs.isEmpty() ? null : runs.get(runs.size() - 1);
      if (run != null && run[1] == value - 1) {
        run[1] = value;
      } else {
        runs.add(new int[] {value, value});
      }
    }
    return runs;
  }

  /** The values as a list in which three or more in a row are a range: {@code 0 to 10 and 30}. */
  String list(IntFunction<String> name) {
    List<String> items = new ArrayList<>();
    for (int[] run : runs()) {
      if (run[1] - run[0] >= SHORTEST_RANGE - 1) {
        items.add(name.apply(run[0]) + " to " + name.apply(run[1]));
      } else {
        for (int value = run[0]; value <= run[1]; value++) {
          items.add(name.apply(value));
        }
      }
    }
    return join(items, "and");
  }

  /** {@code a, b and c}. */
  static String join(List<String> items, String lastWord) {
    int last = items.size() - 1;
    return last == 0
        ? items.get(0)
        : String.join(", ", items.subList(0, last)) + " " + lastWord + " " + items.get(last);
  }
}
