package processcontrol.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.job.MailTransport;

class LoginTest {

  @TempDir Path directory;

  private String file(String text, String mode) throws Exception {
    Path file = Files.writeString(directory.resolve("login"), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    return file.toString();
  }

  @Test
  void user_and_password_are_the_first_two_lines() throws Exception {
    Login login = Login.read(file(" me@example.org \n pass: word #1 \r\n", "rw-r-----"));

    assertThat(login.user()).isEqualTo("me@example.org");
    assertThat(login.password()).isEqualTo(" pass: word #1 ");
    assertThat(login).hasToString("me@example.org");
  }

  @Test
  void file_that_others_may_use_is_refused() throws Exception {
    for (String mode : new String[] {"rw----r--", "rw-----w-", "rw-r--rw-"}) {
      String path = file("me\nsecret\n", mode);
      assertThatThrownBy(() -> Login.read(path))
          .isInstanceOf(DeliveryException.class)
          .hasMessageContaining("chmod o= " + path);
    }
  }

  @Test
  void file_of_somebody_else_is_refused() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root can give files away");
    String path = file("me\nsecret\n", "rw-------");
    Files.setAttribute(Path.of(path), "unix:uid", 12345);

    assertThatThrownBy(() -> Login.read(path)).hasMessageContaining("belongs neither to root");
  }

  @Test
  void file_without_a_password_is_refused() throws Exception {
    for (String text : new String[] {"", "me", "me\n", "\nsecret\n"}) {
      String path = file(text, "rw-------");
      assertThatThrownBy(() -> Login.read(path))
          .hasMessageContaining("needs the user on line 1 and the password on line 2");
    }
    assertThatThrownBy(() -> Login.read(directory + "/none")).hasMessageContaining("No such file");
    assertThatThrownBy(() -> Login.read("/dev/null")).hasMessageContaining("is not a file");
  }

  @Test
  void password_leaves_the_machine_encrypted_alone() throws Exception {
    String login = file("me\nsecret\n", "rw-------");
    MailTransport open = new MailTransport("/s", "192.0.2.1", 25, false, login, null);
    Mail mail = new Mail("a@b", List.of("c@d"), "s", "<i@h>", null, "yak", "");

    assertThatThrownBy(() -> new Smtp(open, "db1", mail).send(1000))
        .isInstanceOf(DeliveryException.class)
        .hasMessage("mail.login_file: needs 'starttls: true' as well, to be safe");
  }
}
