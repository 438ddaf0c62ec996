package processcontrol.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.job.Slug;

class TurnTest {

  private static final Slug YAK = new Slug("yak");

  @TempDir Path directory;

  @Test
  void a_turn_is_had_once_given_up_and_taken_again() {
    try (Turn turn = Turn.tryTake(directory.toString(), YAK)) {
      assertThat(Turn.tryTake(directory.toString(), YAK)).isNull();
      turn.release();
      try (Turn other = Turn.tryTake(directory.toString(), YAK)) {
        assertThat(other).isNotNull();
        assertThat(turn.tryTake()).isFalse();
      }
      assertThat(turn.tryTake()).isTrue();
    }
  }

  @Test
  void without_an_inherited_one_the_turn_is_taken() {
    try (Turn turn = Turn.inherited(directory.toString(), YAK)) {
      assertThat(turn).isNotNull();
      assertThat(Turn.inherited(directory.toString(), YAK)).isNull();
    }
  }
}
