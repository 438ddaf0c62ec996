package processcontrol.runlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import processcontrol.job.UtcTime;

/** Any interleaving of two streams can be put together again from the log, byte by byte. */
@Timeout(60)
class FramedStreamsTest {

  private static final int ROUNDS = 3000;

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final ByteArrayOutputStream[] written = {
    new ByteArrayOutputStream(), new ByteArrayOutputStream()
  };
  private LineFramer framer;
  private long now = 1_795_176_000_000L;

  @Test
  void random_interleavings_are_put_together_again() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      boolean huge = seed % 20 == 0;
      begin();
      for (int step = random.nextInt(huge ? 20 : 60); step > 0; step--) {
        Stream stream = random.nextInt(3) == 0 ? Stream.STDERR : Stream.STDOUT;
        append(stream, chunk(random, huge));
        now += random.nextInt(700);
        if (random.nextInt(4) == 0) {
          framer.releaseHeld(new UtcTime(now), 1000);
        }
      }
      framer.finish(new UtcTime(now));

      check("seed " + seed);
    }
  }

  @Test
  void a_single_stream_has_exactly_one_prefix_a_line() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      begin();
      for (int step = random.nextInt(30); step > 0; step--) {
        append(Stream.STDOUT, chunk(random, seed % 20 == 0));
        framer.releaseHeld(new UtcTime(now), 0);
      }
      framer.finish(new UtcTime(now));
      byte[] bytes = written[0].toByteArray();
      long lines = 0;
      for (int i = 0; i < bytes.length; i++) {
        lines += bytes[i] == '\n' || i == bytes.length - 1 ? 1 : 0;
      }

      assertThat(prefixes(log.toByteArray())).as("seed %d", seed).isEqualTo(lines);
      check("seed " + seed);
    }
  }

  @Test
  void lines_around_every_bound_come_through() {
    for (int bound : new int[] {65_536, 131_072, 131_072 - 33, 2 * 131_072}) {
      for (int length = bound - 3; length <= bound + 3; length++) {
        begin();
        append(Stream.STDOUT, "x".repeat(length).getBytes(StandardCharsets.US_ASCII));
        append(Stream.STDERR, "e".repeat(length).getBytes(StandardCharsets.US_ASCII));
        append(Stream.STDOUT, "y\n".getBytes(StandardCharsets.US_ASCII));
        append(Stream.STDERR, new byte[] {'\n'});
        framer.finish(new UtcTime(now));

        check("length " + length);
      }
    }
  }

  private static int index(Stream stream) {
    return stream == Stream.STDOUT ? 0 : 1;
  }

  private void begin() {
    log.reset();
    written[0].reset();
    written[1].reset();
    framer = new LineFramer((bytes, length) -> log.write(bytes, 0, length), true);
  }

  private void append(Stream stream, byte[] bytes) {
    framer.append(stream, new UtcTime(now), bytes, bytes.length);
    written[index(stream)].writeBytes(bytes);
  }

  private static byte[] chunk(Random random, boolean huge) {
    byte[] bytes = new byte[huge ? random.nextInt(150_000) : random.nextInt(40)];
    random.nextBytes(bytes);
    int newlines = random.nextInt(4);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        bytes[i] = 0; // Lines are as long as the dice say, and NUL is frequent.
      }
    }
    for (int i = 0; i < newlines && bytes.length > 0; i++) {
      bytes[random.nextBoolean() ? random.nextInt(bytes.length) : bytes.length - 1] = '\n';
    }
    return bytes;
  }

  private void check(String description) {
    byte[][] decoded = decode(log.toByteArray());
    for (Stream stream : Stream.values()) {
      byte[] expected = written[index(stream)].toByteArray();
      if (expected.length > 0 && expected[expected.length - 1] != '\n') {
        // The end closes an unfinished line.
        expected = Arrays.copyOf(expected, expected.length + 1);
        expected[expected.length - 1] = '\n';
      }
      if (!Arrays.equals(decoded[index(stream)], expected)) {
        assertThat(decoded[index(stream)]).as("%s, %s", description, stream).isEqualTo(expected);
      }
    }
  }

  private static long prefixes(byte[] log) {
    long count = 0;
    for (int i = 0; i < log.length; i++) {
      count += i == 0 || log[i - 1] == '\n' ? 1 : 0;
    }
    return count;
  }

  /** Reads a log as its format is documented, and not as the framer writes it. */
  private static byte[][] decode(byte[] log) {
    ByteArrayOutputStream[] streams = {new ByteArrayOutputStream(), new ByteArrayOutputStream()};
    int start = 0;
    while (start < log.length) {
      int end = start;
      while (log[end] != '\n') {
        end++; // A log ends in a newline, or this fails.
      }
      assertThat(log[start + UtcTime.LENGTH]).isEqualTo((byte) '\t');
      assertThat(log[start + UtcTime.LENGTH - 1]).isEqualTo((byte) 'Z');
      int labelEnd = start + UtcTime.LENGTH + 1;
      while (log[labelEnd] != '\t') {
        labelEnd++;
      }
      int labelStart = start + UtcTime.LENGTH + 1;
      String label = new String(log, labelStart, labelEnd - labelStart, StandardCharsets.US_ASCII);
      assertThat(label).matches("(INFO|ERROR)\\+?");
      int index = label.startsWith("INFO") ? 0 : 1;
      if (label.endsWith("+")) {
        byte[] soFar = streams[index].toByteArray();
        streams[index].reset();
        streams[index].write(soFar, 0, soFar.length - 1); // That newline was the log's own.
      }
      streams[index].write(log, labelEnd + 1, end + 1 - (labelEnd + 1));
      start = end + 1;
    }
    return new byte[][] {streams[0].toByteArray(), streams[1].toByteArray()};
  }
}
