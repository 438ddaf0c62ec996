package processcontrol.crontab;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import processcontrol.posix.Directory;
import processcontrol.posix.EntryNames;
import processcontrol.posix.Fd;
import processcontrol.posix.PosixException;

/** The directory of systemd's units, of which only those with our mark are ours. */
public final class UnitDirectory {

  private static final int MAX_SIZE = 1 << 20;

  private final String path;

  public UnitDirectory(String path) {
    this.path = path;
  }

  /** Says how the directory differs; empty if it does not. */
  public String diff(Map<String, String> units) {
    StringBuilder diff = new StringBuilder();
    for (Map.Entry<String, String> unit : units.entrySet()) {
      diff.append(file(unit.getKey()).diff(unit.getValue()));
    }
    for (String name : stale(units.keySet())) {
      diff.append("Only in ").append(path).append(": ").append(name).append('\n');
    }
    return diff.toString();
  }

  /** Writes units, and removes those that are no more; returns how many files have changed. */
  public int install(Map<String, String> units) {
    int changed = 0;
    for (Map.Entry<String, String> unit : units.entrySet()) {
      changed += file(unit.getKey()).install(unit.getValue()) ? 1 : 0;
    }
    try (Directory directory = Directory.open(path)) {
      for (String name : stale(units.keySet())) {
        changed += directory.unlink(name) ? 1 : 0;
      }
    }
    return changed;
  }

  private CrontabFile file(String name) {
    return CrontabFile.ofUnit(path, name);
  }

  private Set<String> stale(Set<String> wanted) {
    Set<String> stale = new TreeSet<>();
    try (Directory directory = Directory.open(path);
        EntryNames names = directory.names()) {
      while (names.next()) {
        String name = names.name();
        boolean unit = name.endsWith(".timer") || name.endsWith(".service");
        if (unit
            && name.startsWith(SystemdUnits.PREFIX)
            && !wanted.contains(name)
            && isOurs(directory, name)) {
          stale.add(name);
        }
      }
    }
    return stale;
  }

  private static boolean isOurs(Directory directory, String name) {
    try (Fd file = directory.openForReading(name)) {
      String text = new String(file.readAll(MAX_SIZE), StandardCharsets.UTF_8);
      return text.startsWith(SystemdUnits.MARK);
    } catch (PosixException e) {
      return false;
    }
  }
}
