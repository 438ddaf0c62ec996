package processcontrol.audit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts slots that follow each other together, as far as they share their reason. */
final class Gaps {

  /** Most gaps of one job; more of them help no reader. */
  static final int MAX = 1000;

  private final List<Gap> done = new ArrayList<>();
  private @Nullable Gap open;
  private long left;

  /** Adds what comes after all that was added. */
  void add(Gap next) {
    if (open != null && open.isLike(next)) {
      open = open.with(next);
    } else {
      interrupt();
      open = next;
    }
  }

  /** Notes a slot in between that needs no report. */
  void interrupt() {
    if (open != null && done.size() < MAX) {
      done.add(open);
    } else if (open != null) {
      left++;
    }
    open = null;
  }

  List<Gap> list() {
    interrupt();
    return done;
  }

  /** Returns how many are not in the list any more. */
  long left() {
    return left;
  }
}
