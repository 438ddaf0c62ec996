package processcontrol.posix;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The living descendants of this process, found by a scan of /proc (proc(5)). Because this process
 * is a subreaper, one that called setsid(2) and lost its parent is still among them.
 *
 * <p>A program that {@linkplain Spawner#detach went its own way} is none of them, nor is what it
 * started: a command that triggers another job must not have that killed with itself. It is known
 * by its arguments.
 */
public final class Descendants {

  /** The option that stands among the arguments of a program which goes its own way. */
  public static final String OWN_WAY = "--serve";

  /** A living process and the process group it is in. */
  public record Member(int pid, int group) {}

  /**
   * The main class of run-job, by which its processes are known, older ones too. This package knows
   * no class above it, so a test compares the two.
   */
  public static final String RUN_JOB = "processcontrol.cli.RunJob";

  /** Indices of fields among those behind the command's name. */
  private static final int NUM_THREADS = 17;

  private static final int START_TIME = 19;

  /**
   * Start times, by pid, of the descendants that do not count; a pid alone may be another's by now.
   */
  private static final Map<Integer, String> SPARED = new HashMap<>();

  private Descendants() {}

  /** Leaves a child that is alive, and its descendants, out of every scan. */
  static void spare(int pid) {
    String[] fields = stat(pid);
    forgetEnded();
    if (fields != null) {
      SPARED.put(pid, fields[START_TIME]);
    }
  }

  /** A process that keeps a job running for ever starts many that it spares. */
  private static void forgetEnded() {
    for (Integer pid : List.copyOf(SPARED.keySet())) {
      if (stat(pid) == null) {
        SPARED.remove(pid);
      }
    }
  }

  /** Children, their children, and so on; zombies are left out, and those that are spared. */
  public static List<Member> scan() {
    Map<Integer, List<Member>> children = new HashMap<>();
    String[] entries = new File("/proc").list();
    for (String entry : entries == null ? new String[0] : entries) {
      char first = entry.charAt(0);
      if (first >= '1' && first <= '9') {
        readInto(children, Integer.parseInt(entry));
      }
    }
    List<Member> found = new ArrayList<>();
    collect(children, CurrentProcess.pid(), found);
    return found;
  }

  private static void collect(Map<Integer, List<Member>> children, int pid, List<Member> found) {
    for (Member child : children.getOrDefault(pid, List.of())) {
      // Only a leader of its own group can be one, which spares reading most of them.
      boolean leads = child.group() == child.pid();
      if (!leads || !goesItsOwnWay(Processes.arguments(child.pid()))) {
        found.add(child);
        collect(children, child.pid(), found);
      }
    }
  }

  private static boolean goesItsOwnWay(List<String> arguments) {
    return arguments.contains(RUN_JOB) && arguments.contains(OWN_WAY);
  }

  private static void readInto(Map<Integer, List<Member>> children, int pid) {
    String[] fields = stat(pid);
    if (fields == null || fields[START_TIME].equals(SPARED.get(pid))) {
      return;
    }
    if (lives(fields)) {
      Integer parent = Integer.valueOf(fields[1]);
      children
          .computeIfAbsent(parent, key -> new ArrayList<>())
          .add(new Member(pid, Integer.parseInt(fields[2])));
    }
  }

  private static boolean lives(String[] fields) {
    // A process whose first thread has ended looks like a zombie while its other threads run on.
    boolean dead = fields[0].equals("Z") && fields[NUM_THREADS].equals("1");
    return !dead && !fields[0].equals("X");
  }

  /**
   * Returns when a process started, which distinguishes it from another one with its pid; null if
   * it is dead.
   */
  public static @Nullable String startOf(int pid) {
    String[] fields = stat(pid);
    return fields == null || !lives(fields) ? null : fields[START_TIME];
  }

  /**
   * Returns what stands behind the command's name: state ppid pgrp ... num_threads itreal
   * starttime.
   */
  private static String @Nullable [] stat(int pid) {
    byte[] bytes = new byte[512];
    int size;
    try (FileInputStream in = new FileInputStream("/proc/" + pid + "/stat")) {
      size = in.read(bytes);
    } catch (IOException e) {
      return null; // It has ended meanwhile.
    }
    if (size <= 0) {
      return null;
    }
    String stat = new String(bytes, 0, size, StandardCharsets.ISO_8859_1);
    // The name may hold blanks and parentheses itself.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return fields.length <= START_TIME ? null : fields;
  }
}
