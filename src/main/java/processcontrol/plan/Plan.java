package processcontrol.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * The starts of all jobs within a time.
 *
 * @param jobs all of them, those without starts among them
 */
public record Plan(TimeFrame frame, List<PlannedJob> jobs) {

  /** One start of a job. */
  public record Start(long time, PlannedJob job) {}

  public Plan {
    jobs = List.copyOf(jobs);
  }

  /** The number of starts. */
  public int size() {
    int size = 0;
    for (PlannedJob job : jobs) {
      size += job.starts().size();
    }
    return size;
  }

  /** Returns how many starts there are in each minute. */
  public MinuteCounts counts() {
    MinuteCounts counts = new MinuteCounts(frame);
    jobs.forEach(job -> counts.add(job.starts()));
    return counts;
  }

  /** The jobs that start, and those that do not. */
  public List<PlannedJob> jobs(boolean starting) {
    List<PlannedJob> some = new ArrayList<>();
    for (PlannedJob job : jobs) {
      if ((job.idle() == null) == starting) {
        some.add(job);
      }
    }
    return some;
  }

  /** All starts in the order of time, those of one moment in the order of the jobs. */
  public Iterator<Start> starts() {
    PriorityQueue<Cursor> queue =
        new PriorityQueue<>(Comparator.comparingLong(Cursor::time).thenComparingInt(c -> c.number));
    for (int i = 0; i < jobs.size(); i++) {
      if (!jobs.get(i).starts().isEmpty()) {
        queue.add(new Cursor(i));
      }
    }
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return !queue.isEmpty();
      }

      @Override
      public Start next() {
        Cursor cursor = queue.poll();
        if (cursor == null) {
          throw new NoSuchElementException();
        }
        Start start = new Start(cursor.time(), jobs.get(cursor.number));
        cursor.next++;
        if (cursor.next < start.job().starts().size()) {
          queue.add(cursor);
        }
        return start;
      }
    };
  }

  /** The position in the starts of one job. */
  private final class Cursor {
    private final int number;
    private int next;

    Cursor(int number) {
      this.number = number;
    }

    long time() {
      return jobs.get(number).starts().get(next);
    }
  }
}
