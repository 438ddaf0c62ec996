package processcontrol.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.posix.PosixException;

class FormTokenTest {

  private static final long NOW = 1_796_000_000_000L;
  private static final long DAY = 86_400_000;

  @TempDir Path state;

  private Path secret;

  @BeforeEach
  void find() {
    secret = state.resolve(".web-secret");
  }

  @Test
  void the_code_of_a_user_is_his_alone() {
    FormToken token = FormToken.of(state.toString());
    String code = token.of("jane", NOW);

    assertThat(token.isOf("jane", code, NOW)).isTrue();
    assertThat(token.isOf("joe", code, NOW)).isFalse();
    assertThat(token.isOf("jane", "", NOW)).isFalse();
    assertThat(token.isOf("jane", code + "x", NOW)).isFalse();
    assertThat(code).matches("[A-Za-z0-9_-]{43}");
  }

  @Test
  void a_code_is_good_for_its_day_and_the_next_one() {
    FormToken token = FormToken.of(state.toString());
    String code = token.of("jane", NOW);

    assertThat(token.isOf("jane", code, NOW + DAY)).isTrue();
    assertThat(token.isOf("jane", code, NOW + 2 * DAY)).isFalse();
    assertThat(token.isOf("jane", code, NOW - DAY)).isFalse();
  }

  @Test
  void the_secret_is_made_once_and_for_nobody_else_to_read() throws Exception {
    String code = FormToken.of(state.toString()).of("jane", NOW);

    assertThat(FormToken.of(state.toString()).of("jane", NOW)).isEqualTo(code);
    assertThat(Files.size(secret)).isEqualTo(32);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
        .isEqualTo("rw-------");
  }

  @Test
  void requests_at_the_same_time_make_one_secret() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Callable<String>> requests = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        requests.add(() -> FormToken.of(state.toString()).of("jane", NOW));
      }
      Set<String> codes =
          pool.invokeAll(requests).stream().map(FormTokenTest::get).collect(Collectors.toSet());
      assertThat(codes).hasSize(1);
    } finally {
      pool.shutdownNow();
    }
  }

  private static String get(Future<String> code) {
    try {
      return code.get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_secret_that_is_none_is_refused_with_what_to_do() throws Exception {
    Files.writeString(secret, "short");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    assertThatThrownBy(() -> FormToken.of(state.toString()))
        .isInstanceOf(PosixException.class)
        .hasMessageContaining(secret + ": it is not 32 bytes long; remove it");

    Files.write(secret, new byte[33]);
    assertThatThrownBy(() -> FormToken.of(state.toString())).hasMessageContaining("32 bytes");

    Files.write(secret, new byte[32]);
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> FormToken.of(state.toString()))
        .hasMessageContaining(": it is readable or writable by others; remove it");
  }
}
