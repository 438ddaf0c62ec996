package processcontrol.posix;

/** Finds a program the way execvp(3) does, but in the PATH that the child will have. */
public final class Executable {

  private static final int MAX_SHOWN = 200;

  private static final long ACCESS = Libc.function("access");
  private static final int X_OK = 1;

  private Executable() {}

  /**
   * The file to execute for a program name: a name with a slash as it is, any other searched for in
   * PATH.
   *
   * @throws PosixException {@link PosixException#isNotFound} if there is none, {@link
   *     PosixException#isDenied} if there are only files that may not be executed
   */
  public static String find(String program, String path) {
    if (program.indexOf('/') >= 0) {
      return program;
    }
    int error = Libc.ENOENT;
    int start = 0;
    while (!program.isEmpty() && start <= path.length()) {
      int end = path.indexOf(':', start);
      if (end < 0) {
        end = path.length();
      }
      // An empty entry means the current directory to execvp; here it is skipped, as unsafe.
      if (end > start) {
        String candidate = path.substring(start, end) + "/" + program;
        int result = access(candidate);
        if (result == 0 && !new java.io.File(candidate).isDirectory()) {
          return candidate;
        }
        if (result == Libc.EACCES) {
          error = Libc.EACCES;
        }
      }
      start = end + 1;
    }
    throw new PosixException("execute " + shown(program), error);
  }

  private static int access(String file) {
    long cFile = Libc.newString(file);
    try {
      return (int) Libc.call(ACCESS, cFile, X_OK) == 0 ? 0 : Libc.errno();
    } finally {
      Libc.free(cFile);
    }
  }

  /** The path of a program for a message; a job's author chose its length. */
  static String shown(String program) {
    return program.length() <= MAX_SHOWN ? program : program.substring(0, MAX_SHOWN) + "...";
  }
}
