package processcontrol.posix;

/**
 * The size of a terminal, in characters; zeros where it is not known.
 *
 * @param rows its height
 * @param columns its width
 */
public record WindowSize(int rows, int columns) {

  private static final long IOCTL = Libc.function("ioctl");

  /** Of asm-generic/ioctls.h. */
  private static final int TIOCGWINSZ = 0x5413;

  private static final int SIZE = 8;

  /** The size of the terminal that a descriptor is of. */
  public static WindowSize of(Fd terminal) {
    long size = Libc.allocate(SIZE);
    try {
      if ((int) Libc.call(IOCTL, terminal.number(), TIOCGWINSZ, size) != 0) {
        return new WindowSize(0, 0);
      }
      return new WindowSize(
          Short.toUnsignedInt(Libc.getShort(size)), Short.toUnsignedInt(Libc.getShort(size + 2)));
    } finally {
      Libc.free(size);
    }
  }
}
