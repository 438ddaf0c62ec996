package processcontrol.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import processcontrol.job.Expectation;
import processcontrol.job.SuccessCriteria;
import processcontrol.job.TimeSpan;
import processcontrol.runlog.Stream;

class OutputWatchTest {

  private static OutputWatch watch(List<String> wanted, List<String> unwanted) {
    return OutputWatch.of(
        new SuccessCriteria(
            List.of(),
            List.of(),
            true,
            false,
            List.of(),
            new Expectation(TimeSpan.ZERO, TimeSpan.ZERO, wanted, unwanted, List.of(), -1)));
  }

  private static void note(OutputWatch watch, Stream stream, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    watch.note(stream, bytes, bytes.length);
  }

  private static String missing(String pattern, String... reads) {
    OutputWatch watch = watch(List.of(pattern), List.of());
    for (String read : reads) {
      note(watch, Stream.STDOUT, read);
    }
    watch.endLines();
    return watch.missingMatch();
  }

  @Test
  void a_plain_job_is_not_watched() {
    assertThat(OutputWatch.of(SuccessCriteria.DEFAULT)).isNull();
  }

  @Test
  void a_pattern_is_found_anywhere_in_a_line_however_it_was_read() {
    assertThat(missing("^all done$", "beg", "in\nall", " do", "ne", "\nmore")).isNull();
    assertThat(missing("done", "begin\nall do", "ne")).isNull();
    assertThat(missing("^$", "a\n\nb")).isNull();
    assertThat(missing("^$", "a\nb\n")).isEqualTo("^$");
    assertThat(missing("x", "")).isEqualTo("x");
    assertThat(missing("a.b", "a\nb")).isEqualTo("a.b");
  }

  @Test
  void each_pattern_may_be_found_in_another_line_and_stream() {
    OutputWatch watch = watch(List.of("one", "two"), List.of());
    note(watch, Stream.STDERR, "it is two");
    note(watch, Stream.STDOUT, "it is o");
    note(watch, Stream.STDERR, "\n");
    assertThat(watch.missingMatch()).isEqualTo("one");

    note(watch, Stream.STDOUT, "ne\n");
    assertThat(watch.missingMatch()).isNull();
  }

  @Test
  void streams_do_not_make_a_line_together() {
    OutputWatch watch = watch(List.of(), List.of("ab"));
    note(watch, Stream.STDOUT, "a");
    note(watch, Stream.STDERR, "b");
    watch.endLines();

    assertThat(watch.unwantedMatch()).isNull();
  }

  @Test
  void a_line_does_not_go_on_in_the_next_command() {
    OutputWatch watch = watch(List.of("^next$"), List.of());
    note(watch, Stream.STDOUT, "unfinished");
    watch.endLines();
    note(watch, Stream.STDOUT, "next\n");

    assertThat(watch.missingMatch()).isNull();
  }

  @Test
  void the_first_unwanted_pattern_is_told() {
    OutputWatch watch = watch(List.of(), List.of("(?i)error", "warn"));
    note(watch, Stream.STDOUT, "fine\n");
    assertThat(watch.unwantedMatch()).isNull();
    note(watch, Stream.STDERR, "a warning\nERROR\n");

    assertThat(watch.unwantedMatch()).isEqualTo("warn");
  }

  @Test
  void sizes_and_the_stream_are_noted() {
    OutputWatch watch = watch(List.of(), List.of());
    note(watch, Stream.STDOUT, "äö");
    assertThat(watch.size()).isEqualTo(4);
    assertThat(watch.wroteToStderr()).isFalse();
    note(watch, Stream.STDERR, "x");
    assertThat(watch.wroteToStderr()).isTrue();
    assertThat(watch.size()).isEqualTo(5);
  }

  @Test
  void bytes_that_are_no_utf_8_match_as_the_replacement_character() {
    OutputWatch watch = watch(List.of("^a\\x{FFFD}b\\x00c$", "ü"), List.of());
    byte[] bytes = {'a', (byte) 0xff, 'b', 0, 'c', '\n', (byte) 0xc3, (byte) 0xbc};
    for (byte each : bytes) {
      watch.note(Stream.STDOUT, new byte[] {each}, 1);
    }
    watch.endLines();

    assertThat(watch.missingMatch()).isNull();
  }

  @Test
  void only_the_beginning_of_a_long_line_is_looked_at() {
    String filler = "x".repeat(8190);

    assertThat(missing("ab$", filler + "ab\n")).isNull();
    assertThat(missing("b", filler + "xxb\nc")).isEqualTo("b");
    assertThat(missing("^c", filler + "xxb\nc")).isNull();
  }

  @RepeatedTest(50)
  void random_reads_decide_as_the_whole_does(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      text.append("abc\n".charAt(random.nextInt(4)));
    }
    OutputWatch watch = watch(List.of("^ab.$"), List.of("ccc"));
    for (int i = 0; i < text.length(); ) {
      int next = Math.min(text.length(), i + random.nextInt(9));
      note(watch, Stream.STDOUT, text.substring(i, next));
      i = next;
    }
    watch.endLines();

    List<String> lines = text.toString().lines().toList();
    boolean wanted = lines.stream().anyMatch(line -> line.matches("ab."));
    boolean unwanted = lines.stream().anyMatch(line -> line.contains("ccc"));
    assertThat(watch.missingMatch() == null).isEqualTo(wanted);
    assertThat(watch.unwantedMatch() != null).isEqualTo(unwanted);
  }

  @Test
  @Timeout(30)
  void a_hundred_megabytes_without_a_newline_are_passed_over_quickly() {
    OutputWatch watch = watch(List.of("never"), List.of("(a+)+$"));
    byte[] chunk = new byte[65_536];
    Arrays.fill(chunk, (byte) 'a');
    long start = System.nanoTime();
    for (int i = 0; i < 1600; i++) {
      watch.note(Stream.STDOUT, chunk, chunk.length);
    }
    watch.endLines();

    assertThat(watch.size()).isEqualTo(1600L * 65_536);
    assertThat(watch.missingMatch()).isEqualTo("never");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  @Timeout(30)
  void patterns_that_others_choke_on_are_harmless() {
    String line = "a".repeat(1_000_000) + "!";
    for (String pattern : List.of("(a+)+$", "(a|aa)+$", "(.*)*,(.*)*;", "(a?){200}a{200}b")) {
      OutputWatch watch = watch(List.of(), List.of(pattern));
      note(watch, Stream.STDOUT, line);
      watch.endLines();
    }
    OutputWatch many = watch(List.of("(x+x+)+y"), List.of("(a+)+$"));
    for (int i = 0; i < 200; i++) {
      note(many, Stream.STDOUT, "a".repeat(8000) + "!\n");
    }
    assertThat(many.unwantedMatch()).isNull();
  }
}
