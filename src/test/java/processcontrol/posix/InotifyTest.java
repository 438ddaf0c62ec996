package processcontrol.posix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class InotifyTest {

  private static final List<String> WANTED = List.of("wanted", "\u00e4");

  @TempDir Path directory;

  private static void await(Inotify inotify) {
    Poll poll = new Poll(1);
    poll.add(inotify.fd(), Poll.IN);
    poll.await(-1);
  }

  @Test
  void a_file_that_is_created_moved_here_or_closed_is_told_of() throws Exception {
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    Path here = Files.createDirectory(directory.resolve("here"));
    try (Inotify inotify = Inotify.open()) {
      assertThat(inotify.watch(here.toString())).isTrue();
      assertThat(inotify.take(WANTED)).isFalse();

      Files.createFile(here.resolve("wanted"));
      await(inotify);
      assertThat(inotify.take(WANTED)).isTrue();
      assertThat(inotify.take(WANTED)).isFalse();

      Files.move(Files.createFile(elsewhere.resolve("x")), here.resolve("\u00e4"));
      await(inotify);
      assertThat(inotify.take(WANTED)).isTrue();

      Files.writeString(here.resolve("wanted"), "more");
      await(inotify);
      assertThat(inotify.take(WANTED)).isTrue();
    }
  }

  @Test
  void other_files_of_the_directory_do_not_matter() throws Exception {
    try (Inotify inotify = Inotify.open()) {
      inotify.watch(directory.toString());
      for (int i = 0; i < 1000; i++) {
        Files.createFile(directory.resolve("other-file-with-a-longer-name-" + i));
      }

      assertThat(inotify.take(WANTED)).isFalse();

      Files.createFile(directory.resolve("wanted"));
      assertThat(inotify.take(WANTED)).isTrue();
    }
  }

  @Test
  void reading_a_file_is_no_event() throws Exception {
    Path file = Files.createFile(directory.resolve("wanted"));
    try (Inotify inotify = Inotify.open()) {
      inotify.watch(directory.toString());

      Files.readString(file);
      FileLease.ask(file.toString());

      assertThat(inotify.take(WANTED)).isFalse();
    }
  }

  @Test
  void what_cannot_be_watched_is_no_error() throws Exception {
    try (Inotify inotify = Inotify.open()) {
      assertThat(inotify.watch(directory.resolve("missing").toString())).isFalse();
      Path file = Files.createFile(directory.resolve("file"));
      assertThat(inotify.watch(file.toString())).isFalse();
    }
  }
}
