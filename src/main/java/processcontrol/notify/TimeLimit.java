package processcontrol.notify;

/**
 * Does something that waits for others on a thread of its own, for a bounded time: each read of a
 * socket has a timeout, but a peer that sends a byte now and then could keep us for ever.
 */
final class TimeLimit {

  /** The limited task; it must use nothing native. */
  interface Task {
    void run() throws DeliveryException;
  }

  private TimeLimit() {}

  /**
   * Does it.
   *
   * @throws DeliveryException also if it took too long; the thread is left behind then
   */
  static void run(String what, long millis, Task task) throws DeliveryException {
    DeliveryException[] failure = new DeliveryException[1];
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (DeliveryException e) {
                failure[0] = e;
              } catch (RuntimeException
                  | Error e) { // What ends this thread must not pass for done.
                failure[0] = DeliveryException.lasting(what + ": " + e);
              }
            },
            "deliver");
    thread.setDaemon(true);
    thread.start();
    try {
      thread.join(Math.max(1, millis));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DeliveryException.lasting(what + ": interrupted");
    }
    if (thread.isAlive()) {
      thread.interrupt();
      throw DeliveryException.passing(what + ": no answer within " + (millis + 999) / 1000 + " s");
    }
    if (failure[0] != null) {
      throw failure[0];
    }
  }
}
