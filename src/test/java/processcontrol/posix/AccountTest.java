package processcontrol.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountTest {

  private static List<String> getent(String key) throws Exception {
    Process getent = new ProcessBuilder("getent", "passwd", key).start();
    String line = new String(getent.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    getent.waitFor();
    return List.of(line.strip().split(":", -1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"root", "nobody", "0", "65534", "daemon", "1"})
  void an_account_is_what_the_name_service_says(String nameOrUid) throws Exception {
    List<String> expected = getent(nameOrUid);
    Account account = Account.find(nameOrUid);

    assertThat(account)
        .isEqualTo(
            new Account(
                expected.get(0),
                Integer.parseInt(expected.get(2)),
                Integer.parseInt(expected.get(3)),
                expected.get(5),
                expected.get(6)));
    assertThat(Account.find(account.uid())).isEqualTo(account);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no-such-user",
        "",
        "4000000",
        "999999999",
        "2147483646",
        "4294967295",
        "4294967296",
        "99999999999",
        "-1",
        "0x0",
        "root ",
        "ro:ot"
      })
  void nobody_else_is_found(String nameOrUid) {
    assertThat(Account.find(nameOrUid)).isNull();
  }

  @Test
  void a_nul_character_is_refused() {
    assertThatThrownBy(() -> Account.find("root\0x"))
        .isInstanceOf(PosixException.class)
        .hasMessage("a NUL character is not allowed in 'root\\0x'");
  }
}
