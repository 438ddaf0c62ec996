package processcontrol.run;

import processcontrol.runlog.RunLog;
import processcontrol.runlog.Stream;

/** The output of a run: to its log, and to whoever else watches. */
final class RunOutput implements OutputTarget {

  private final RunLog log;

  /** Null where only the log wants it, as for most jobs. */
  private final OutputWatch watch;

  private final OutputCopies copies;

  /**
   * @param watch of the attempt, or null
   * @param copies of the run, or null
   */
  RunOutput(RunLog log, OutputWatch watch, OutputCopies copies) {
    this.log = log;
    this.watch = watch;
    this.copies = copies;
  }

  @Override
  public void append(Stream stream, byte[] bytes, int length) {
    log.append(stream, bytes, length);
    if (watch != null) {
      watch.note(stream, bytes, length);
    }
    if (copies != null) {
      copies.append(bytes, length);
    }
  }

  @Override
  public boolean isHolding() {
    return log.isHolding();
  }

  @Override
  public void releaseHeld() {
    log.releaseHeld();
  }
}
