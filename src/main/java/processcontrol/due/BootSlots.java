package processcontrol.due;

/** The slots of what starts once after each boot: one for each boot that is known of. */
final class BootSlots extends Slots {

  private final long[] boots;

  /**
   * @param boots when the machine was started, the first one first
   */
  BootSlots(long[] boots) {
    this.boots = boots;
  }

  @Override
  public long next(long after) {
    for (long boot : boots) {
      if (after < boot) {
        return boot;
      }
    }
    return NEVER;
  }
}
