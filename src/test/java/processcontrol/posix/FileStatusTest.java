package processcontrol.posix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileStatusTest {

  @TempDir Path directory;

  private static FileStatus status(Path path) {
    try (Fd fd = Fd.openForReading(path.toString())) {
      return fd.status();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwxrwx", "rw-r--r--", "r--------", "rw-rw--w-", "rwxr-x--x"})
  void mode_owner_and_size_are_those_of_the_file(String permissions) throws Exception {
    Path file = directory.resolve("a");
    Files.write(file, new byte[12_345]);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    FileStatus status = status(file);

    assertThat(status.mode()).isEqualTo(Files.getAttribute(file, "unix:mode"));
    assertThat(status.uid()).isEqualTo(Files.getAttribute(file, "unix:uid"));
    assertThat(status.size()).isEqualTo(12_345);
    assertThat(status.isRegularFile()).isTrue();
    assertThat(status.isWritableByOthers()).isEqualTo(permissions.charAt(7) == 'w');
  }

  @Test
  void the_owner_is_not_always_the_caller() throws Exception {
    Path passwd = Path.of("/etc/passwd");

    assertThat(status(passwd).uid()).isZero();
    assertThat(status(passwd).size()).isEqualTo(Files.size(passwd));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/dev/null", "/tmp"})
  void directories_and_devices_are_no_regular_files(String path) throws Exception {
    assertThat(status(Path.of(path)).isRegularFile()).isFalse();
    assertThat(status(Path.of(path)).mode())
        .isEqualTo(Files.getAttribute(Path.of(path), "unix:mode"));
  }

  @Test
  void a_file_beyond_four_gibibytes_has_its_size() throws Exception {
    try (Directory root = Directory.open(directory.toString());
        Fd file = root.openForUpdating("sparse", 0600)) {
      file.truncate(5_000_000_000L);

      assertThat(file.status().size()).isEqualTo(5_000_000_000L);
    }
  }
}
