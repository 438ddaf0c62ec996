package processcontrol.cli;

import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import processcontrol.posix.Account;
import processcontrol.start.Detached;

/** The person behind a call, for the audit trail. */
final class Caller {

  /** The kernel's value without a login: cron, boot, containers (audit's unset id). */
  private static final String UNSET = "4294967295";

  private Caller() {}

  /**
   * Returns the user who logged in, whatever user they became since: the kernel's login uid, which
   * cannot be forged, or else what sudo(8) says of itself; null if neither is known.
   *
   * @param asRoot whether root called, as only then sudo's word can be trusted
   */
  static @Nullable String name(boolean asRoot) {
    if (Detached.isThisProcess()) {
      return Detached.caller(); // Found by the call that detached this process, as root perhaps.
    }
    String loginUid = loginUid();
    if (loginUid != null) {
      Account account = Account.find(loginUid);
      return account == null ? loginUid : account.name();
    }
    String sudoUser = System.getenv("SUDO_USER");
    return asRoot && sudoUser != null && !sudoUser.isEmpty() ? sudoUser : null;
  }

  private static @Nullable String loginUid() {
    try (BufferedReader in =
        new BufferedReader(
            new FileReader("/proc/self/loginuid", StandardCharsets.ISO_8859_1), 64)) {
      String line = in.readLine();
      return line == null || line.equals(UNSET) || line.isEmpty() ? null : line;
    } catch (IOException e) {
      return null; // A kernel without audit.
    }
  }
}
