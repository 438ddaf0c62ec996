package processcontrol.posix;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A clock that stands still but while somebody sleeps: hours pass in a moment, and every test knows
 * how many. Both clocks pass together, unless the one on the wall is set.
 */
public final class FakeClock extends Clock {

  private final List<Long> sleeps = new ArrayList<>();
  private long wall;
  private long monotonic = 1_000_000;
  private Runnable onSleep = () -> {};
  private Path seconds;
  private long secondsSeen;

  /**
   * @param wall in milliseconds since 1970
   */
  public FakeClock(long wall) {
    this.wall = wall;
  }

  @Override
  public long wall() {
    passSeconds();
    return wall;
  }

  @Override
  public long monotonic() {
    passSeconds();
    return monotonic;
  }

  /** Passes the time at once, then looks which descriptors are ready. */
  @Override
  public void sleep(Poll poll, long millis) {
    onSleep.run();
    poll.await(0);
    sleeps.add(millis);
    pass(millis);
  }

  /** Lets commands take time: for each byte that they add to a file, a second passes. */
  public void passSecondsOf(Path file) {
    seconds = file;
  }

  private void passSeconds() {
    long size = seconds == null ? 0 : seconds.toFile().length();
    pass((size - secondsSeen) * 1000);
    secondsSeen = size;
  }

  public void pass(long millis) {
    wall += millis;
    monotonic += millis;
  }

  /** Sets the clock on the wall, as people and NTP do. */
  public void set(long newWall) {
    wall = newWall;
  }

  /** Does something whenever somebody sleeps. */
  public void onSleep(Runnable action) {
    onSleep = action;
  }

  /** Returns how long was slept, each time, in milliseconds. */
  public List<Long> sleeps() {
    return sleeps;
  }
}
