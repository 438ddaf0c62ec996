package processcontrol.due;

/** The one slot of what starts once after a boot: the boot that the machine runs since. */
final class BootSlots extends Slots {

  private final long boot;

  /**
   * @param boot when the machine was started
   */
  BootSlots(long boot) {
    this.boot = boot;
  }

  @Override
  public long next(long after) {
    return after < boot ? boot : NEVER;
  }
}
