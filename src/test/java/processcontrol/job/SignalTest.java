package processcontrol.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import processcontrol.Tool;

class SignalTest {

  @ParameterizedTest
  @CsvSource({
    "TERM, 15",
    "SIGTERM, 15",
    "15, 15",
    "INT, 2",
    "HUP, 1",
    "1, 1",
    "KILL, 9",
    "09, 9",
    "64, 64",
    "USR1, 10",
    "CONT, 18",
    "SYS, 31"
  })
  void a_name_or_a_number_is_a_signal(String text, int number) {
    assertThat(Signal.parse(text).number()).isEqualTo(number);
  }

  @Test
  void the_names_and_numbers_are_those_of_the_kill_command() throws Exception {
    Tool.require("kill");
    Process kill = new ProcessBuilder("kill", "-l").redirectErrorStream(true).start();
    String names = new String(kill.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    kill.waitFor();
    String[] expected = names.strip().split("\\s+", -1);

    for (int number = 1; number <= 31; number++) {
      String ours = new Signal(number).toString();
      assertThat(ours).startsWith("SIG");
      String theirs = expected[number - 1].equals("POLL") ? "IO" : expected[number - 1];
      assertThat(ours.substring(3)).as("signal %d", number).isEqualTo(theirs);
      assertThat(Signal.parse(ours)).isEqualTo(new Signal(number));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "term",
        "SIG",
        "SIGSIGTERM",
        "TERMINATE",
        " TERM",
        "1x",
        "9L",
        "-9",
        "+9",
        "100",
        "RTMIN",
        "\u0661",
        "1\u0661",
        "0x9"
      })
  void anything_else_is_refused(String text) {
    assertThatThrownBy(() -> Signal.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'" + text + "' is not a signal: write a name such as TERM or INT, or its number");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65", "99"})
  void numbers_beyond_the_kernels_are_refused(String text) {
    assertThatThrownBy(() -> Signal.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("signals are numbered 1 to 64, not " + text);
  }

  @Test
  void a_signal_without_a_name_is_shown_by_its_number() {
    assertThat(new Signal(40)).hasToString("signal 40");
  }
}
