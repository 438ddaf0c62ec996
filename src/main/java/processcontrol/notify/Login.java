package processcontrol.notify;

import java.nio.charset.StandardCharsets;
import processcontrol.posix.CurrentProcess;
import processcontrol.posix.Fd;
import processcontrol.posix.FileStatus;
import processcontrol.posix.PosixException;

/**
 * A user and a password, the first two lines of a file.
 *
 * @param user never empty
 */
record Login(String user, String password) {

  private static final int MAX_SIZE = 4096;
  private static final int OTHERS = 07;

  /**
   * Reads a file that only its owner may read or write.
   *
   * @throws DeliveryException if it cannot be read, or others could
   */
  static Login read(String path) throws DeliveryException {
    String[] lines;
    try (Fd file = Fd.openForReading(path)) {
      FileStatus status = file.status();
      if (!status.isRegularFile()) {
        throw DeliveryException.lasting("mail.login_file: " + path + " is not a file");
      }
      if ((status.permissions() & OTHERS) != 0) {
        throw DeliveryException.lasting(
            "mail.login_file: everybody has a permission on " + path + "; run: chmod o= " + path);
      }
      if (status.uid() != 0 && status.uid() != CurrentProcess.effectiveUid()) {
        throw DeliveryException.lasting(
            "mail.login_file: " + path + " belongs neither to root nor to the service user");
      }
      lines = new String(file.readAll(MAX_SIZE), StandardCharsets.UTF_8).split("\n", -1);
    } catch (PosixException e) {
      throw DeliveryException.lasting("mail.login_file: " + e.getMessage());
    }
    if (lines.length < 2 || lines[0].isBlank() || lines[1].isEmpty()) {
      throw DeliveryException.lasting(
          "mail.login_file: " + path + " needs the user on line 1 and the password on line 2");
    }
    return new Login(lines[0].strip(), lines[1].endsWith("\r") ? chop(lines[1]) : lines[1]);
  }

  private static String chop(String line) {
    return line.substring(0, line.length() - 1);
  }

  /** Never shows the password. */
  @Override
  public String toString() {
    return user;
  }
}
