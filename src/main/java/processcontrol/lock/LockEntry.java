package processcontrol.lock;

import processcontrol.job.UtcTime;
import processcontrol.posix.Fd;
import processcontrol.posix.PosixException;

/** The facts that a run writes into its lock file. */
public final class LockEntry {

  private final JobLock lock;
  private final PoolSlot slot;
  private final String runId;
  private final UtcTime started;
  private final byte[] lostRecord;

  /**
   * Writes what is known before the first command.
   *
   * @param slot of the job's pool, or null
   * @param lostRecord to be appended to the history should this process vanish
   */
  public LockEntry(JobLock lock, PoolSlot slot, String runId, UtcTime started, byte[] lostRecord) {
    this.lock = lock;
    this.slot = slot;
    this.runId = runId;
    this.started = started;
    this.lostRecord = lostRecord;
    lock.write(runId, 0, started, "", lostRecord);
  }

  /** Adds the pid of the command that runs now. */
  public void noteChild(int pid) {
    write(pid, "");
  }

  /** Says what the run does while it runs no command: {@code waiting}, {@code retrying}. */
  public void note(String phase) {
    write(0, phase);
  }

  private void write(int pid, String phase) {
    try {
      lock.write(runId, pid, started, phase, lostRecord);
    } catch (PosixException e) {
      // Only people read it. The command runs by now, and is worth more than this.
      return;
    }
  }

  /** Returns what the commands inherit: while one of them runs, the lock and the slot are taken. */
  public Fd[] inherited() {
    return slot == null ? new Fd[] {lock.fd()} : new Fd[] {lock.fd(), slot.fd()};
  }
}
