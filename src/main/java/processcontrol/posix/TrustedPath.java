package processcontrol.posix;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A path that root writes to. Links on it are followed where root or this process's user made them,
 * and no others: a user with write permission for one of its directories could lead root anywhere,
 * and swap the link between a look and its use. So it is walked by descriptors, component by
 * component.
 */
public final class TrustedPath {

  private static final int O_PATH = 0x200000;
  private static final int MAX_LINKS = 40;
  private static final int MAX_TARGET = 4096;

  private TrustedPath() {}

  /**
   * Opens a directory.
   *
   * @throws PosixException also if a link on the way belongs to another user
   */
  public static Directory open(String path) {
    ArrayDeque<String> rest = new ArrayDeque<>();
    Directory at = Directory.open(start(path, rest));
    int links = 0;
    try {
      while (!rest.isEmpty()) {
        String name = rest.pop();
        String target = linkTarget(at, name);
        Directory next;
        if (target == null) {
          next = at.openDirectory(name);
        } else if (++links > MAX_LINKS) {
          throw new PosixException("open " + path, Libc.ELOOP);
        } else if (target.startsWith("/")) {
          next = Directory.open(start(target, rest));
        } else {
          start(target, rest);
          continue;
        }
        at.close();
        at = next;
      }
      return at;
    } catch (PosixException e) {
      at.close();
      throw e;
    }
  }

  /** Puts the components before the rest; returns where they begin. */
  private static String start(String path, ArrayDeque<String> rest) {
    String[] names = path.split("/", -1);
    for (int i = names.length - 1; i >= 0; i--) {
      if (!names[i].isEmpty() && !names[i].equals(".")) {
        rest.push(names[i]);
      }
    }
    return path.startsWith("/") ? "/" : ".";
  }

  /** Returns the target of an entry, or null if it is no link. */
  private static @Nullable String linkTarget(Directory at, String name) {
    try (Fd entry = at.open(name, O_PATH | Libc.O_NOFOLLOW)) {
      FileStatus status = entry.status();
      if (!status.isSymlink()) {
        return null;
      }
      if (status.uid() != 0 && status.uid() != CurrentProcess.effectiveUid()) {
        throw new PosixException(
            "cannot write below "
                + entry.path()
                + ": it is a symbolic link of the user "
                + status.uid()
                + "; use a directory that only root can write");
      }
      return read(entry);
    }
  }

  private static String read(Fd link) {
    long empty = Libc.newString("");
    long buffer = Libc.allocate(MAX_TARGET);
    try {
      long readlinkat = Libc.function("readlinkat");
      int length = (int) Libc.call(readlinkat, link.number(), empty, buffer, MAX_TARGET);
      if (length < 0) {
        throw new PosixException("read the link " + link.path(), Libc.errno());
      }
      byte[] target = new byte[length];
      Libc.copyOut(buffer, target, 0, length);
      return new String(target, StandardCharsets.UTF_8);
    } finally {
      Libc.free(buffer);
      Libc.free(empty);
    }
  }
}
