package processcontrol.runlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import processcontrol.job.UtcTime;

class LineFramerTest {

  private static final UtcTime T0 = new UtcTime(1_795_176_000_000L);
  private static final String P0 = "2026-11-20T12:00:00.000Z";
  private static final UtcTime T1 = new UtcTime(1_795_176_001_500L);
  private static final String P1 = "2026-11-20T12:00:01.500Z";

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final LineFramer framer =
      new LineFramer((bytes, length) -> log.write(bytes, 0, length), true);

  private void append(Stream stream, UtcTime when, String text) {
    // The buffer is longer than what was read into it.
    byte[] bytes = (text + "#### not read ####").getBytes(StandardCharsets.ISO_8859_1);
    framer.append(stream, when, bytes, text.length());
  }

  private String log() {
    return log.toString(StandardCharsets.ISO_8859_1);
  }

  @Test
  void every_line_gets_one_prefix() {
    append(Stream.STDOUT, T0, "one\ntwo\n");
    append(Stream.STDERR, T1, "three\n");

    assertThat(log())
        .isEqualTo(P0 + "\tINFO\tone\n" + P0 + "\tINFO\ttwo\n" + P1 + "\tERROR\tthree\n");
  }

  @Test
  void bytes_pass_through_as_they_are() {
    append(Stream.STDOUT, T0, "\0\u00ff\r\t\u0001\u001b[0m\n\n \n");

    assertThat(log())
        .isEqualTo(
            P0 + "\tINFO\t\0\u00ff\r\t\u0001\u001b[0m\n" + P0 + "\tINFO\t\n" + P0 + "\tINFO\t \n");
  }

  @Test
  void an_unfinished_line_is_held_back_until_it_ends() {
    append(Stream.STDOUT, T0, "half");
    assertThat(log()).isEmpty();
    assertThat(framer.isHolding()).isTrue();
    append(Stream.STDERR, T0, "error\n");
    append(Stream.STDOUT, T1, " whole\n");

    assertThat(log()).isEqualTo(P0 + "\tERROR\terror\n" + P1 + "\tINFO\thalf whole\n");
    assertThat(framer.isHolding()).isFalse();
  }

  @Test
  void a_held_line_is_released_after_a_while_and_goes_on_in_place() {
    append(Stream.STDOUT, T0, "Password: ");
    framer.releaseHeld(new UtcTime(T0.epochMillis() + 999), 1000);
    assertThat(log()).isEmpty();
    framer.releaseHeld(T1, 1000);
    assertThat(log()).isEqualTo(P1 + "\tINFO\tPassword: ");
    assertThat(framer.isHolding()).isFalse();
    append(Stream.STDOUT, T1, "ok");
    append(Stream.STDOUT, T1, "ay\n");

    assertThat(log()).isEqualTo(P1 + "\tINFO\tPassword: okay\n");
  }

  @Test
  void a_released_line_that_is_interrupted_goes_on_under_a_plus_sign() {
    append(Stream.STDOUT, T0, "one ");
    framer.releaseHeld(T1, 1000);
    append(Stream.STDERR, T1, "error\n");
    append(Stream.STDOUT, T1, "line\nnext\n");

    assertThat(log())
        .isEqualTo(
            P1
                + "\tINFO\tone \n"
                + P1
                + "\tERROR\terror\n"
                + P1
                + "\tINFO+\tline\n"
                + P1
                + "\tINFO\tnext\n");
  }

  @Test
  void the_time_of_holding_begins_with_each_line() {
    append(Stream.STDOUT, T0, "old\nnew");
    append(Stream.STDOUT, T1, " line\nnewer");
    framer.releaseHeld(new UtcTime(T1.epochMillis() + 999), 1000);
    assertThat(framer.isHolding()).isTrue();
    framer.releaseHeld(new UtcTime(T1.epochMillis() + 1000), 1000);
    assertThat(framer.isHolding()).isFalse();
  }

  @Test
  void a_line_is_held_up_to_64_kib() {
    append(Stream.STDOUT, T0, "x".repeat(65_536));
    assertThat(log()).isEmpty();
    append(Stream.STDOUT, T1, "y");

    assertThat(log()).isEqualTo(P1 + "\tINFO\t" + "x".repeat(65_536) + "y");
    append(Stream.STDOUT, T1, "\n");
    assertThat(log()).endsWith("xy\n");
  }

  @Test
  void the_end_writes_what_is_held_and_closes_the_line() {
    append(Stream.STDOUT, T0, "out");
    append(Stream.STDERR, T0, "err");
    framer.finish(T1);
    assertThat(framer.isHolding()).isFalse();
    framer.own(T1, Stream.STDOUT, "----");

    assertThat(log())
        .isEqualTo(P1 + "\tINFO\tout\n" + P1 + "\tERROR\terr\n" + P1 + "\tINFO\t----\n");
  }

  @Test
  void nothing_is_added_at_the_end_of_a_finished_line() {
    append(Stream.STDOUT, T0, "out\n");
    framer.finish(T1);
    framer.finish(T1);

    assertThat(log()).isEqualTo(P0 + "\tINFO\tout\n");
  }

  @Test
  void an_interrupted_line_is_forgotten_with_its_command() {
    append(Stream.STDOUT, T0, "x".repeat(70_000));
    append(Stream.STDERR, T0, "error\n");
    framer.finish(T0);
    append(Stream.STDOUT, T1, "next command\n");

    assertThat(log())
        .isEqualTo(
            P0
                + "\tINFO\t"
                + "x".repeat(70_000)
                + "\n"
                + P0
                + "\tERROR\terror\n"
                + P1
                + "\tINFO\tnext command\n");
  }

  @Test
  void own_lines_are_utf_8() {
    framer.own(T0, Stream.STDERR, "gr\u00fc\u00df");

    assertThat(log.toString(StandardCharsets.UTF_8)).isEqualTo(P0 + "\tERROR\tgr\u00fc\u00df\n");
  }
}
