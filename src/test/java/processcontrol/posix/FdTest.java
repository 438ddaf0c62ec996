package processcontrol.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class FdTest {

  @TempDir Path directory;
  private Directory root;

  @BeforeEach
  void open_directory() {
    root = Directory.open(directory.toString());
  }

  @AfterEach
  void close_directory() {
    root.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static void write(Fd fd, String text) {
    assertThat(fd.write(bytes(text), 0, text.length())).isEqualTo(text.length());
  }

  @Test
  void a_new_file_gets_its_mode_and_excludes_a_second_one() throws Exception {
    int mask = CurrentProcess.umask(0);
    try (Fd file = root.createForAppending("a", 0640)) {
      write(file, "x");
      PosixException e =
          catchThrowableOfType(PosixException.class, () -> root.createForAppending("a", 0640));
      assertThat(e).hasMessage("cannot open " + directory + "/a: File exists");
      assertThat(e.isExists()).isTrue();
    } finally {
      CurrentProcess.umask(mask);
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("a"))))
        .isEqualTo("rw-r-----");
    assertThat(directory.resolve("a")).hasContent("x");
  }

  @Test
  void links_are_not_followed_below_a_directory() throws Exception {
    Files.writeString(directory.resolve("target"), "secret");
    Files.createSymbolicLink(directory.resolve("link"), directory.resolve("target"));
    String message = "cannot open " + directory + "/link: it is a symbolic link; remove it";

    assertThatThrownBy(() -> root.openForReading("link"))
        .hasMessage("cannot open " + directory + "/link: Too many levels of symbolic links");
    assertThatThrownBy(() -> root.openForAppending("link", 0600)).hasMessage(message);
    assertThatThrownBy(() -> root.openForUpdating("link", 0600)).hasMessage(message);
    assertThat(
            catchThrowableOfType(PosixException.class, () -> root.createForAppending("link", 0600))
                .isExists())
        .isTrue();
    assertThat(directory.resolve("target")).hasContent("secret");
  }

  @Test
  void a_directory_is_made_once_and_never_a_link() throws Exception {
    root.openOrMakeDirectory("d", 0700).close();
    root.openOrMakeDirectory("d", 0700).close();
    Files.createSymbolicLink(directory.resolve("link"), directory.resolve("d"));

    assertThat(directory.resolve("d")).isDirectory();
    assertThatThrownBy(() -> root.openOrMakeDirectory("link", 0700))
        .hasMessage("cannot open " + directory + "/link: Not a directory");
    assertThatThrownBy(() -> root.openOrMakeDirectory("a/b", 0700))
        .hasMessage("cannot make directory " + directory + "/a/b: No such file or directory");
  }

  @Test
  void appending_goes_to_the_end_whoever_wrote_before() throws Exception {
    try (Fd one = root.openForAppending("a", 0600);
        Fd two = root.openForAppending("a", 0600)) {
      write(one, "1");
      write(two, "2");
      one.writeAtOnce(bytes("3"));
    }

    assertThat(directory.resolve("a")).hasContent("123");
  }

  @Test
  void a_file_is_read_in_pieces_or_whole() throws Exception {
    byte[] content = random(500_000);
    Files.write(directory.resolve("a"), content);
    try (Fd file = root.openForReading("a")) {
      assertThat(file.readAll(1_000_000)).isEqualTo(content);
      assertThat(file.read(new byte[10], 0, 10)).isEqualTo(-1);
      assertThat(file.readAt(499_990, 100)).isEqualTo(random(500_000, 499_990));
      assertThat(file.readAt(500_000, 100)).isEmpty();
    }
    try (Fd file = Fd.openForReading(directory + "/a")) {
      byte[] target = new byte[8];
      assertThat(file.read(target, 2, 3)).isEqualTo(3);
      assertThat(target).containsExactly(0, 0, content[0], content[1], content[2], 0, 0, 0);
      assertThat(file.read(new byte[200_000], 0, 200_000)).isEqualTo(Fd.CHUNK);
    }
    try (Fd file = Fd.openForReading(directory + "/a")) {
      assertThat(file.readAll(5000)).isEqualTo(java.util.Arrays.copyOf(content, 5000));
    }
  }

  private static byte[] random(int size, int from) {
    return java.util.Arrays.copyOfRange(random(size), from, size);
  }

  @Test
  void writing_takes_the_part_that_was_asked_for() throws Exception {
    try (Fd file = root.openForUpdating("a", 0600)) {
      assertThat(file.write(bytes("abcdef"), 2, 3)).isEqualTo(3);
      assertThat(file.write(random(200_000), 0, 200_000)).isEqualTo(Fd.CHUNK);
    }

    assertThat(Files.size(directory.resolve("a"))).isEqualTo(3 + Fd.CHUNK);
    try (Fd file = root.openForAppending("b", 0600)) {
      file.writeAtOnce(random(300_000));
    }
    assertThat(directory.resolve("b")).hasBinaryContent(random(300_000));
  }

  @Test
  void content_is_replaced_whole_whether_longer_or_shorter() throws Exception {
    try (Fd file = root.openForUpdating("a", 0600)) {
      file.replaceContent(bytes("a longer text"));
      file.replaceContent(bytes("short"));
      assertThat(directory.resolve("a")).hasContent("short");
      file.replaceContent(bytes("longer again"));
      assertThat(directory.resolve("a")).hasContent("longer again");
      file.truncate(0);
      assertThat(directory.resolve("a")).isEmptyFile();
    }
  }

  @Test
  void a_lock_excludes_every_other_open_until_it_is_given_up() {
    try (Fd one = root.openForUpdating("a", 0600);
        Fd two = root.openForUpdating("a", 0600)) {
      assertThat(one.tryLock()).isTrue();
      assertThat(one.tryLock()).isTrue();
      assertThat(two.tryLock()).isFalse();
      one.unlock();
      assertThat(two.tryLock()).isTrue();
      assertThat(one.tryLock()).isFalse();
      two.unlock();
      assertThat(one.tryLock()).isTrue();
    }
  }

  @Test
  void a_fifo_without_a_writer_does_not_block() throws Exception {
    new ProcessBuilder("mkfifo", directory + "/fifo").start().waitFor();
    try (Fd fifo = Fd.openForReading(directory + "/fifo")) {
      assertThat(fifo.status().isRegularFile()).isFalse();
      assertThat(fifo.read(new byte[1], 0, 1)).isEqualTo(-1);
    }
  }

  @Test
  void a_pipe_is_read_without_blocking_to_its_end() {
    Fd[] pipe = Fd.pipe("a pipe");
    byte[] target = new byte[10];
    try (Fd reading = pipe[0]) {
      assertThat(reading.read(target, 0, 10)).isZero();
      write(pipe[1], "abc");
      assertThat(reading.read(target, 0, 10)).isEqualTo(3);
      assertThat(target).startsWith('a', 'b', 'c', 0);
      pipe[1].close();
      assertThat(reading.read(target, 0, 10)).isEqualTo(-1);
    }
  }

  @Test
  void writing_to_a_pipe_without_a_reader_is_an_error() {
    Fd[] pipe = Fd.pipe("a pipe");
    pipe[0].close();
    try (Fd writing = pipe[1]) {
      assertThatThrownBy(() -> writing.write(bytes("x"), 0, 1))
          .isInstanceOf(PosixException.class)
          .hasMessage("cannot write a pipe: Broken pipe");
    }
  }

  @Test
  void a_full_device_is_an_error_of_each_kind_of_write() {
    try (Directory dev = Directory.open("/dev");
        Fd full = dev.openForAppending("full", 0)) {
      String message = "cannot write /dev/full: No space left on device";
      assertThatThrownBy(() -> full.write(bytes("x"), 0, 1)).hasMessage(message);
      assertThatThrownBy(() -> full.writeAtOnce(bytes("x"))).hasMessage(message);
      assertThatThrownBy(() -> full.replaceContent(bytes("x"))).hasMessage(message);
    }
  }

  @Test
  void a_closed_descriptor_is_not_used_again() {
    Fd file = root.openForUpdating("a", 0600);
    assertThat(file.isOpen()).isTrue();
    file.close();
    file.close();

    assertThat(file.isOpen()).isFalse();
    assertThatThrownBy(() -> file.read(new byte[1], 0, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(directory + "/a is closed");
  }

  @Test
  void every_descriptor_is_close_on_exec() throws Exception {
    Fd[] pipe = Fd.pipe("a pipe");
    try (Fd file = root.openForUpdating("a", 0600)) {
      for (Fd fd : new Fd[] {file, pipe[0], pipe[1]}) {
        String info = Files.readString(Path.of("/proc/self/fdinfo/" + fd.number()));
        assertThat(info).as(fd.path()).containsPattern("flags:\t0?2[0-9]{6}\n");
      }
    } finally {
      pipe[0].close();
      pipe[1].close();
    }
  }

  @Test
  void only_a_terminal_is_one() {
    try (Fd file = root.openForUpdating("a", 0600)) {
      assertThat(file.isTerminal()).isFalse();
    }
  }
}
