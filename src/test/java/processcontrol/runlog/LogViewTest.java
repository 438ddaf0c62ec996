package processcontrol.runlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LogViewTest {

  private static final String T = "2026-11-20T12:00:00.000Z\t";
  private static final String HEADER =
      T + "INFO\t===========\n" + T + "INFO\tcat 'a (b)' (12)\n" + T + "INFO\t-----------\n";
  private static final String FOOTER = T + "INFO\t----------- end command output\n";

  private static String view(String log, boolean stdout, boolean stderr, boolean raw) {
    String whole = null;
    byte[] bytes = log.getBytes(StandardCharsets.ISO_8859_1);
    for (int piece : new int[] {Math.max(1, bytes.length), 1, 7, 64}) {
      ByteArrayOutputStream shown = new ByteArrayOutputStream();
      LogView view = new LogView(stdout, stderr, raw, shown::write);
      for (int i = 0; i < bytes.length; i += piece) {
        view.add(Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + piece)));
      }
      view.end();
      String text = shown.toString(StandardCharsets.ISO_8859_1);
      assertThat(text).as("in pieces of %d", piece).isEqualTo(whole == null ? text : whole);
      whole = text;
    }
    return whole;
  }

  private static String raw(String log) {
    return view(log, true, true, true);
  }

  @Test
  void one_stream_is_told_by_its_level_with_or_without_time() {
    String log = T + "INFO\ta\n" + T + "ERROR\tb\nINFO+\tc\nERROR+\td\n" + T + "INFO+\te";

    assertThat(view(log, true, false, false)).isEqualTo(T + "INFO\ta\nINFO+\tc\n" + T + "INFO+\te");
    assertThat(view(log, false, true, false)).isEqualTo(T + "ERROR\tb\nERROR+\td\n");
    assertThat(view(log, true, true, false)).isEqualTo(log);
  }

  @Test
  void raw_output_is_without_frame_and_prefix() {
    String log = HEADER + T + "INFO\ta\n" + T + "ERROR\tb\n" + FOOTER;

    assertThat(raw(log)).isEqualTo("a\nb\n");
    assertThat(raw(log + log)).isEqualTo("a\nb\na\nb\n");
    assertThat(raw((log + log).replace(T, ""))).isEqualTo("a\nb\na\nb\n");
    assertThat(view(log, true, false, true)).isEqualTo("a\n");
    assertThat(view(log, false, true, true)).isEqualTo("b\n");
    assertThat(raw("")).isEmpty();
    assertThat(raw(HEADER + FOOTER)).isEmpty();
  }

  @Test
  void interrupted_lines_are_put_together() {
    String log = HEADER + "INFO\tab\nERROR\tx\nINFO+\tcd\nERROR+\ty\nINFO+\t\nINFO+\tef\n" + FOOTER;

    assertThat(view(log, true, false, true)).isEqualTo("abcdef\n");
    assertThat(view(log, false, true, true)).isEqualTo("xy\n");
    assertThat(raw(log)).isEqualTo("ab\nx\ncd\ny\nef\n");
  }

  @Test
  void output_that_looks_like_the_frame_is_output() {
    String frame = "INFO\t===========\nINFO\t-----------\n" + FOOTER + "INFO\tx\n" + FOOTER;

    assertThat(raw(HEADER + frame + FOOTER))
        .isEqualTo(
            """
            ===========
            -----------
            ----------- end command output
            x
            ----------- end command output
            """);
    assertThat(raw(HEADER + "ERROR\t----------- end command output\n" + FOOTER))
        .isEqualTo("----------- end command output\n");
    assertThat(raw(HEADER + "INFO\ta\nINFO+\t----------- end command output\n" + FOOTER))
        .isEqualTo("a----------- end command output\n");
    String longer = "----------- end command output, and on it goes";
    assertThat(raw(HEADER + "INFO\t" + longer + "\n" + FOOTER)).isEqualTo(longer + "\n");
  }

  @Test
  void lines_of_run_job_are_not_output() {
    String notExecuted =
        "INFO\t===========\nINFO\tno '(5)'\nINFO\t-----------\nERROR\trun-job: none\n" + FOOTER;
    String between = "INFO\trun-job: attempt 2 of 3 follows in 5s\n";

    assertThat(raw(notExecuted)).isEmpty();
    assertThat(
            raw(between + HEADER + "INFO\ta\n" + FOOTER + between + HEADER + "INFO\tb\n" + FOOTER))
        .isEqualTo("a\nb\n");
    assertThat(raw(HEADER + "INFO\trun-job: nested\n" + FOOTER + between))
        .isEqualTo("run-job: nested\n");
  }

  @Test
  void lines_of_run_job_are_of_no_stream() {
    String own = T + "INFO\trun-job: attempt 1 succeeded\n";
    String late = T + "INFO\trun-job: notifier (start): command tell: exit code 1\n";
    String output = T + "INFO\ta\n" + T + "ERROR\tb\n";
    String look = T + "INFO\t----------- end command output\n";
    String log = own + HEADER + output + late + look + T + "INFO\tc\n" + FOOTER + own;

    assertThat(view(log, true, false, false)).isEqualTo(T + "INFO\ta\n" + look + T + "INFO\tc\n");
    assertThat(view(log, false, true, false)).isEqualTo(T + "ERROR\tb\n");
    assertThat(raw(log)).isEqualTo("a\nb\n----------- end command output\nc\n");
    assertThat(view(log, true, true, false)).isEqualTo(log);
  }

  @Test
  void a_log_whose_beginning_was_dropped_begins_with_output() {
    assertThat(raw("INFO+\tb\nINFO\tc\n" + FOOTER + HEADER + "INFO\td\n" + FOOTER))
        .isEqualTo("b\nc\nd\n");
  }

  @Test
  void bytes_pass_unchanged() {
    String bytes = "\0\u00ff\r\t\u001b[0m INFO\t" + "x".repeat(200) + "\n\n \n";
    StringBuilder log = new StringBuilder(HEADER);
    for (String line : bytes.split("\n", -1)) {
      log.append(T).append("INFO\t").append(line).append('\n');
    }
    assertThat(raw(log + FOOTER)).isEqualTo(bytes + "\n");
  }

  @Test
  void a_damaged_log_is_shown_as_far_as_it_goes() {
    String log = HEADER + T + "INFO\ta\n2026-11-2\n\n" + T + "ERROR\tx\nrest\n" + T + "INFO\tb\n";

    assertThat(view(log, true, true, false)).isEqualTo(log);
    assertThat(raw(log)).contains("a", "x", "rest", "b");
  }
}
