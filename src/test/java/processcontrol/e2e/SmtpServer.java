package processcontrol.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real SMTP server (aiosmtpd) in a process of its own, which keeps the mails that it takes. */
final class SmtpServer implements AutoCloseable {

  private static final String PYTHON = "/usr/bin/python3";
  private static final Path PROGRAM = Path.of("src/test/resources/smtp-server.py");

  private final Process process;
  private final Path mails;
  private final int port;

  private SmtpServer(Process process, Path mails, int port) {
    this.process = process;
    this.mails = mails;
    this.port = port;
  }

  /** Skips the test where there is no such server. */
  static void require() {
    assumeTrue(
        Files.isExecutable(Path.of(PYTHON))
            && Commands.tryRun(PYTHON, "-c", "import aiosmtpd").exitCode() == 0,
        "aiosmtpd is not installed");
  }

  static SmtpServer start(Installation pc, String... options) {
    Path mails = Tree.createIn(pc.root());
    List<String> command =
        new ArrayList<>(List.of(PYTHON, PROGRAM.toAbsolutePath().toString(), mails.toString()));
    command.addAll(List.of(options));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      return new SmtpServer(process, mails, Integer.parseInt(out.readLine()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The keys of the configuration that send mail here, with further ones. */
  String keys(String... more) {
    return "mail:\n  host: localhost\n  port: " + port + "\n" + lines(more);
  }

  static String lines(String... keys) {
    StringBuilder lines = new StringBuilder();
    for (String key : keys) {
      lines.append("  ").append(key).append('\n');
    }
    return lines.toString();
  }

  /** Returns the received mails, each with its envelope before it, the oldest first. */
  List<String> mails() {
    return Tree.list(mails).stream().map(Tree::read).toList();
  }

  /** Ends with its standard input. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      process.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
