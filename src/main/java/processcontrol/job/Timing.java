package processcontrol.job;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rules for the starts of a job, beyond plain schedules. Of {@code schedule}, {@code every}, {@code
 * repeat} and {@code period} or {@code pause}, a job has one at most.
 *
 * @param every distance of starts at fixed times, in whole minutes; zero for none
 * @param splay span over which the starts of machines and jobs are spread, in whole minutes; zero
 *     for not
 * @param period least distance from the last start; zero for none
 * @param pause least distance from the last end; zero for none
 * @param random part of the distance that is drawn at random after each run
 * @param repeat starts at fixed distances from a first one, or null
 * @param epsilon how late a start of {@code repeat} is still on time
 * @param startDeadline how late anything may start; zero for no limit
 * @param notBefore no scheduled start before this moment; null for no limit
 * @param notAfter no scheduled start after it; null for no limit
 * @param zone null for the machine's
 */
public record Timing(
    TimeSpan every,
    TimeSpan splay,
    TimeSpan period,
    TimeSpan pause,
    TimeSpan random,
    @Nullable Repeat repeat,
    TimeSpan epsilon,
    CatchUp catchUp,
    TimeSpan startDeadline,
    @Nullable Moment notBefore,
    @Nullable Moment notAfter,
    List<Blackout> blackouts,
    @Nullable Zone zone) {

  public static final TimeSpan DEFAULT_EPSILON = TimeSpan.ofSeconds(60);

  /** Plain schedules. */
  public static final Timing NONE =
      new Timing(
          TimeSpan.ZERO,
          TimeSpan.ZERO,
          TimeSpan.ZERO,
          TimeSpan.ZERO,
          TimeSpan.ZERO,
          null,
          DEFAULT_EPSILON,
          CatchUp.NONE,
          TimeSpan.ZERO,
          null,
          null,
          List.of(),
          null);

  public Timing {
    blackouts = List.copyOf(blackouts);
  }

  /** Returns true if starts are reckoned from the last run, not from the clock. */
  public boolean isRound() {
    return !period.isZero() || !pause.isZero();
  }

  /**
   * Returns true if it says when to start at all, or only how what a schedule says is to be taken.
   */
  public boolean starts() {
    return isRound() || !every.isZero() || repeat != null;
  }

  /** The same with other splay. */
  public Timing withSplay(TimeSpan other) {
    return new Timing(
        every,
        other,
        period,
        pause,
        random,
        repeat,
        epsilon,
        catchUp,
        startDeadline,
        notBefore,
        notAfter,
        blackouts,
        zone);
  }

  /** Returns true if some scheduled starts are to be skipped. */
  public boolean hasWindows() {
    return notBefore != null || notAfter != null || !blackouts.isEmpty();
  }

  public Zone zoneOr(Zone machines) {
    return zone == null ? machines : zone;
  }

  /**
   * Returns what makes the starts other ones than the schedule says, to be added to it; may be
   * empty.
   */
  public String shiftInWords() {
    boolean isShifted = !splay.isZero() && !isRound() && repeat == null;
    return (isShifted ? ", splay " + splay : "") + (zone == null ? "" : ", " + zone);
  }

  /** Returns what starts the job, as the job file says it; empty if that is a schedule. */
  public String inWords() {
    StringBuilder words = new StringBuilder();
    if (!every.isZero()) {
      words.append("every ").append(every);
    } else if (repeat != null) {
      words.append("repeat ").append(repeat);
    } else if (isRound()) {
      words.append(period.isZero() ? "" : "period " + period);
      words.append(period.isZero() || pause.isZero() ? "" : ", ");
      words.append(pause.isZero() ? "" : "pause " + pause);
      words.append(random.isZero() ? "" : ", random " + random);
    }
    return words.toString();
  }
}
