package processcontrol.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The word splitter against the real shell. */
class ShellWordsTest {

  /**
   * No operators, expansions, globs or comments: those are the shell's alone. A dollar sign is
   * followed by a blank; a backtick and a newline stand behind their backslash whatever precedes
   * the piece.
   */
  private static final String[] PIECES = {
    "a", "b", "Z", "0", "-", "_", ".", "/", ",", ":", "+", "@", "%", "^", "=", "\u00e9", " ", " ",
    "  ", "\t", "\\", "\\", "\\\\", " \\\n", "a\\\n", "'", "'", "\"", "\"", "\\\"", "\\'", "\\$ ",
    "\"\\`\"", "\\ ", "\\a", "''", "\"\"", "'a b'", "\"a b\""
  };

  @TempDir Path directory;

  @Test
  void random_texts_split_into_the_words_that_sh_reads() throws Exception {
    Random random = new Random(20_261_120);
    List<String> texts = new ArrayList<>();
    List<List<String>> ours = new ArrayList<>();
    while (texts.size() < 6000) {
      String text = randomText(random);
      try {
        ours.add(CommandLine.split(text).words());
        texts.add(text);
      } catch (IllegalArgumentException e) {
        assertThat(e)
            .hasMessageMatching(
                "the command (is empty|ends in a backslash"
                    + "|has a (single|double) quote \\(['\"]\\) without its partner)");
      }
    }

    List<List<String>> shells = splitByShell(texts);

    assertThat(shells).hasSameSizeAs(texts);
    for (int i = 0; i < texts.size(); i++) {
      assertThat(ours.get(i)).as("words of <%s>", texts.get(i)).isEqualTo(shells.get(i));
    }
  }

  @Test
  void the_shell_finds_the_quotes_open_that_we_refuse() throws Exception {
    Random random = new Random(4711);
    int refused = 0;
    List<String> texts = new ArrayList<>();
    while (refused < 300) {
      String text = randomText(random);
      try {
        CommandLine.split(text);
      } catch (IllegalArgumentException e) {
        if (String.valueOf(e.getMessage()).endsWith("without its partner")) {
          texts.add(text);
          refused++;
        }
      }
    }
    // One shell reads them all with eval, each in a subshell, and prints the statuses.
    StringBuilder script = new StringBuilder();
    for (int i = 0; i < texts.size(); i++) {
      Files.writeString(directory.resolve("text" + i), "set -- " + texts.get(i));
    }
    script.append("i=0; while [ $i -lt ").append(texts.size()).append(" ]; do ");
    script.append("(. ./text$i) >/dev/null 2>&1; echo $?; i=$((i+1)); done\n");

    String output = new String(runShell(script.toString()), StandardCharsets.UTF_8);

    assertThat(output.lines()).hasSize(texts.size()).doesNotContain("0");
  }

  private static String randomText(Random random) {
    StringBuilder text = new StringBuilder();
    for (int length = 1 + random.nextInt(12); length > 0; length--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  /** Each text's words end with a NUL each, each text with one more word that no text has. */
  private List<List<String>> splitByShell(List<String> texts) throws Exception {
    String end = "=END=";
    StringBuilder script = new StringBuilder();
    for (String text : texts) {
      script.append("set -- ").append(text).append("\nprintf '%s\\0' \"$@\" ").append(end);
      script.append('\n');
    }
    List<List<String>> all = new ArrayList<>();
    List<String> words = new ArrayList<>();
    String output = new String(runShell(script.toString()), StandardCharsets.UTF_8);
    for (String word : output.split("\0", -1)) {
      if (word.equals(end)) {
        all.add(words);
        words = new ArrayList<>();
      } else {
        words.add(word);
      }
    }
    assertThat(words).as("what follows the last text").containsExactly("");
    return all;
  }

  private byte[] runShell(String script) throws IOException, InterruptedException {
    Path file = directory.resolve("script.sh");
    Files.writeString(file, script);
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", file.toString());
    builder.directory(directory.toFile());
    builder.redirectErrorStream(true);
    Process shell = builder.start();
    shell.getOutputStream().close();
    try (InputStream output = shell.getInputStream()) {
      byte[] bytes = output.readAllBytes();
      shell.waitFor();
      return bytes;
    }
  }
}
