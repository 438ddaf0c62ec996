package processcontrol.cli;

import java.io.File;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.posix.Account;
import processcontrol.posix.CurrentProcess;
import processcontrol.posix.Privileges;

/**
 * Step 3 of the life of a run: whatever user calls, the process continues as the service user.
 * Nothing is created, opened for writing or executed before.
 */
final class ServiceUser {

  private ServiceUser() {}

  /**
   * Makes this process the service user's: root becomes it irrevocably, the service user stays.
   *
   * @throws InvalidConfigException if there is no such user, or it is root
   * @throws NotAllowedException for everybody else
   */
  static Account become(GlobalConfig config) {
    Account account = Account.find(config.user());
    if (account == null) {
      throw new InvalidConfigException(
          (isWritten(config) ? config.file() + ": user: " : "")
              + "there is no user '"
              + config.user()
              + "'; create it with: useradd --system "
              + config.user());
    }
    if (account.uid() == 0) {
      throw new InvalidConfigException(
          config.file() + ": user: jobs never run as root; name a user of their own");
    }
    int caller = CurrentProcess.effectiveUid();
    if (caller == 0) {
      Privileges.become(account);
    } else if (caller != account.uid()) {
      throw new NotAllowedException(
          "only root and the service user "
              + account.name()
              + " may run jobs, not user "
              + caller
              + "; use sudo");
    }
    return account;
  }

  /** Without a configuration file, everything is as the defaults say. */
  private static boolean isWritten(GlobalConfig config) {
    return new File(config.file()).exists();
  }
}
