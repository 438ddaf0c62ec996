package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Every byte of both streams reaches the log. */
@EndToEnd
class OutputIT {

  /** Numbered lines of 101 bytes, a million of them. */
  private static final String FLOOD =
      "awk 'BEGIN { for (i = %d; i < %d + 1000000; i++) printf \"%%0100d\\n\", i }'";

  @Test
  void a_hundred_megabytes_on_each_stream_at_once_arrive_byte_by_byte(Installation pc)
      throws Exception {
    String toStdout = FLOOD.formatted(1, 1);
    String toStderr = FLOOD.formatted(5, 5);
    pc.shellJob("flood", "log: {rotate_bytes: 0}", toStdout + " &\n" + toStderr + " >&2\nwait\n");

    pc.run("flood").assertSilentSuccess();

    MessageDigest out = MessageDigest.getInstance("SHA-256");
    MessageDigest err = MessageDigest.getInstance("SHA-256");
    try (OutputStream stdout = new DigestOutputStream(OutputStream.nullOutputStream(), out);
        OutputStream stderr = new DigestOutputStream(OutputStream.nullOutputStream(), err)) {
      pc.log("flood").copyTo(stdout, stderr);
      stdout.write('\n');
      stderr.write('\n');
    }
    assertThat(HexFormat.of().formatHex(out.digest())).isEqualTo(sha256(toStdout));
    assertThat(HexFormat.of().formatHex(err.digest())).isEqualTo(sha256(toStderr));
  }

  private static String sha256(String command) {
    return Commands.run("sh", "-c", command + " | sha256sum").substring(0, 64);
  }

  @Test
  void nul_bytes_invalid_utf8_and_carriage_returns_pass_unchanged(Installation pc) {
    byte[] bytes = new byte[3 * 256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 7); // Each value three times, in an order of its own.
    }
    Path file = Tree.write(pc.work().resolve("bytes"), bytes);
    pc.shellJob("bytes", "cat bytes; printf 'a\\r\\n\\r\\n\\r' >&2; cat bytes >&2; printf x >&2");

    pc.run("bytes").assertSilentSuccess();

    assertThat(pc.log("bytes").stdout()).isEqualTo(Tree.bytes(file));
    String both = "a\r\n\r\n\r" + new String(bytes, StandardCharsets.ISO_8859_1) + "x";
    assertThat(pc.log("bytes").stderr()).isEqualTo(both.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void ten_megabytes_without_a_newline_pass_unchanged(Installation pc) {
    pc.shellJob("long", "head -c 10000000 /dev/zero | tr '\\0' x");

    pc.run("long").assertSilentSuccess();

    byte[] expected = "x".repeat(10_000_000).getBytes(StandardCharsets.US_ASCII);
    assertThat(pc.log("long").stdout()).isEqualTo(expected);
    assertThat(pc.log("long").lines()).hasSize(5);
  }

  @Test
  void a_long_line_that_the_other_stream_interrupts_can_be_put_together(Installation pc) {
    pc.shellJob(
        "mixed",
        """
        for i in 1 2 3 4 5; do
          head -c 100000 /dev/zero | tr '\\0' $i
          until grep -q $i$i$i$i%1$s; do sleep 0.05; done
          echo "error $i" >&2
          until grep -q "error $i"%1$s; do sleep 0.05; done
        done
        """
            .formatted(" " + pc.logs().resolve("mixed") + "/$PC_RUN.log"));

    pc.run("mixed").assertSilentSuccess();

    StringBuilder expected = new StringBuilder();
    for (int i = 1; i <= 5; i++) {
      expected.append(Integer.toString(i).repeat(100_000));
    }
    assertThat(pc.log("mixed").stdoutText()).isEqualTo(expected.toString());
    assertThat(pc.log("mixed").stderrText())
        .isEqualTo("error 1\nerror 2\nerror 3\nerror 4\nerror 5");
    assertThat(pc.log("mixed").text()).contains("\tINFO+\t");
  }

  @Test
  void the_last_line_needs_no_newline(Installation pc) {
    pc.shellJob("unfinished", "echo first; printf second; printf third >&2");

    pc.run("unfinished").assertSilentSuccess();

    assertThat(pc.log("unfinished").stdoutText()).isEqualTo("first\nsecond");
    assertThat(pc.log("unfinished").stderrText()).isEqualTo("third");
    assertThat(pc.log("unfinished").text()).endsWith("end command output\n");
  }

  @Test
  void empty_lines_are_lines(Installation pc) {
    pc.shellJob("empty", "printf '\\n\\na\\n\\nb'; printf '\\n\\nc' >&2");

    pc.run("empty").assertSilentSuccess();

    assertThat(pc.log("empty").stdoutText()).isEqualTo("\n\na\n\nb");
    assertThat(pc.log("empty").stderrText()).isEqualTo("\n\nc");
  }

  @Test
  void all_that_was_written_before_the_exit_is_in_the_log(Installation pc) {
    // More than a pipe holds, left there by a command that is gone at once.
    pc.shellJob("last", "head -c 60000 /dev/zero | tr '\\0' y; kill -s KILL $$");

    pc.run("last").assertFailure(137, "last: killed by SIGKILL");

    assertThat(pc.log("last").stdoutText()).isEqualTo("y".repeat(60_000));
  }

  @Test
  void an_unfinished_line_is_in_the_log_before_it_ends(Installation pc) throws IOException {
    pc.shellJob("prompt", "printf 'not yet ended'; while [ ! -e go ]; do sleep 0.1; done; echo .");
    Running running = pc.start("prompt");

    Await.until("the prompt is seen", () -> pc.output("prompt").endsWith("\tnot yet ended"));
    Tree.write(pc.work().resolve("go"), "");

    running.await().assertSilentSuccess();
    assertThat(pc.log("prompt").stdoutText()).isEqualTo("not yet ended.");
  }

  @Test
  void the_log_frames_each_command(Installation pc) {
    pc.job("framed", "name: Framed\ncommand: [echo one, sh -c 'echo \"t  wo\" >&2']\n");

    pc.run("framed").assertSilentSuccess();

    assertThat(pc.log("framed").text())
        .matches(
            """
            TIME\tINFO\t===========
            TIME\tINFO\techo one \\(\\d+\\)
            TIME\tINFO\t-----------
            TIME\tINFO\tone
            TIME\tINFO\t----------- end command output
            TIME\tINFO\t===========
            TIME\tINFO\tsh -c 'echo "t  wo" >&2' \\(\\d+\\)
            TIME\tINFO\t-----------
            TIME\tERROR\tt  wo
            TIME\tINFO\t----------- end command output
            """
                .replace("TIME", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"));
  }
}
