package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import processcontrol.Tool;

/** Lines for the system's log. */
@EndToEnd
class SyslogIT {

  private static final Path SOCKET = Path.of("/dev/log");

  /** Prints {@code ready}, then a line of ours for each line that it reads; cron may write, too. */
  private static final String RECEIVER =
      """
      import socket, os, sys
      s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      s.bind('/dev/log')
      os.chmod('/dev/log', 0o666)
      print('ready', flush=True)
      for line in sys.stdin:
          received = b''
          while b' run-job[' not in received:
              received = s.recv(4096)
          print(received.decode(), flush=True)
      os.unlink('/dev/log')
      """;

  /** Fills the socket, prints {@code full}, and reads nothing until its standard input ends. */
  private static final String STUCK_READER =
      """
      import socket, os, sys
      s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      s.bind('/dev/log')
      os.chmod('/dev/log', 0o666)
      c = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      c.setblocking(False)
      try:
          while True:
              c.sendto(b'x' * 100, '/dev/log')
      except BlockingIOError:
          print('full', flush=True)
      sys.stdin.read()
      os.unlink('/dev/log')
      """;

  @Test
  void a_reader_that_is_stuck_costs_a_run_nothing(Installation pc) throws Exception {
    Tool.require("python3");
    assumeFalse(Files.exists(SOCKET), "/dev/log is there");
    pc.configure("syslog: daemon\n");
    pc.shellJob("job", "exit $1");

    Process reader = new ProcessBuilder("python3", "-c", STUCK_READER).start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(reader.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("full");
      pc.run("job", "--", "0").assertSilentSuccess();
      pc.run("job", "--", "3").assertFailure(3);
      assertThat(pc.results("job")).containsExactly("success", "failure");
      assertThat(pc.history("job").get(0).get("warnings")).isEqualTo(java.util.List.of());
    } finally {
      reader.destroyForcibly().waitFor();
      Files.deleteIfExists(SOCKET);
    }
  }

  @Test
  void events_are_told_one_a_line_and_nobody_waits_for_whoever_reads_them(Installation pc)
      throws Exception {
    Tool.require("python3");
    assumeFalse(Files.exists(SOCKET), "/dev/log is there");
    pc.configure("syslog: daemon\n");
    pc.shellJob("job", "exit $1");
    pc.run("job", "--", "0").assertSilentSuccess(); // Nobody is there.

    Process receiver = new ProcessBuilder("python3", "-c", RECEIVER).start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(receiver.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("ready");
      pc.run("job", "--", "3").assertFailure(3);
      pc.run("--hold", "job", "--reason", "to \"look\"");
      receiver.getOutputStream().write("\n\n\n".getBytes(StandardCharsets.UTF_8));
      receiver.getOutputStream().flush();
      String run = (String) pc.history("job").get(1).get("run");
      assertThat(lines.readLine())
          .matches(
              "<30>\\w{3} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d run-job\\[\\d+\\]: job=job run="
                  + run
                  + " event=start trigger=manual");
      assertThat(lines.readLine())
          .startsWith("<27>")
          .contains(" run=" + run + " event=end result=failure exit_code=3 duration=")
          .endsWith(" trigger=manual reason=\"exit code 3\"");
      assertThat(lines.readLine()).endsWith("job=job event=hold reason=\"to 'look'\"");
      receiver.getOutputStream().close();
      assertThat(lines.readLine()).isNull();
    } finally {
      receiver.destroyForcibly().waitFor();
      Files.deleteIfExists(SOCKET);
    }
  }
}
