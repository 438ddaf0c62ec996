package processcontrol.job;

/**
 * Limits of a job's logs, and the form of their lines.
 *
 * @param maxRuns the most runs whose logs are kept; 0 for no limit
 * @param maxAge logs of runs that began longer ago are removed; zero for no limit
 * @param maxBytes the most bytes that the logs of the job take together; 0 for no limit
 * @param rotateBytes the size at which the log of a run is continued in a new file; 0 for never
 * @param rotateFiles the most older files of one run's log that are kept
 * @param timestamps whether every line begins with its time
 */
public record LogPolicy(
    int maxRuns,
    TimeSpan maxAge,
    long maxBytes,
    long rotateBytes,
    int rotateFiles,
    boolean timestamps) {

  /** A smaller file would hold little but the frame. */
  public static final long MIN_ROTATE_BYTES = 4096;

  /** Bounded, so that a fresh installation does not fill its disk. */
  public static final LogPolicy DEFAULT =
      new LogPolicy(500, TimeSpan.ZERO, 1L << 30, 100L << 20, 4, true);
}
