package processcontrol.cli;

import java.util.List;
import processcontrol.notify.Delivery;
import processcontrol.posix.CurrentProcess;
import processcontrol.posix.Descendants;
import processcontrol.posix.Fd;
import processcontrol.posix.Poll;
import processcontrol.posix.Privileges;
import processcontrol.posix.UnrestrictedSpawner;
import processcontrol.runlog.LogNote;
import processcontrol.start.DeliveryProcess;
import processcontrol.start.UsageException;

/**
 * {@code run-job --deliver}: reports an event in a current run, or mails what it printed, as a
 * {@link DeliveryProcess} asks.
 */
final class DeliverAction {

  private static final int MAX_SIZE = 16 << 20;

  /** Time for what a mail program left in the background, in ticks. */
  private static final int LINGER_TICKS = 100;

  private static final long TICK_MILLIS = 100;

  private static final long TURN_MILLIS = 20;

  private DeliverAction() {}

  /** Returns the exit status. Nothing is read but standard input, and root has no business here. */
  static int run() {
    if (CurrentProcess.effectiveUid() == 0) {
      throw new UsageException("--deliver is for run-job's own use");
    }
    UnrestrictedSpawner side = UnrestrictedSpawner.start();
    Privileges.becomeSubreaper();
    List<Delivery> deliveries;
    try {
      deliveries = Delivery.listOf(Fd.standard(0).readAll(MAX_SIZE), side);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
    awaitTurn();
    for (Delivery delivery : deliveries) {
      String log = delivery.log();
      for (String fault : delivery.deliver()) {
        if (log != null) {
          LogNote.add(log, fault, delivery.timestamps());
        }
      }
    }
    linger();
    return 0;
  }

  /** Waits for the end of the process that reports what happened before: news keep their order. */
  private static void awaitTurn() {
    String before = System.getenv(DeliveryProcess.AFTER);
    if (before == null) {
      return;
    }
    int space = before.indexOf(' ');
    int pid = Integer.parseInt(before.substring(0, space));
    String started = before.substring(space + 1);
    Poll pause = new Poll(0);
    while (started.equals(Descendants.startOf(pid))) {
      pause.await(TURN_MILLIS);
    }
  }

  /** Left to the supervisor, they would be stopped with its job. */
  private static void linger() {
    Poll pause = new Poll(0);
    for (int i = 0; i < LINGER_TICKS && !Descendants.scan().isEmpty(); i++) {
      pause.await(TICK_MILLIS);
    }
  }
}
