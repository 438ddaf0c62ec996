package processcontrol.posix;

import org.jspecify.annotations.Nullable;

/**
 * A system call that failed where success was needed. The message names what was tried, on what,
 * and errno's text: {@code cannot open /x: Permission denied}.
 */
public final class PosixException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** What was tried; null where the message is all there is. */
  private final @Nullable String attempt;

  private final int errno;

  PosixException(String message) {
    super(message);
    this.attempt = null;
    this.errno = 0;
  }

  /**
   * A call that failed. What is not there is asked for at every turn: it costs no trace of the
   * stack, which would take as long as the call ten times over, and no text.
   */
  PosixException(String attempt, int errno) {
    super(null, null, /* enableSuppression= */ true, errno != Libc.ENOENT);
    this.attempt = attempt;
    this.errno = errno;
  }

  @Override
  public String getMessage() {
    return attempt == null
        ? String.valueOf(super.getMessage())
        : "cannot " + attempt + ": " + Libc.errorText(errno);
  }

  /** Of what is no file to be used as one: {@code cannot lock /x: it is a FIFO}. */
  public static PosixException unusable(String attempt, String kind) {
    return new PosixException("cannot " + attempt + ": it is " + kind + "; remove it");
  }

  /** errno(3), or 0 where no call was made. */
  public int errno() {
    return errno;
  }

  public boolean isNotFound() {
    return errno == Libc.ENOENT || errno == Libc.ENOTDIR;
  }

  /** Returns true if something on the way is no directory. */
  public boolean isNotDirectory() {
    return errno == Libc.ENOTDIR;
  }

  public boolean isExists() {
    return errno == Libc.EEXIST;
  }

  public boolean isSymlink() {
    return errno == Libc.ELOOP;
  }

  /** Permission denied, as a path search in execvp(3) distinguishes it. */
  public boolean isDenied() {
    return errno == Libc.EACCES;
  }

  /** This process or the machine is short of something: the object of the call is not at fault. */
  public boolean isShortage() {
    return errno == Libc.ENOMEM
        || errno == Libc.ENFILE
        || errno == Libc.EMFILE
        || errno == Libc.EAGAIN;
  }

  /** Nobody reads the pipe any more. */
  public boolean isBrokenPipe() {
    return errno == Libc.EPIPE;
  }

  /** The text of errno alone: {@code No space left on device}. */
  public @Nullable String errorText() {
    return Libc.errorText(errno);
  }
}
