package processcontrol.notify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The name of this machine. */
public final class HostName {

  private HostName() {}

  /** As the kernel has it: a name service could keep us waiting. */
  public static String name() {
    try {
      String name =
          Files.readString(Path.of("/proc/sys/kernel/hostname"), StandardCharsets.ISO_8859_1);
      String clean = clean(name.strip());
      return clean.isEmpty() ? "localhost" : clean;
    } catch (IOException e) {
      return "localhost";
    }
  }

  /** Returns what may stand in a header: a kernel takes any bytes as its name. */
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
