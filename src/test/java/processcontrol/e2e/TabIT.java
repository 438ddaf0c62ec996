package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import processcontrol.Tool;

/** The TAB key in real shells on a terminal: names that others chose are never evaluated. */
@EndToEnd
class TabIT {

  private static final List<String> HOSTILE =
      List.of(
          "$(touch proof)",
          "`touch proof`",
          "a-x;touch proof;",
          "a-x\ntouch proof\n$(touch proof)",
          "a-*",
          "a-?[a-z]",
          "a-'x",
          "a-\"x",
          "-a",
          "--output",
          "a- blank",
          "a-${x[$(touch proof)]}",
          "a-$((x[$(touch proof)]))",
          "<(touch proof)",
          "a-\\x",
          "~",
          "!a",
          "{a-1,a-2}");

  /** Types the keys once the shell is ready, and waits for what the last line makes. */
  private static final String PTY =
      """
      import os, pty, select, sys, time
      shell, keys, done, seen = sys.argv[1:5]
      words = {'bash': ['bash', '--norc', '--noprofile', '-i'], 'zsh': ['zsh', '-f', '-i']}[shell]
      pid, fd = pty.fork()
      if pid == 0:
          os.environ.update(TERM='xterm', PS1='%', HISTFILE='/dev/null')
          os.execvp(words[0], words)
      out = open(seen, 'wb')
      end = time.time() + 120
      lines = keys.encode().split(b'\\x00')
      quiet = 0
      while time.time() < end and not os.path.exists(done):
          ready = select.select([fd], [], [], 1)[0]
          if ready:
              quiet = 0
              try:
                  read = os.read(fd, 65536)
              except OSError:
                  break
              if not read:
                  break
              out.write(read)
              out.flush()
          else:
              quiet += 1
              if lines and quiet >= 2:
                  quiet = 0
                  os.write(fd, lines.pop(0))
      os.kill(pid, 9)
      os.waitpid(pid, 0)
      """;

  /** Types keys, NUL between those that have to wait for the answer; returns what was seen. */
  private static String type(Installation pc, String shell, String keys) {
    Tool.require(shell);
    Tool.require("python3");
    Path done = pc.root().resolve("done");
    Path seen = pc.root().resolve("seen");
    String file = shell.equals("zsh") ? "_run-job" : "run-job.bash";
    Path completion = Path.of("etc/completion").toAbsolutePath();
    String load =
        shell.equals("zsh")
            ? "fpath=(" + completion + " $fpath); autoload -Uz compinit; compinit -u -D\r\0"
            : ". " + completion.resolve(file) + "\r\0";
    String setUp = "cd " + pc.root() + "; PATH=" + pc.launcher().getParent() + ":$PATH\r\0" + load;
    Path pty = Tree.write(pc.root().resolve("pty.py"), PTY);
    Path typed = Tree.write(pc.root().resolve("typed"), setUp + keys + "\0touch done\r");
    // An argument holds no NUL.
    Commands.run(
        "python3",
        "-c",
        "import sys; keys = open(sys.argv[3]).read(); sys.argv = ['-', sys.argv[2], keys,"
            + " sys.argv[4], sys.argv[5]]; exec(open('%s').read())".formatted(pty),
        "-",
        shell,
        typed.toString(),
        done.toString(),
        seen.toString());
    String text = Tree.read(seen);
    assertThat(done).as(text).exists();
    return text;
  }

  private static void hostileJobs(Installation pc) {
    pc.shellJob("a-good.job_1", "true");
    pc.shellJob("a-good.job_2", "true");
    for (String name : HOSTILE) {
      Tree.write(pc.jobs().resolve(name + ".yaml"), "name: x\ncommand: id\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void names_of_job_files_are_not_evaluated(String shell, Installation pc) {
    hostileJobs(pc);

    String seen =
        type(
            pc,
            shell,
            "run-job --config "
                + pc.config()
                + " --status \t\t\t\0\u0015"
                + "run-job --config "
                + pc.config()
                + " --status a\t\t\t\0\u0015"
                + "echo run-job --config "
                + pc.config()
                + "\0\u0015"
                + "check-jobs-icinga --config "
                + pc.config()
                + " \t\t\t\0\u0015");

    assertThat(seen)
        .contains("a-good.job_1", "a-good.job_2")
        .doesNotContain("blank", "touch proof");
    assertThat(pc.root().resolve("proof")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void paths_are_quoted_when_they_are_inserted(String shell, Installation pc) {
    pc.shellJob("only-this", "true");
    Path strange = Tree.directory(pc.root().resolve("x $(touch proof);`touch proof`'&"));
    Path config = strange.resolve("only.yaml");
    Tree.write(config, Tree.read(pc.config()));
    // The path, then a name read with it, then the line is run.
    type(pc, shell, "run-job --config " + pc.root() + "/x\t\0\t\0 --job on\t\0\r");

    assertThat(pc.root().resolve("proof")).doesNotExist();
    assertThat(pc.results("only-this")).containsExactly("success");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void words_on_the_line_are_not_evaluated(String shell, Installation pc) {
    pc.shellJob("only-this", "true");
    type(
        pc,
        shell,
        "run-job --config '$(touch proof)' --status \t\t\0\u0015"
            + "run-job --config \"`touch proof`\" --tag '$(touch proof)' \t\t\0\u0015"
            + "run-job --logs only-this --run '$(touch proof)\t\0'\u0015"
            + "'$(touch proof)/run-job' --status \t\0\u0015"
            + "run-job --status '$(touch proof)\t\0'\u0015");

    assertThat(pc.root().resolve("proof")).doesNotExist();
  }

  @Test
  void list_prints_valid_names_and_tells_of_the_others(Installation pc) {
    hostileJobs(pc);

    Finished list = pc.run("--list-jobs");

    assertThat(list.stdout()).isEqualTo("a-good.job_1\na-good.job_2\n");
    assertThat(list.errors())
        .hasSize(HOSTILE.size())
        .allMatch(line -> line.startsWith("run-job: " + pc.jobs()))
        .allMatch(line -> line.contains(".yaml: a job file is named with letters"));
    assertThat(list.exitCode()).isZero();
    assertThat(pc.run("--list-jobs", "-r").stdout()).isEmpty();
  }
}
