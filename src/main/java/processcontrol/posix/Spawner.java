package processcontrol.posix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Starts children with posix_spawn(3): in a session of their own, with the default signal mask and
 * dispositions, and with exactly the descriptors 0 (/dev/null, or what they are fed), 1 and 2
 * (pipes), and from 3 on what they inherit (the lock first), whatever else the JVM has open (its
 * jars and devices are not close-on-exec).
 */
public final class Spawner {

  /** The descriptor under which a child holds the lock. */
  public static final int LOCK_FD = 3;

  private static final long SPAWN = Libc.function("posix_spawn");
  private static final long ACTIONS_INIT = Libc.function("posix_spawn_file_actions_init");
  private static final long ACTIONS_DESTROY = Libc.function("posix_spawn_file_actions_destroy");
  private static final long ADD_OPEN = Libc.function("posix_spawn_file_actions_addopen");
  private static final long ADD_DUP2 = Libc.function("posix_spawn_file_actions_adddup2");
  private static final long ADD_CHDIR = Libc.function("posix_spawn_file_actions_addchdir_np");
  private static final long ADD_CLOSEFROM =
      Libc.function("posix_spawn_file_actions_addclosefrom_np");
  private static final long ATTR_INIT = Libc.function("posix_spawnattr_init");
  private static final long ATTR_DESTROY = Libc.function("posix_spawnattr_destroy");
  private static final long ATTR_SETFLAGS = Libc.function("posix_spawnattr_setflags");
  private static final long ATTR_SETSIGMASK = Libc.function("posix_spawnattr_setsigmask");
  private static final long ATTR_SETSIGDEFAULT = Libc.function("posix_spawnattr_setsigdefault");
  private static final long SIGEMPTYSET = Libc.function("sigemptyset");

  private static final int SETSIGDEF = 0x04;
  private static final int SETSIGMASK = 0x08;
  private static final int SETSID = 0x80;

  // glibc: 80, 336 and 128 bytes on x86-64 and arm64.
  private static final int ACTIONS_SIZE = 256;
  private static final int ATTR_SIZE = 512;
  private static final int SIGSET_SIZE = 256;

  private static final byte[] ALL_SIGNALS = new byte[SIGSET_SIZE];

  static {
    Arrays.fill(ALL_SIGNALS, (byte) 0xff);
  }

  private static final int CHILD_UMASK = 022;

  private Spawner() {}

  /**
   * Starts a program.
   *
   * @param program the file to execute; no search in PATH
   * @param arguments argv, the program's name first
   * @param environment the whole environment
   * @param directory where it starts; must exist, as ENOENT would blame the program
   * @param inherited as descriptors {@value #LOCK_FD} and on; their own numbers are larger
   * @throws PosixException with the reason why the program could not be executed
   */
  public static ChildProcess spawn(
      String program,
      List<String> arguments,
      Map<String, String> environment,
      String directory,
      Fd... inherited) {
    return withPipes(program, arguments, environment, directory, null, inherited);
  }

  /**
   * Starts a program that finds all of its input there: it is never waited for while it reads. It
   * does not get the lock.
   *
   * @throws PosixException with the reason why the program could not be executed
   */
  public static ChildProcess spawnFed(
      String program,
      List<String> arguments,
      Map<String, String> environment,
      String directory,
      byte[] input) {
    try (Fd in = Fd.ofMemory(input)) {
      return withPipes(program, arguments, environment, directory, in);
    }
  }

  /**
   * Starts a program as {@link #spawnFed} does, beside the commands of a run: it is not among the
   * {@link Descendants} that end with them.
   */
  public static ChildProcess spawnBeside(
      String program, List<String> arguments, Map<String, String> environment, byte[] input) {
    ChildProcess child = spawnFed(program, arguments, environment, "/", input);
    Descendants.spare(child.pid());
    return child;
  }

  /**
   * Starts a program as {@link #spawnFed} does, but discards its output and does not wait for it:
   * it is not among the {@link Descendants} that end with a run.
   *
   * @return its pid
   */
  public static int spawnDetached(
      String program,
      List<String> arguments,
      Map<String, String> environment,
      String directory,
      byte[] input) {
    try (Fd in = Fd.ofMemory(input)) {
      Fd[] streams = {in, null, null};
      int pid = start(program, arguments, environment, directory, streams);
      Descendants.spare(pid);
      return pid;
    }
  }

  private static ChildProcess withPipes(
      String program,
      List<String> arguments,
      Map<String, String> environment,
      String directory,
      @Nullable Fd in,
      Fd... inherited) {
    Fd[] out = Fd.pipe("the standard output pipe");
    Fd[] err = Fd.pipe("the standard error pipe");
    try {
      Fd[] streams = {in, out[1], err[1]};
      int pid = start(program, arguments, environment, directory, streams, inherited);
      return new ChildProcess(pid, out[0], err[0]);
    } catch (PosixException e) {
      out[0].close();
      err[0].close();
      throw e;
    } finally {
      // The write ends must be the child's alone, or the pipes would never end.
      out[1].close();
      err[1].close();
    }
  }

  /**
   * Starts a program that is independent of this process: its output is not read, its end not
   * awaited.
   *
   * @param arguments argv, the path of the program first
   * @param inherited as descriptor {@value #LOCK_FD}
   */
  public static void detach(
      List<String> arguments, Map<String, String> environment, String directory, Fd inherited) {
    String program = arguments.get(0);
    start(program, arguments, environment, directory, new Fd[] {null, null, null}, inherited);
  }

  /**
   * @param streams the child's 0, 1 and 2; null for /dev/null
   * @return the pid
   */
  private static int start(
      String program,
      List<String> arguments,
      Map<String, String> environment,
      String directory,
      Fd[] streams,
      Fd... inherited) {
    List<String> variables = new ArrayList<>(environment.size());
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      variables.add(variable.getKey() + "=" + variable.getValue());
    }
    long path = Libc.newString(program);
    long cDirectory = Libc.newString(directory);
    long null0 = Libc.newString("/dev/null");
    long argv = newPointers(arguments);
    long envp = newPointers(variables);
    long memory = Libc.allocate(8 + ACTIONS_SIZE + ATTR_SIZE + SIGSET_SIZE);
    long pid = memory;
    long actions = memory + 8;
    long attributes = actions + ACTIONS_SIZE;
    long signals = attributes + ATTR_SIZE;
    int mask = CurrentProcess.umask(CHILD_UMASK);
    try {
      require("posix_spawn_file_actions_init", Libc.call(ACTIONS_INIT, actions));
      require("posix_spawnattr_init", Libc.call(ATTR_INIT, attributes));
      // Actions run in this order in the child. All sources are above the targets: 0 to 2 are the
      // JVM's own and stay open, as do the files that it opens first (its modules, its archive, our
      // jar); and dup2 clears close-on-exec on its copies.
      for (int i = 0; i < streams.length; i++) {
        int flags = i == 0 ? Libc.O_RDONLY : Libc.O_WRONLY;
        require(
            "redirect " + i,
            streams[i] == null
                ? Libc.call(ADD_OPEN, actions, i, null0, flags, 0)
                : Libc.call(ADD_DUP2, actions, streams[i].number(), i));
      }
      int next = LOCK_FD;
      for (Fd fd : inherited) {
        require("pass " + fd.path(), Libc.call(ADD_DUP2, actions, fd.number(), next++));
      }
      require("close the rest", Libc.call(ADD_CLOSEFROM, actions, next));
      require("change directory", Libc.call(ADD_CHDIR, actions, cDirectory));
      Libc.call(SIGEMPTYSET, signals);
      require("set the mask", Libc.call(ATTR_SETSIGMASK, attributes, signals));
      // Not sigfillset(3), which leaves glibc's own signals 32 and 33 out: those that a child does
      // not set to their default it gets ignored, as the JVM's threads have handlers for them.
      Libc.copyIn(signals, ALL_SIGNALS, 0, SIGSET_SIZE);
      require("set the dispositions", Libc.call(ATTR_SETSIGDEFAULT, attributes, signals));
      require(
          "set the flags", Libc.call(ATTR_SETFLAGS, attributes, SETSID | SETSIGMASK | SETSIGDEF));
      require(
          "execute " + Executable.shown(program),
          Libc.call(SPAWN, pid, path, actions, attributes, argv, envp));
      return Libc.getInt(pid);
    } finally {
      CurrentProcess.umask(mask);
      Libc.call(ACTIONS_DESTROY, actions);
      Libc.call(ATTR_DESTROY, attributes);
      Libc.free(memory);
      Libc.free(envp);
      Libc.free(argv);
      Libc.free(null0);
      Libc.free(cDirectory);
      Libc.free(path);
    }
  }

  /** posix_spawn and its kin return the error number itself. */
  private static void require(String attempt, long error) {
    if ((int) error != 0) {
      throw new PosixException(attempt, (int) error);
    }
  }

  /** A NULL-terminated table of pointers, followed in the same block by the strings themselves. */
  private static long newPointers(List<String> strings) {
    byte[][] bytes = new byte[strings.size()][];
    long size = 8L * (strings.size() + 1);
    long total = size;
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = Libc.cString(strings.get(i));
      total += bytes[i].length;
    }
    long block = Libc.allocate(total);
    long next = block + size;
    for (int i = 0; i < bytes.length; i++) {
      Libc.putLong(block + 8L * i, next);
      Libc.copyIn(next, bytes[i], 0, bytes[i].length);
      next += bytes[i].length;
    }
    return block;
  }
}
