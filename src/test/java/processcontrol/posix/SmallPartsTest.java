package processcontrol.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class SmallPartsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "256, 1, 0",
    "65280, 255, 0",
    "36608, 143, 0",
    "15, -1, 15",
    "9, -1, 9",
    "139, -1, 11",
    "64, -1, 64"
  })
  void a_status_word_tells_exit_code_and_signal_apart(int status, int exitCode, int signal) {
    assertThat(Termination.ofStatus(status)).isEqualTo(new Termination(exitCode, signal));
  }

  @Test
  void an_error_names_the_attempt_and_its_reason() {
    PosixException e = new PosixException("open /x", Libc.EACCES);

    assertThat(e).hasMessage("cannot open /x: Permission denied");
    assertThat(e.errno()).isEqualTo(13);
    assertThat(e.errorText()).isEqualTo("Permission denied");
    assertThat(e.isDenied()).isTrue();
    assertThat(new PosixException("open /x", Libc.ENOTDIR).isNotFound()).isTrue();
    assertThat(new PosixException("open /x", Libc.ENOENT).isNotFound()).isTrue();
    assertThat(new PosixException("open /x", Libc.EPERM).isDenied()).isFalse();
    assertThat(new PosixException("just so")).hasMessage("just so");
    assertThat(new PosixException("just so").errno()).isZero();
  }

  @Test
  void a_descriptor_is_ready_once_there_is_something_to_read() {
    Fd[] pipe = Fd.pipe("a pipe");
    Fd[] quiet = Fd.pipe("another pipe");
    Poll poll = new Poll(2);
    try {
      int index = poll.add(pipe[0], Poll.IN);
      int other = poll.add(quiet[0], Poll.IN);
      poll.await(0);
      assertThat(poll.isReady(index)).isFalse();
      pipe[1].write(new byte[] {1}, 0, 1);
      poll.await(-1);
      assertThat(poll.isReady(index)).isTrue();
      assertThat(poll.isReady(other)).isFalse();
      assertThat(poll.isReady(-1)).isFalse();
      assertThat(pipe[0].read(new byte[1], 0, 1)).isEqualTo(1);
      pipe[1].close();
      poll.clear();
      assertThat(poll.add(pipe[0], Poll.IN)).isZero();
      poll.await(-1);
      assertThat(poll.isReady(0)).as("at its end").isTrue();
    } finally {
      for (Fd fd : new Fd[] {pipe[0], pipe[1], quiet[0], quiet[1]}) {
        fd.close();
      }
    }
  }

  @Test
  void a_full_pipe_is_not_ready_for_writing() {
    Fd[] pipe = Fd.pipe("a pipe");
    Poll poll = new Poll(1);
    try (Fd reading = pipe[0];
        Fd writing = pipe[1]) {
      int index = poll.add(writing, Poll.OUT);
      poll.await(0);
      assertThat(poll.isReady(index)).isTrue();
      assertThat(writing.write(new byte[65_536], 0, 65_536)).isEqualTo(65_536);
      poll.await(0);
      assertThat(poll.isReady(index)).isFalse();
      assertThatThrownBy(() -> poll.add(reading, Poll.IN))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("more than 1 descriptors");
    }
  }

  @Test
  void the_wait_ends_after_its_time() {
    Fd[] pipe = Fd.pipe("a pipe");
    Poll poll = new Poll(1);
    try (Fd reading = pipe[0];
        Fd writing = pipe[1]) {
      poll.add(reading, Poll.IN);
      long start = System.nanoTime();
      poll.await(30);

      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(25_000_000L);
      assertThat(writing.isOpen()).isTrue();
    }
  }

  @Test
  void this_process_is_this_process() throws Exception {
    assertThat(CurrentProcess.pid()).isEqualTo((int) ProcessHandle.current().pid());
    assertThat(CurrentProcess.effectiveUid())
        .isEqualTo(Files.getAttribute(Path.of("/proc/self/status"), "unix:uid"));
  }

  @Test
  void text_becomes_a_c_string_of_utf_8() {
    assertThat(Libc.cString("a\u00e4")).containsExactly('a', 0xc3, 0xa4, 0);
    long address = Libc.newString("gr\u00fc\u00df");
    try {
      assertThat(Libc.string(address)).isEqualTo("gr\u00fc\u00df");
      assertThat(Libc.string(0)).isNull();
    } finally {
      Libc.free(address);
    }
    assertThatThrownBy(() -> Libc.cString("a\0b"))
        .hasMessage("a NUL character is not allowed in 'a\\0b'");
    assertThat(new String(Libc.cString(""), StandardCharsets.UTF_8)).isEqualTo("\0");
  }

  @Test
  void a_missing_function_says_what_is_needed() {
    assertThatThrownBy(() -> Libc.function("no_such_function"))
        .isInstanceOf(PosixException.class)
        .hasMessage("no_such_function is missing: glibc 2.34 or newer is needed");
  }
}
