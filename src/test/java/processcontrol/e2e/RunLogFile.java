package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The log of a run of one command, from which its two streams are put together again.
 *
 * <p>A level with a plus sign continues the last line of its stream, so the newline before it was
 * the log's own. The log does not say if the very last newline of a stream was the stream's: it is
 * left out here.
 */
record RunLogFile(Path path) {

  private static final String PREFIX = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\t";
  private static final int TIME_LENGTH = 25;

  String text() {
    return Tree.read(path);
  }

  /** The texts of all lines, frame included, without time and level. */
  List<String> lines() {
    return text().lines().map(line -> line.replaceFirst(PREFIX + "[A-Z+]+\t", "")).toList();
  }

  byte[] stdout() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    copyTo(bytes, OutputStream.nullOutputStream());
    return bytes.toByteArray();
  }

  byte[] stderr() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    copyTo(OutputStream.nullOutputStream(), bytes);
    return bytes.toByteArray();
  }

  String stdoutText() {
    return new String(stdout(), StandardCharsets.UTF_8);
  }

  String stderrText() {
    return new String(stderr(), StandardCharsets.UTF_8);
  }

  /** Puts the streams together again, each without the newline at its very end. */
  void copyTo(OutputStream stdout, OutputStream stderr) {
    try (InputStream file = Files.newInputStream(path);
        InputStream in = new BufferedInputStream(file, 1 << 16)) {
      // The three lines of the header; the footer is known by its text.
      assertThat(ownLine(in)).endsWith("\tINFO\t===========");
      assertThat(ownLine(in)).matches(PREFIX + "INFO\t.* \\(\\d+\\)");
      assertThat(ownLine(in)).endsWith("\tINFO\t-----------");
      boolean[] begun = new boolean[2];
      byte[] line = new byte[1 << 16];
      while (true) {
        String level = level(in);
        if (level == null) {
          throw new AssertionError("the log ends without its footer");
        }
        int stream = level.startsWith("INFO") ? 0 : 1;
        OutputStream target = stream == 0 ? stdout : stderr;
        int size = 0;
        int next = in.read();
        while (next >= 0 && next != '\n') {
          if (size == line.length) {
            line = java.util.Arrays.copyOf(line, size * 2);
          }
          line[size++] = (byte) next;
          next = in.read();
        }
        assertThat(next).isEqualTo('\n');
        if (in.available() == 0 && isFooter(line, size)) {
          assertThat(in.read()).isEqualTo(-1);
          return;
        }
        if (begun[stream] && !level.endsWith("+")) {
          target.write('\n');
        }
        begun[stream] = true;
        target.write(line, 0, size);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isFooter(byte[] line, int size) {
    String footer = "----------- end command output";
    return size == footer.length()
        && new String(line, 0, size, StandardCharsets.US_ASCII).equals(footer);
  }

  private static String ownLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new AssertionError("the log ends in its header: " + line);
      }
      line.append((char) next);
    }
    return line.toString();
  }

  /** Reads a line's time and level; null at the end. */
  private static String level(InputStream in) throws IOException {
    byte[] time = in.readNBytes(TIME_LENGTH);
    if (time.length == 0) {
      return null;
    }
    if (time.length < TIME_LENGTH || time[10] != 'T' || time[24] != '\t') {
      throw new AssertionError("not a time: " + new String(time, StandardCharsets.ISO_8859_1));
    }
    StringBuilder level = new StringBuilder();
    for (int next = in.read(); next != '\t'; next = in.read()) {
      level.append((char) next);
      if (level.length() > 6) {
        throw new AssertionError("not a level: " + level);
      }
    }
    assertThat(level.toString()).isIn("INFO", "INFO+", "ERROR", "ERROR+");
    return level.toString();
  }
}
