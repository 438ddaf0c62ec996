package processcontrol.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.job.Slug;

/** Files that jobs can write, full of junk: reading them ends, throws nothing, and reports it. */
public class JunkTest {

  private static final Slug JOB = new Slug("job");
  private static final int CASES = Integer.getInteger("junk.cases", 400);

  /** One read that takes longer is more than a busy machine can explain. */
  private static final long MAX_NANOS = 5_000_000_000L;

  @TempDir Path state;

  /** Makes junk from a good line. */
  public static byte[] junk(Random random, byte[] good) {
    return switch (random.nextInt(10)) {
      case 0 -> bytes(random, random.nextInt(5000));
      case 1 -> Arrays.copyOf(good, random.nextInt(good.length));
      case 2 -> changed(random, good);
      case 3 ->
          ("{\"run\":" + "[".repeat(random.nextInt(100_000))).getBytes(StandardCharsets.UTF_8);
      case 4 ->
          ("{\"run\":" + "{\"a\":".repeat(random.nextInt(50_000)) + "\n")
              .getBytes(StandardCharsets.UTF_8);
      case 5 -> new byte[random.nextInt(200_000)];
      case 6 -> replaced(random, good, "9".repeat(1 + random.nextInt(3000)));
      case 7 -> replaced(random, good, List.of("null", "[]", "{}", "true", "\"\"", "-1e999"));
      case 8 -> replaced(random, good, "\"" + '\\' + "ud800" + '\\' + "u0000\"");
      default -> joined(good, bytes(random, 100), good, new byte[] {'\n', (byte) 0xff, '\n'}, good);
    };
  }

  private static byte[] bytes(Random random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] changed(Random random, byte[] good) {
    byte[] bytes = good.clone();
    for (int i = random.nextInt(8); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private static byte[] replaced(Random random, byte[] good, List<String> values) {
    return replaced(random, good, values.get(random.nextInt(values.size())));
  }

  /** With another value for one of the members. */
  private static byte[] replaced(Random random, byte[] good, String value) {
    String[] members = new String(good, StandardCharsets.UTF_8).split(",\"", -1);
    int i = random.nextInt(members.length);
    int colon = members[i].indexOf(':');
    members[i] = members[i].substring(0, colon + 1) + value;
    return (String.join(",\"", members) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  @Test
  @Timeout(120)
  void history_of_junk_never_throws_and_never_takes_long() throws Exception {
    Random random = new Random(10);
    byte[] good = HistoryReaderTest.record("job-1", Result.FAILURE, "exit code 3").toLine();
    Path file = Files.createDirectories(state.resolve("job")).resolve("history.jsonl");
    for (int i = 0; i < CASES; i++) {
      byte[] junk = joined(junk(random, good), junk(random, good));
      Files.write(file, junk);
      long start = System.nanoTime();
      try (HistoryReader reader = HistoryReader.open(state.toString(), JOB)) {
        Standing standing = Standing.of(reader);
        RunRecord record = reader.next();
        while (record != null) {
          record = reader.next();
        }
        boolean blank = new String(junk, StandardCharsets.ISO_8859_1).replace("\n", "").isEmpty();
        assertThat(standing.last() != null || reader.fault() != null || blank)
            .as("case %d is told", i)
            .isTrue();
      }
      try (HistoryReader reader = HistoryReader.open(state.toString(), JOB)) {
        RunTrace trace = reader.nextTrace();
        while (trace != null) {
          trace = reader.nextTrace();
        }
      }
      assertThat(System.nanoTime() - start).as("case %d", i).isLessThan(MAX_NANOS);
    }
  }

  @Test
  @Timeout(120)
  void hold_of_junk_is_a_hold_and_an_incident_of_junk_is_none_or_one() throws Exception {
    Random random = new Random(11);
    byte[] hold =
        "{\"reason\":\"x\",\"since\":\"2026-11-21T10:24:27.219Z\",\"by\":\"me\"}\n"
            .getBytes(StandardCharsets.UTF_8);
    byte[] incident =
        ("{\"first\":\"job-1\",\"latest\":\"job-2\",\"thread\":null,\"announced\":null,"
                + "\"mailed\":null,\"suppressed\":2,\"recovered\":\"no\",\"error\":null}\n")
            .getBytes(StandardCharsets.UTF_8);
    Path directory = Files.createDirectories(state.resolve("job"));
    for (int i = 0; i < CASES; i++) {
      Files.write(directory.resolve("hold"), junk(random, hold));
      Files.write(directory.resolve("incident"), junk(random, incident));
      long start = System.nanoTime();
      assertThat(Hold.find(state.toString(), JOB)).as("case %d", i).isNotNull();
      boolean readable = Incident.find(state.toString(), JOB) != null;
      assertThat(Incident.faultOf(state.toString(), JOB) == null).isEqualTo(readable);
      assertThat(System.nanoTime() - start).as("case %d", i).isLessThan(MAX_NANOS);
    }
  }
}
