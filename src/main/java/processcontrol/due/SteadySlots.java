package processcontrol.due;

/** Slots at a fixed distance from each other, whatever the clock on the wall does. */
final class SteadySlots extends Slots {

  private final long distance;
  private final long offset;

  /**
   * @param offset of one slot from the epoch
   */
  SteadySlots(long distance, long offset) {
    this.distance = distance;
    this.offset = offset;
  }

  @Override
  public long next(long after) {
    return (Math.floorDiv(after - offset, distance) + 1) * distance + offset;
  }
}
