package processcontrol.crontab;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.job.VisibleText;
import processcontrol.posix.CurrentProcess;
import processcontrol.posix.Directory;
import processcontrol.posix.Fd;
import processcontrol.posix.FileStatus;
import processcontrol.posix.PosixException;
import processcontrol.posix.TrustedPath;

/** The installed crontab. Cron reads it at any moment, so it is replaced whole or not at all. */
public final class CrontabFile {

  /** Cron ignores a crontab that others than root may write. */
  private static final int MODE = 0644;

  private static final int MAX_SIZE = 64 << 20;
  private static final int CONTEXT_LINES = 3;

  private final String path;
  private final String directory;
  private final String name;

  /**
   * @throws IllegalArgumentException if cron would ignore a file of that name (cron(8): letters,
   *     digits, underscores and hyphens)
   */
  public CrontabFile(String path) {
    int slash = path.lastIndexOf('/');
    this.path = path;
    this.directory = slash < 0 ? "." : slash == 0 ? "/" : path.substring(0, slash);
    this.name = path.substring(slash + 1);
    if (name.isEmpty()) {
      throw new IllegalArgumentException(VisibleText.quoted(path) + " is not a file name");
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letterOrDigit && c != '_' && c != '-') {
        throw new IllegalArgumentException(
            "cron ignores a crontab named "
                + VisibleText.quoted(name)
                + ": use letters, digits, '_' and '-' only, no "
                + VisibleText.quoted(c));
      }
    }
  }

  private CrontabFile(String directory, String name) {
    this.path = directory + "/" + name;
    this.directory = directory;
    this.name = name;
  }

  /** A unit of systemd, which is replaced in the same way. */
  static CrontabFile ofUnit(String directory, String name) {
    return new CrontabFile(directory, name);
  }

  /**
   * Installs the text; returns false if it was installed already, with the right owner and mode.
   */
  public boolean install(String text) {
    if (isInstalled(text)) {
      return false;
    }
    try (Directory parent = TrustedPath.open(directory)) {
      parent.replaceFile(name, text.getBytes(StandardCharsets.UTF_8), MODE);
    }
    return true;
  }

  private boolean isInstalled(String text) {
    try (Directory parent = TrustedPath.open(directory);
        Fd file = parent.openForReading(name)) {
      FileStatus status = file.status();
      return status.isRegularFile()
          && status.uid() == CurrentProcess.effectiveUid()
          && status.gid() == CurrentProcess.effectiveGid()
          && status.permissions() == MODE
          && new String(file.readAll(MAX_SIZE), StandardCharsets.UTF_8).equals(text);
    } catch (PosixException e) {
      if (e.isNotFound() || e.isSymlink()) {
        return false;
      }
      throw e;
    }
  }

  /** The change from what is installed to the text as a unified diff; empty if there is none. */
  public String diff(String text) {
    List<String> installed = lines(installed());
    List<String> wanted = lines(text);
    List<String> diff =
        UnifiedDiffUtils.generateUnifiedDiff(
            path,
            path + " (generated)",
            installed,
            DiffUtils.diff(installed, wanted),
            CONTEXT_LINES);
    return diff.isEmpty() ? "" : String.join("\n", diff) + "\n";
  }

  /** Says why cron would not read the installed file, or null; a missing one has no fault. */
  public @Nullable String fault() {
    try (Directory parent = TrustedPath.open(directory);
        Fd file = parent.openForReading(name)) {
      FileStatus status = file.status();
      return status.isRegularFile() && (status.permissions() & 022) == 0
          ? null
          : path + ": cron ignores what others than its owner can write";
    } catch (PosixException e) {
      if (e.isSymlink()) {
        return path + ": is a symbolic link; cron-generate would replace it";
      }
      if (e.isNotFound()) {
        return null;
      }
      throw e;
    }
  }

  /** Returns what is installed; empty if nothing is. */
  public String installed() {
    try (Directory parent = TrustedPath.open(directory);
        Fd file = parent.openForReading(name)) {
      return new String(file.readAll(MAX_SIZE), StandardCharsets.UTF_8);
    } catch (PosixException e) {
      if (e.isNotFound() || e.isSymlink()) { // What a link leads to is not shown.
        return "";
      }
      throw e;
    }
  }

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    String rest = lines.remove(lines.size() - 1);
    if (!rest.isEmpty()) {
      lines.add(rest + "\n\\ No newline at end of file"); // Cron would not read that line.
    }
    return lines;
  }
}
