package processcontrol.cli;

import processcontrol.notify.Delivery;
import processcontrol.posix.Descendants;
import processcontrol.posix.Fd;
import processcontrol.posix.Poll;
import processcontrol.posix.Privileges;
import processcontrol.posix.Self;
import processcontrol.posix.SideThread;
import processcontrol.runlog.LogNote;

/**
 * {@code run-job --deliver}: tells of an event in a run that goes on, or mails what it printed, as
 * a {@link Messenger} asks.
 */
final class DeliverAction {

  private static final int MAX_SIZE = 16 << 20;

  /** How long what a mail program left in the background may take. */
  private static final int LINGER_TICKS = 100;

  private static final long TICK_MILLIS = 100;

  private DeliverAction() {}

  /** Returns the exit status. Nothing is read but standard input, and root has no business here. */
  static int run() {
    if (Self.effectiveUid() == 0) {
      throw new UsageException("--deliver is for run-job's own use");
    }
    SideThread side = SideThread.start();
    Privileges.becomeSubreaper();
    Delivery delivery;
    try {
      delivery = Delivery.ofBytes(Fd.standard(0).readAll(MAX_SIZE), side);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
    String log = delivery.log();
    for (String fault : delivery.deliver()) {
      if (log != null) {
        LogNote.add(log, fault, delivery.timestamps());
      }
    }
    linger();
    return 0;
  }

  /** Left to the supervisor, they would be stopped with its job. */
  private static void linger() {
    Poll pause = new Poll(0);
    for (int i = 0; i < LINGER_TICKS && !Descendants.scan().isEmpty(); i++) {
      pause.await(TICK_MILLIS);
    }
  }
}
