package processcontrol.due;

/** The slots of something else, all of them later by the same time. */
final class ShiftedSlots extends Slots {

  private final Slots slots;
  private final long shift;

  ShiftedSlots(Slots slots, long shift) {
    this.slots = slots;
    this.shift = shift;
  }

  @Override
  public long next(long after) {
    long slot = slots.next(after - shift);
    return slot == NEVER ? NEVER : slot + shift;
  }
}
