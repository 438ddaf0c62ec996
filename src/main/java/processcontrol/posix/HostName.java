package processcontrol.posix;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The name of this machine as the kernel has it: a name service could keep us waiting. */
public final class HostName {

  private static final int MAX_SIZE = 4096;

  private HostName() {}

  /** Returns the name as it was set, a kernel takes any bytes; null if it is not known. */
  public static @Nullable String find() {
    for (String path : new String[] {"/proc/sys/kernel/hostname", "/etc/hostname"}) {
      try (Fd file = Fd.openForReading(path)) {
        String name = new String(file.readAll(MAX_SIZE), StandardCharsets.UTF_8).strip();
        if (!name.isEmpty()) {
          return name;
        }
      } catch (PosixException e) {
        // No /proc, or no such file: the next one may do.
      }
    }
    return null;
  }

  /** Returns the name, or a part of it, that may stand in headers of mails. */
  public static String name() {
    String name = find();
    String clean = name == null ? "" : clean(name);
    return clean.isEmpty() ? "localhost" : clean;
  }

  private static String clean(String name) {
    StringBuilder clean = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || (c == '.' && clean.length() > 0 && clean.charAt(clean.length() - 1) != '.');
      if (plain) {
        clean.append(c);
      }
    }
    return clean.toString();
  }
}
