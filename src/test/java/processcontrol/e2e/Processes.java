package processcontrol.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The kernel's view of processes, proc(5). */
final class Processes {

  private Processes() {}

  /** The processes that have a word in their environment; zombies have none. */
  static List<Long> withMarker(String marker) {
    List<Long> found = new ArrayList<>();
    for (long pid : all()) {
      if (readOrNothing(pid, "environ").contains(marker)) {
        found.add(pid);
      }
    }
    return found;
  }

  /** Returns true if the process lives; a zombie does not. */
  static boolean isAlive(long pid) {
    String stat = readOrNothing(pid, "stat");
    return !stat.isEmpty() && "ZX".indexOf(stat.charAt(stat.lastIndexOf(')') + 2)) < 0;
  }

  /** The arguments of a process, a NUL behind each; empty for a zombie. */
  static String commandLine(long pid) {
    return readOrNothing(pid, "cmdline");
  }

  static Map<String, String> status(long pid) {
    return fields(readOrNothing(pid, "status"));
  }

  /** Parses what stands in /proc/PID/status. */
  static Map<String, String> fields(String status) {
    Map<String, String> fields = new TreeMap<>();
    status
        .lines()
        .filter(line -> line.contains(":\t"))
        .forEach(
            line -> {
              int colon = line.indexOf(":\t");
              fields.put(line.substring(0, colon), line.substring(colon + 2).strip());
            });
    return fields;
  }

  /** The status of each thread. */
  static List<Map<String, String>> threads(long pid) {
    return Tree.list(Path.of("/proc/" + pid + "/task")).stream()
        .map(task -> fields(readOrNothing(pid, "task/" + task.getFileName() + "/status")))
        .filter(status -> !status.isEmpty())
        .toList();
  }

  /** The fields of /proc/PID/stat from the state on: state, ppid, pgrp, session, tty, ... */
  static String[] stat(long pid) {
    String stat = readOrNothing(pid, "stat");
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
  }

  /** The variables of a process; it has none for a moment while it executes its program. */
  static Map<String, String> environment(long pid) {
    Await.until(pid + " has an environment", () -> !readOrNothing(pid, "environ").isEmpty());
    Map<String, String> variables = new TreeMap<>();
    for (String variable : readOrNothing(pid, "environ").split("\0", -1)) {
      int equals = variable.indexOf('=');
      if (equals > 0) {
        variables.put(variable.substring(0, equals), variable.substring(equals + 1));
      }
    }
    return variables;
  }

  /** The open descriptors and what they lead to. */
  static Map<Integer, String> descriptors(long pid) {
    Map<Integer, String> open = new TreeMap<>();
    for (Path fd : Tree.list(Path.of("/proc/" + pid + "/fd"))) {
      String target = readLinkOrNothing(fd);
      if (!target.isEmpty()) {
        open.put(Integer.valueOf(fd.getFileName().toString()), target);
      }
    }
    return open;
  }

  /**
   * Kills whatever has a file or one below a directory open: every job holds its lock. Returns
   * whether there was something to kill.
   */
  static boolean killUsersOf(Path directory) {
    boolean killed = false;
    for (long pid : all()) {
      // In this order: what is being started gets its own descriptors together with its name.
      if (!isOwn(pid) && uses(pid, directory)) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        killed = true;
      }
    }
    return killed;
  }

  /**
   * Returns true if a process is this JVM, or one that it is just starting, for another test
   * perhaps: until that executes its program it has all descriptors of this JVM.
   */
  private static boolean isOwn(long pid) {
    String line = readOrNothing(pid, "cmdline");
    return line.isEmpty()
        || line.substring(0, line.indexOf('\0') + 1).endsWith("/jspawnhelper\0")
        || line.equals(readOrNothing(ProcessHandle.current().pid(), "cmdline"));
  }

  private static boolean uses(long pid, Path directory) {
    try (var open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      for (Path fd : open.toList()) {
        if (Files.isSymbolicLink(fd)
            && (Files.readSymbolicLink(fd) + "/").startsWith(directory + "/")) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false; // It has ended meanwhile.
    }
  }

  private static List<Long> all() {
    return Tree.list(Path.of("/proc")).stream()
        .map(entry -> entry.getFileName().toString())
        .filter(name -> name.chars().allMatch(Character::isDigit))
        .map(Long::valueOf)
        .toList();
  }

  private static String readLinkOrNothing(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return ""; // It was closed meanwhile.
    }
  }

  private static String readOrNothing(long pid, String file) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc/" + pid + "/" + file));
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return ""; // It has ended meanwhile.
    }
  }
}
