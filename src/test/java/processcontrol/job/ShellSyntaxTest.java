package processcontrol.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellSyntaxTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "printf x > /tmp/out 2>&1~>",
        "a 2>&1~2>&1",
        "a >/dev/null~>/dev/null",
        "a &>x~&>x",
        "a <in~<in",
        "a | b~|",
        "a || b~||",
        "a |& b~|&",
        "cd x && y~&&",
        "sleep 5 &~&",
        "a ; b~;",
        "cd /x; y~/x;",
        "( a )~(",
        "a << EOF~<<",
      })
  void unquoted_operators_are_found(String text, String operator) {
    assertThat(ShellSyntax.operator(text)).isEqualTo(operator);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "find . -exec ls {} \\;",
        "printf '>' '|' '&&'",
        "printf \">\" \"a > b\"",
        "printf 'x' 2 -> -->",
        "curl http://x/?a=1&b=2",
        "grep -E foo|bar file",
        "printf \\| \\> \\;",
        "sh -c 'a | b > c; d && e'",
        "mail -s \"it's; fine\" x",
        "",
        "x",
      })
  void quoted_ones_and_parts_of_words_are_not_operators(String text) {
    assertThat(ShellSyntax.operator(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '%',
      value = {
        "$HOME/bin/x|'$HOME' is not expanded",
        "echo \"$HOME\"|'$HOME' is not expanded",
        "echo ${HOME}|'${' is not expanded",
        "echo $(date)|'$(' is not expanded",
        "echo `date`|'`' is not expanded",
        "ls ~/x|'~' is not expanded",
        "rm /tmp/*.log|'*' is not expanded",
        "printf x>/tmp/out|'>' is part of an argument",
        "cd x;ls|';' is part of an argument",
        "sleep 5&|'&' is part of an argument",
        "A=1 cmd|'A=' is taken for the program's name",
      })
  void what_a_shell_would_change_is_found(String text, String expansion) {
    assertThat(ShellSyntax.expansion(text)).isEqualTo(expansion);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo '$HOME' \\$HOME \"\\$HOME\"",
        "echo 5$ $5 $",
        "find /srv -name *.log",
        "echo \"a > b | c; * ~\" -> => http://x/?a=1&b=2",
        "awk '{print $NF}' x",
        "env A=1 cmd",
        "dd if=/a of=/b~",
        "",
      })
  void what_a_shell_would_leave_is_not(String text) {
    assertThat(ShellSyntax.expansion(text)).isNull();
  }
}
