package processcontrol.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutableTest {

  @TempDir Path directory;
  private Path one;
  private Path two;

  @BeforeEach
  void make_directories() throws Exception {
    one = Files.createDirectory(directory.resolve("one"));
    two = Files.createDirectory(directory.resolve("two"));
  }

  private String path() {
    return one + ":" + two;
  }

  private static void make(Path file, String permissions) throws Exception {
    Files.writeString(file, "#!/bin/sh\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void the_first_match_in_the_path_wins() throws Exception {
    make(one.resolve("a"), "rwxr-xr-x");
    make(two.resolve("a"), "rwxr-xr-x");
    make(two.resolve("b"), "rwxr-xr-x");

    assertThat(Executable.find("a", path())).isEqualTo(one + "/a");
    assertThat(Executable.find("b", path())).isEqualTo(two + "/b");
    assertThat(Executable.find("a", two + ":" + one)).isEqualTo(two + "/a");
  }

  @Test
  void a_name_with_a_slash_is_not_searched_for() {
    assertThat(Executable.find("/no/such/program", path())).isEqualTo("/no/such/program");
    assertThat(Executable.find("./a", path())).isEqualTo("./a");
  }

  @Test
  void a_missing_program_is_not_found() {
    for (String path : new String[] {path(), "", ":", "/no/such/directory"}) {
      PosixException e =
          catchThrowableOfType(PosixException.class, () -> Executable.find("absent", path));
      assertThat(e).hasMessage("cannot execute absent: No such file or directory");
      assertThat(e.isNotFound()).isTrue();
      assertThat(e.isDenied()).isFalse();
    }
  }

  @Test
  void a_program_that_may_not_be_executed_is_denied() throws Exception {
    make(one.resolve("a"), "rw-r--r--");
    PosixException e =
        catchThrowableOfType(PosixException.class, () -> Executable.find("a", path()));

    assertThat(e).hasMessage("cannot execute a: Permission denied");
    assertThat(e.isDenied()).isTrue();
    assertThat(e.isNotFound()).isFalse();
  }

  @Test
  void one_that_may_be_executed_is_found_behind_one_that_may_not() throws Exception {
    make(one.resolve("a"), "rw-r--r--");
    make(two.resolve("a"), "rwxr-xr-x");

    assertThat(Executable.find("a", path())).isEqualTo(two + "/a");
  }

  @Test
  void a_directory_is_no_program() throws Exception {
    Files.createDirectory(one.resolve("a"));

    assertThat(
            catchThrowableOfType(PosixException.class, () -> Executable.find("a", path()))
                .isNotFound())
        .isTrue();
    make(two.resolve("a"), "rwxr-xr-x");
    assertThat(Executable.find("a", path())).isEqualTo(two + "/a");
  }

  @Test
  void an_empty_entry_does_not_mean_the_current_directory() throws Exception {
    assertThat(Path.of("pom.xml")).exists();
    PosixException e =
        catchThrowableOfType(PosixException.class, () -> Executable.find("pom.xml", "::"));

    // The current directory's file is not even noticed as one that may not be executed.
    assertThat(e.isNotFound()).isTrue();
  }

  @Test
  void an_empty_name_is_not_found() {
    assertThat(
            catchThrowableOfType(PosixException.class, () -> Executable.find("", path()))
                .isNotFound())
        .isTrue();
  }
}
