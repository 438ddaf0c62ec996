package processcontrol.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedPathTest {

  @TempDir Path root;
  private Path target;

  @BeforeEach
  void make() throws IOException {
    target = Files.createDirectories(root.resolve("target/deep"));
  }

  private static boolean has(Path opened, Path real) throws IOException {
    try (Directory directory = TrustedPath.open(opened.toString())) {
      directory.replaceFile("written", new byte[0], 0600);
    }
    return Files.deleteIfExists(real.resolve("written"));
  }

  @Test
  void own_links_are_followed_wherever_they_stand_and_lead() throws IOException {
    Files.createSymbolicLink(root.resolve("absolute"), target.getParent());
    Files.createSymbolicLink(root.resolve("relative"), Path.of("target/../absolute/./deep"));

    assertThat(has(target, target)).isTrue();
    assertThat(has(root.resolve("absolute/deep"), target)).isTrue();
    assertThat(has(root.resolve("relative"), target)).isTrue();
    assertThat(has(root.resolve("relative/.."), target.getParent())).isTrue();
  }

  @Test
  void link_of_another_user_is_refused_at_every_place() throws IOException {
    assumeTrue(CurrentProcess.effectiveUid() == 0, "only root can give a file away");
    Path foreign = Files.createSymbolicLink(root.resolve("foreign"), target.getParent());
    Files.setAttribute(foreign, "unix:uid", 65_534, LinkOption.NOFOLLOW_LINKS);
    Files.createSymbolicLink(root.resolve("own"), Path.of("foreign/deep"));

    for (String path : new String[] {"foreign", "foreign/deep", "own"}) {
      assertThatThrownBy(() -> TrustedPath.open(root.resolve(path).toString()))
          .as(path)
          .isInstanceOf(PosixException.class)
          .hasMessageContaining(
              "foreign: it is a symbolic link of the user 65534; use a directory");
    }
  }

  @Test
  void what_is_missing_or_a_file_or_a_loop_is_said() throws IOException {
    Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
    Files.createFile(root.resolve("file"));

    assertThatThrownBy(() -> TrustedPath.open(root.resolve("missing/x").toString()))
        .hasMessageContaining("missing: No such file or directory");
    assertThatThrownBy(() -> TrustedPath.open(root.resolve("file").toString()))
        .hasMessageContaining("file: Not a directory");
    assertThatThrownBy(() -> TrustedPath.open(root.resolve("loop").toString()))
        .hasMessageContaining("Too many levels of symbolic links");
  }
}
