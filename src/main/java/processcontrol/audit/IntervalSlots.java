package processcontrol.audit;

import java.util.ArrayList;
import java.util.List;
import processcontrol.due.Slots;

/** Slots that stand for the starts that a job missed while it should have started again. */
final class IntervalSlots extends Slots {

  private record Row(long first, long last) {}

  private final List<Row> rows = new ArrayList<>();
  private final long distance;

  IntervalSlots(long distance) {
    this.distance = distance;
  }

  long distance() {
    return distance;
  }

  /** Adds slots at the distance, after all that there are. */
  void add(long first, long last) {
    rows.add(new Row(first, last));
  }

  @Override
  public long next(long after) {
    int low = 0;
    int high = rows.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (rows.get(middle).last <= after) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low == rows.size()) {
      return NEVER;
    }
    Row row = rows.get(low);
    return after < row.first
        ? row.first
        : row.first + ((after - row.first) / distance + 1) * distance;
  }
}
