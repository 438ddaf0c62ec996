package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import processcontrol.Tool;

/** The TAB key in real shells on a terminal: names that others chose are never evaluated. */
@EndToEnd
@Order(1)
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

  /** Types keys in a terminal, part by part: the next one when the shell has read the last. */
  private static final String PTY =
      """
      import os, pty, select, sys, time
      directory, typed, seconds, shell = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4:]
      read = os.path.join(directory, 'read')
      pid, fd = pty.fork()
      if pid == 0:
          os.environ.update(TERM='xterm', PS1='%', HISTFILE='/dev/null', ZDOTDIR=directory)
          os.execvp(shell[0], shell)
      end = time.time() + seconds
      parts = open(typed, 'rb').read().split(b'\\0')
      written = 0
      with open(os.path.join(directory, 'seen'), 'wb') as out:
          while time.time() < end:
              if os.path.getsize(read) == written:
                  if written == len(parts):
                      break
                  os.write(fd, parts[written] + b'\\x18r')
                  written += 1
              if select.select([fd], [], [], 0.02)[0]:
                  out.write(os.read(fd, 65536))
      os.kill(pid, 9)
      os.waitpid(pid, 0)
      sys.exit(0 if written == len(parts) and os.path.getsize(read) == written else 'no answer')
      """;

  /** Types keys, NUL between those that have to wait for the answer; returns what was seen. */
  private static String type(Installation pc, String shell, String keys) {
    Tool.require(shell);
    Tool.require("python3");
    Path root = pc.root();
    Path completion = Path.of("etc/completion").toAbsolutePath();
    // The keys ^X r tell that the shell has done what was typed before them.
    String told = "printf . >>" + Tree.write(root.resolve("read"), "");
    String set =
        shell.equals("zsh")
            ? "fpath=(%s $fpath)\nautoload -Uz compinit\ncompinit -u -D\n".formatted(completion)
                + "tell() { %s; }\nzle -N tell\nbindkey '^Xr' tell\n".formatted(told)
            : ". %s\nbind -x '\"\\C-xr\": %s'\n"
                .formatted(completion.resolve("run-job.bash"), told);
    String path = "cd %s\nPATH=%s:$PATH\n".formatted(root, pc.launcher().getParent());
    Path rc = Tree.write(root.resolve(".zshrc"), path + set);
    Path typed = Tree.write(root.resolve("typed"), keys);
    String seconds = Long.toString(Await.LONG.toSeconds());
    List<String> command = new ArrayList<>(List.of("python3", "-c", PTY));
    command.addAll(List.of(root.toString(), typed.toString(), seconds));
    command.addAll(
        shell.equals("zsh")
            ? List.of("zsh", "-d", "-i")
            : List.of("bash", "--noprofile", "--rcfile", rc.toString(), "-i"));
    Commands.Result result = Commands.tryRun(command.toArray(String[]::new));
    String seen = Tree.read(root.resolve("seen"));
    assertThat(result.exitCode()).as(result.output() + seen).isZero();
    return seen;
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
