package processcontrol.run;

import processcontrol.runlog.Stream;

/** The destination of the output of a command. */
interface OutputTarget {

  void append(Stream stream, byte[] bytes, int length);

  /** Returns true if something waits to be written, for {@link #releaseHeld}. */
  boolean isHolding();

  /** Writes what has waited for long enough. */
  void releaseHeld();

  /** Keeps nothing. */
  OutputTarget NOWHERE =
      new OutputTarget() {
        @Override
        public void append(Stream stream, byte[] bytes, int length) {
          // Nobody wants it.
        }

        @Override
        public boolean isHolding() {
          return false;
        }

        @Override
        public void releaseHeld() {
          // Nothing is held.
        }
      };
}
