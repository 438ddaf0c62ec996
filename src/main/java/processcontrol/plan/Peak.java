package processcontrol.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.job.TimeSpan;

/**
 * Minutes in which too much starts at once, mostly the same jobs in each.
 *
 * @param minutes their first moments, in order, in milliseconds since 1970
 * @param most the number of starts in the fullest of them
 * @param jobs the names of those that start in them, sorted
 * @param spread what would help; null if nothing does
 */
public record Peak(List<Long> minutes, int most, List<String> jobs, @Nullable Spread spread) {

  public Peak {
    minutes = List.copyOf(minutes);
    jobs = List.copyOf(jobs);
  }

  /**
   * Splay that spreads a pile.
   *
   * @param parts which jobs are to have which
   * @param most the most starts that are left in any minute in which jobs of the pile start
   * @param options what the splay in question, the longest one, and shorter ones lead to
   */
  public record Spread(List<Part> parts, int most, List<Option> options) {

    public Spread {
      parts = List.copyOf(parts);
      options = List.copyOf(options);
    }
  }

  /** The jobs with one splay. */
  public record Part(TimeSpan splay, List<String> jobs) {

    public Part {
      jobs = List.copyOf(jobs);
    }
  }

  /** The most starts that are left with a splay, or as much of it as a job can have. */
  public record Option(TimeSpan splay, int most) {}
}
