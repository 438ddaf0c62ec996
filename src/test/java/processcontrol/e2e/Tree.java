package processcontrol.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Temporary directories and the files in them, without checked exceptions. */
final class Tree {

  private Tree() {}

  /** A directory that everybody may enter; not in /tmp, which a test replaces. */
  static Path create() {
    return createIn(Path.of("/var/tmp"));
  }

  static Path createIn(Path parent) {
    try {
      Path directory = Files.createTempDirectory(parent, Leftovers.prefix());
      return mode(directory, "rwxr-xr-x");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void delete(Path directory) {
    Commands.run("rm", "-rf", "--one-file-system", directory.toString());
  }

  static Path write(Path file, String text) {
    return write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  static Path write(Path file, byte[] content) {
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a file that others may be reading: they see the old one or the new one. */
  static Path replace(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Path hidden = file.resolveSibling(".new-" + file.getFileName());
      Files.write(hidden, text.getBytes(StandardCharsets.UTF_8));
      return Files.move(hidden, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    return new String(bytes(file), StandardCharsets.UTF_8);
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path mode(Path file, String permissions) {
    try {
      return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the target of a symbolic link. */
  static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path link(Path link, Path target) {
    try {
      return Files.createSymbolicLink(link, target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path directory(Path directory) {
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The entries of a directory in the order of their names; none where there is no directory. */
  static java.util.List<Path> list(Path directory) {
    if (!Files.isDirectory(directory)) {
      return java.util.List.of();
    }
    try (java.util.stream.Stream<Path> entries = Files.list(directory)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
