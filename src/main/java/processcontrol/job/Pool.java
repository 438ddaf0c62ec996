package processcontrol.job;

/**
 * A group of jobs of which only so many run at once on the machine.
 *
 * @param name made like the name of a job
 * @param limit how many, from 1; the same in all jobs of the pool
 * @param place where it stands, for messages
 */
public record Pool(String name, int limit, String place) {

  /** More slots than this are no limit. */
  public static final int MAX_LIMIT = 1000;
}
