package processcontrol.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

  private static List<String> split(String text) {
    return CommandLine.split(text).words();
  }

  @Test
  void blanks_separate_words() {
    assertThat(split("a b")).containsExactly("a", "b");
    assertThat(split("  a \t\n b  ")).containsExactly("a", "b");
    assertThat(split("a\r\nb\r")).containsExactly("a", "b");
  }

  @Test
  void only_ascii_blanks_separate_words() {
    assertThat(split("a\u00a0b \u2003 c\u000bd")).containsExactly("a\u00a0b", "\u2003", "c\u000bd");
  }

  @Test
  void single_quotes_keep_everything() {
    assertThat(split("'a b' '\\n' '\"' '$HOME' 'x\ny'"))
        .containsExactly("a b", "\\n", "\"", "$HOME", "x\ny");
  }

  @Test
  void double_quotes_let_a_backslash_quote_four_characters_only() {
    assertThat(split("\"\\$ \\` \\\" \\\\ \\a \\' \\ \"")).containsExactly("$ ` \" \\ \\a \\' \\ ");
  }

  @Test
  void a_backslash_outside_quotes_quotes_any_character() {
    assertThat(split("a\\ b \\'c\\\" \\\\ \\x")).containsExactly("a b", "'c\"", "\\", "x");
  }

  @Test
  void quoted_parts_join_into_one_word() {
    assertThat(split("a'b c'\"d e\"\\ f")).containsExactly("ab cd e f");
    assertThat(split("--title='It''s here'")).containsExactly("--title=Its here");
  }

  @Test
  void empty_quotes_are_an_empty_word() {
    assertThat(split("a '' \"\" b")).containsExactly("a", "", "", "b");
    assertThat(split("''")).containsExactly("");
    assertThat(split("''a\"\"")).containsExactly("a");
  }

  @Test
  void a_line_continuation_separates_nothing() {
    assertThat(split("a\\\nb")).containsExactly("ab");
    assertThat(split("a \\\n b")).containsExactly("a", "b");
    assertThat(split("\"a\\\nb\"")).containsExactly("ab");
    assertThat(split("'a\\\nb'")).containsExactly("a\\\nb");
    assertThat(split("a \\\n")).containsExactly("a");
  }

  @Test
  void there_are_no_operators_comments_expansions_or_globs() {
    assertThat(split("a|b;c && d # e > f $HOME `id` * ~ {1,2} !x"))
        .containsExactly(
            "a|b;c", "&&", "d", "#", "e", ">", "f", "$HOME", "`id`", "*", "~", "{1,2}", "!x");
  }

  @Test
  void characters_beyond_the_basic_plane_pass_through() {
    assertThat(split("'\ud83d\ude00 x'\ud83d\ude00 \\\ud83d\ude00"))
        .containsExactly("\ud83d\ude00 x\ud83d\ude00", "\ud83d\ude00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n\r ", "\\\n", " \\\n "})
  void text_without_a_word_is_refused(String text) {
    assertThatThrownBy(() -> CommandLine.split(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the command is empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'", "a 'b", "a'", "'a\\''", "\"a\"'"})
  void a_single_quote_without_its_partner_is_refused(String text) {
    assertThatThrownBy(() -> CommandLine.split(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the command has a single quote (') without its partner");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"", "a \"b", "a\"", "\"a\\\"", "\"\\", "'a'\"", "\"a\\\n"})
  void a_double_quote_without_its_partner_is_refused(String text) {
    assertThatThrownBy(() -> CommandLine.split(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the command has a double quote (\") without its partner");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\", "a \\", "a\\", "a \\\\\\"})
  void a_backslash_at_the_end_is_refused(String text) {
    assertThatThrownBy(() -> CommandLine.split(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the command ends in a backslash");
  }

  @Test
  void a_nul_character_is_refused() {
    assertThatThrownBy(() -> CommandLine.split("a 'b\0c'"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a command cannot contain a NUL character");
  }

  @Test
  void arguments_are_appended_as_words_of_their_own() {
    CommandLine command = CommandLine.split("a 'b c'");

    assertThat(command.with(List.of("d e", "")).words()).containsExactly("a", "b c", "d e", "");
    assertThat(command.with(List.of())).isSameAs(command);
    assertThat(command.program()).isEqualTo("a");
  }

  @Test
  void the_words_are_a_copy() {
    List<String> words = new ArrayList<>(List.of("a"));
    CommandLine command = new CommandLine(words);
    words.add("b");

    assertThat(command.words()).containsExactly("a");
  }

  @Test
  void the_text_form_quotes_only_what_needs_it() {
    assertThat(new CommandLine(List.of("/bin/a", "b c", "", "it's", "$x", "a=b,c:d@e%f+g^h")))
        .hasToString("/bin/a 'b c' '' 'it'\\''s' '$x' a=b,c:d@e%f+g^h");
    assertThat(new CommandLine(List.of("gr\u00fc\u00df", "\ud83d\ude00")))
        .hasToString("gr\u00fc\u00df \ud83d\ude00");
  }

  @Test
  void the_text_form_is_one_line_without_control_characters() {
    assertThat(new CommandLine(List.of("a\nb", "c\td", "e\u001b[0m", "\u007f")))
        .hasToString("'a\\nb' 'c\\td' 'e\\x1b[0m' '\\x7f'");
    // 0x9b begins a terminal's control sequence, as ESC [ does.
    assertThat(new CommandLine(List.of("\u009b2J", "\u0085"))).hasToString("'\\x9b2J' '\\x85'");
  }

  @Test
  void printable_text_shows_control_characters_as_escapes() {
    assertThat(CommandLine.printable("a\0b\u0001\u001f\u007f\u0080\u009f\u00a0\n\t\r\\n"))
        .isEqualTo("a\\x00b\\x01\\x1f\\x7f\\x80\\x9f\u00a0\\n\\t\\x0d\\n");
  }

  @Test
  void the_text_form_splits_into_the_same_words_again() {
    String letters = "ab '\"\\$`|&;<>()*?[]#~{}!=%^,.-/\u00e4\u00a0\ud83d\ude00";
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      List<String> words = new ArrayList<>();
      for (int count = 1 + random.nextInt(4); count > 0; count--) {
        StringBuilder word = new StringBuilder();
        for (int length = random.nextInt(7); length > 0; length--) {
          char c = letters.charAt(random.nextInt(letters.length()));
          word.append(Character.isSurrogate(c) ? "\ud83d\ude00" : String.valueOf(c));
        }
        words.add(word.toString());
      }
      String line = new CommandLine(words).toString();

      assertThat(split(line)).as(line).isEqualTo(words);
    }
  }
}
