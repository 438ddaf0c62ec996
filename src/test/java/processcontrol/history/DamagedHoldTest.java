package processcontrol.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import processcontrol.job.Slug;

/** Jobs can write into the state directory. */
class DamagedHoldTest {

  @TempDir private Path state;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "garbage",
        "{}",
        "{\"reason\":\"x\",\"since\":\"bogus\"}",
        "{\"reason\":[],\"since\":\"2026-11-21T10:24:27.219Z\"}",
        "{\"reason\":\"x\",\"since\":\"2026-11-21T10:24:27.219Z\",\"by\":[1]}"
      })
  void a_hold_that_makes_no_sense_is_a_hold_all_the_same(String content) throws IOException {
    Path file = Files.createDirectory(state.resolve("yak")).resolve("hold");
    Files.writeString(file, content);

    assertThat(Hold.find(state.toString(), new Slug("yak")).reason())
        .isEqualTo(file + " is damaged");
  }
}
