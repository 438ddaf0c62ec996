package processcontrol.notify;

/** Tries to deliver a few times, within a bounded time. */
final class Retry {

  /** One try. */
  interface Attempt {
    /**
     * Tries.
     *
     * @param millis how long it may take at most
     */
    void run(long millis) throws DeliveryException;
  }

  private static final long FIRST_PAUSE_MILLIS = 1000;

  private Retry() {}

  /**
   * Tries until it works, a failure is lasting, or the tries or the time are used up.
   *
   * @param each how long one try may take
   * @param total how long all of them may take
   * @throws DeliveryException the last failure
   */
  static void run(int tries, long each, long total, Attempt attempt) throws DeliveryException {
    long deadline = System.nanoTime() / 1_000_000 + total;
    long pause = FIRST_PAUSE_MILLIS;
    for (int i = 1; ; i++) {
      long left = deadline - System.nanoTime() / 1_000_000;
      try {
        attempt.run(Math.max(1, Math.min(each, left)));
        return;
      } catch (DeliveryException e) {
        left = deadline - System.nanoTime() / 1_000_000;
        if (e.isLasting() || i == tries || left <= pause) {
          throw e;
        }
      }
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw DeliveryException.lasting("interrupted");
      }
      pause *= 2;
    }
  }
}
