package processcontrol.posix;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Other processes, as /proc shows them (proc(5)). */
public final class Processes {

  private static final long KILL = Libc.function("kill");
  private static final long GETPPID = Libc.function("getppid");

  private Processes() {}

  /** Sends a signal; one that is gone, or not ours, is no error. */
  public static void signal(int pid, int signal) {
    Libc.call(KILL, pid, signal);
  }

  /** Sends a signal to a process group. */
  public static void signalGroup(int group, int signal) {
    Libc.call(KILL, -group, signal);
  }

  /** Returns true if a child of ours has ended; if so, it is gone for good. */
  public static boolean hasEnded(int child) {
    int doNotWait = 1; // WNOHANG
    return (int) Libc.call(Libc.function("waitpid"), child, 0, doNotWait) != 0;
  }

  public static int parent() {
    return (int) Libc.call(GETPPID);
  }

  /** The command's name, at most 15 bytes; empty if the process is gone or hidden. */
  public static String name(int pid) {
    return read("/proc/" + pid + "/comm").strip();
  }

  /** The arguments of a process; empty if it is gone or a zombie. */
  public static List<String> arguments(int pid) {
    String line = read("/proc/" + pid + "/cmdline");
    List<String> arguments = new ArrayList<>();
    int start = 0;
    for (int end = line.indexOf('\0'); end >= 0; end = line.indexOf('\0', start)) {
      arguments.add(line.substring(start, end));
      start = end + 1;
    }
    return arguments;
  }

  /** The parent of a process; 0 if it is gone or hidden. */
  public static int parentOf(int pid) {
    String stat = read("/proc/" + pid + "/stat");
    int state = stat.lastIndexOf(')') + 2;
    if (state < 2 || state + 2 >= stat.length()) {
      return 0;
    }
    return Integer.parseInt(stat.substring(state + 2, stat.indexOf(' ', state + 2)));
  }

  /** The processes that have a file open, as far as we may see. */
  public static List<Integer> holding(String file) {
    List<Integer> holders = new ArrayList<>();
    String[] entries = new File("/proc").list();
    for (String entry : entries == null ? new String[0] : entries) {
      char first = entry.charAt(0);
      if (first >= '1' && first <= '9' && holds("/proc/" + entry + "/fd", file)) {
        holders.add(Integer.valueOf(entry));
      }
    }
    return holders;
  }

  private static boolean holds(String directory, String file) {
    String[] descriptors = new File(directory).list();
    for (String descriptor : descriptors == null ? new String[0] : descriptors) {
      if (target(Path.of(directory, descriptor)).equals(file)) {
        return true;
      }
    }
    return false;
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return ""; // Closed meanwhile.
    }
  }

  private static String read(String path) {
    try (Fd file = Fd.openForReading(path)) {
      return new String(file.readAll(1 << 20), StandardCharsets.UTF_8);
    } catch (PosixException e) {
      return "";
    }
  }
}
