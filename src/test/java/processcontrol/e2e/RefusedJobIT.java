package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, files and documents that are refused with one clear line before anything runs. */
@EndToEnd
class RefusedJobIT {

  private static final String COMMAND = "name: Bad\ncommand: touch %s/ran\n";

  private static String jobOf(Installation pc) {
    return COMMAND.formatted(pc.work());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../etc/passwd",
        "/etc/passwd",
        "..",
        ".hidden",
        "sub/one",
        "one.yaml/..",
        "one\n",
        "one;id",
        "$(id)",
        "één",
        "*"
      })
  void names_that_are_no_slugs_are_refused(String name, Installation pc) {
    pc.job("one", jobOf(pc));
    pc.job("sub/one", jobOf(pc));
    pc.job(".hidden", jobOf(pc));

    pc.run("--job", name).assertFailure(78, "is not a job name");

    pc.assertNothingWasWritten();
  }

  @Test
  void a_link_out_of_the_job_directory_is_refused(Installation pc) {
    Path outside = Tree.write(pc.root().resolve("outside.yaml"), jobOf(pc));
    Tree.link(pc.jobs().resolve("linked.yaml"), outside);
    Tree.link(pc.jobs().resolve("relative.yaml"), Path.of("../outside.yaml"));

    pc.run("linked").assertFailure(78, outside.toString(), "outside the job directory");
    pc.run("relative").assertFailure(78, outside.toString(), "outside the job directory");

    pc.assertNothingWasWritten();
  }

  @Test
  void a_job_behind_a_link_to_a_directory_does_not_exist(Installation pc) {
    Tree.write(pc.root().resolve("outside/linked.yaml"), jobOf(pc));
    Tree.link(pc.jobs().resolve("sub"), pc.root().resolve("outside"));

    pc.run("linked").assertFailure(78, "there is no job linked");

    pc.assertNothingWasWritten();
  }

  @Test
  void a_link_within_the_job_directory_is_fine(Installation pc) {
    pc.job("sub/original", jobOf(pc));
    Tree.link(pc.jobs().resolve("alias.yaml"), Path.of("sub/original.yaml"));

    pc.run("alias").assertSilentSuccess();

    assertThat(pc.work().resolve("ran")).exists();
  }

  @Test
  void a_job_file_that_everybody_can_write_is_refused(Installation pc) {
    Tree.mode(pc.job("open", jobOf(pc)), "rw-r--rw-");

    pc.run("open").assertFailure(78, "open.yaml: is writable by everybody");

    pc.assertNothingWasWritten();
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "sub"})
  void a_job_directory_that_everybody_can_write_is_refused(String directory, Installation pc) {
    pc.job("sub/open", jobOf(pc));
    Tree.mode(pc.jobs().resolve(directory), "rwxrwxrwx");

    pc.run("open").assertFailure(78, "is writable by everybody");

    pc.assertNothingWasWritten();
  }

  @Test
  void a_configuration_that_everybody_can_write_is_refused(Installation pc) {
    pc.job("one", jobOf(pc));
    Tree.mode(pc.config(), "rw-rw-rw-");

    pc.run("one").assertFailure(78, pc.config() + ": is writable by everybody");

    pc.assertNothingWasWritten();
  }

  @Test
  void a_configuration_that_is_not_roots_is_refused_to_root(Installation pc) {
    pc.job("one", jobOf(pc));
    ServiceUser.own(pc.config());

    pc.run("one").assertFailure(78, pc.config() + ": is owned by user " + ServiceUser.uid());
    pc.assertNothingWasWritten();

    pc.launch("one").asUser(ServiceUser.NAME).run().assertSilentSuccess();
  }

  static Stream<Arguments> documents() {
    StringBuilder laughs = new StringBuilder("a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]\n");
    for (int i = 1; i < 12; i++) {
      laughs.append("a%d: &a%d [".formatted(i, i)).append(("*a" + (i - 1) + ", ").repeat(9));
      laughs.append("x]\n");
    }
    return Stream.of(
        Arguments.of("aliases that grow", laughs.toString(), "once aliases are expanded"),
        Arguments.of(
            "deep nesting", "tag: " + "[".repeat(5000) + "]".repeat(5000), "nested deeper than 50"),
        Arguments.of("deep maps", "environment: " + "{a: ".repeat(3000), "nested deeper than 50"),
        Arguments.of("a key twice", "name: Again", ":3:1: name: given twice; first in line 1"),
        Arguments.of(
            "an unknown key", "comand: x", ":3:1: comand: unknown key; did you mean command?"),
        Arguments.of(
            "an object", "tag: !!java.net.URL [http://x/]", ":3:6: the tag !!java.net.URL"),
        Arguments.of(
            "a script engine",
            "tag: !!javax.script.ScriptEngineManager []",
            ":3:6: the tag !!javax.script.ScriptEngineManager is not allowed"),
        Arguments.of("a local tag", "tag: !thing x", ":3:6: the tag !thing is not allowed"),
        Arguments.of("an unknown alias", "tag: *nothing", ":3:6: the alias *nothing"),
        Arguments.of("a second document", "---\nname: Other", ":3:1: a second document"),
        Arguments.of("a tab", "\tx: y", "not valid YAML"),
        Arguments.of("an open quote", "description: \"open", "not valid YAML"),
        Arguments.of("a merge key", "<<: {timeout: 1}", "merge keys (<<)"),
        Arguments.of("a bad schedule", "schedule: '75 * * * *'", ":3:11: schedule: "),
        Arguments.of("an alias schedule", "schedule: '@nightly'", ":3:11: schedule: "),
        Arguments.of("a negative timeout", "timeout: -1", ":3:10: timeout: "),
        Arguments.of("a control sequence", "tag: \"\\e[31m\"", ":3:6: tag: "),
        Arguments.of("a wrong type", "allow_overtime: maybe", ":3:17: allow_overtime: "),
        Arguments.of("a list for a map", "environment: [A=b]", ":3:14: environment: "));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void documents(String what, String more, String part, Installation pc) {
    pc.job("bad", jobOf(pc) + more + "\n");

    Finished run = pc.run("bad").assertFailure(78, pc.jobs().resolve("bad.yaml") + ":", part);

    assertThat(run.stderr()).as("no control characters").doesNotMatch("(?s).*[\\x00-\\x09\\x1b].*");
    assertThat(run.stderr().length()).isLessThan(1000);
    assertThat(run.duration()).isLessThan(Duration.ofSeconds(30));
    pc.assertNothingWasWritten();
  }

  @Test
  void a_file_that_is_not_utf8_is_refused_with_its_line(Installation pc) {
    String text = jobOf(pc) + "description: caf\u00e9\n";
    Tree.write(pc.jobs().resolve("latin.yaml"), text.getBytes(StandardCharsets.ISO_8859_1));

    pc.run("latin").assertFailure(78, "latin.yaml:3:", "not valid UTF-8");

    pc.assertNothingWasWritten();
  }

  @Test
  void a_huge_file_is_refused_without_reading_it(Installation pc) {
    Path file = pc.job("huge", jobOf(pc));
    Commands.run("truncate", "-s", "100G", file.toString());

    pc.run("huge").assertFailure(78, "huge.yaml:1:1: is larger than 262144 bytes");

    pc.assertNothingWasWritten();
  }

  @Test
  void a_pipe_in_place_of_a_file_is_refused_without_waiting(Installation pc) {
    Commands.run("mkfifo", "-m", "644", pc.jobs().resolve("pipe.yaml").toString());

    Finished run = pc.run("pipe").assertFailure(78, "pipe.yaml: is not a regular file");

    assertThat(run.duration()).isLessThan(Duration.ofSeconds(30));
    pc.assertNothingWasWritten();
  }

  @Test
  void a_pipe_in_place_of_the_configuration_is_refused_without_waiting(Installation pc) {
    Commands.run("rm", pc.config().toString());
    Commands.run("mkfifo", "-m", "644", pc.config().toString());

    pc.run("one").assertFailure(78, pc.config() + ": is not a regular file");
  }

  @Test
  void a_directory_in_place_of_a_file_is_refused(Installation pc) {
    Tree.directory(pc.jobs().resolve("x.yaml"));

    pc.run("x").assertFailure(78, "x.yaml: is not a regular file");

    pc.assertNothingWasWritten();
  }

  @Test
  void the_same_slug_in_two_directories_is_refused(Installation pc) {
    Path one = pc.job("first/twin", jobOf(pc));
    Path other = pc.job("second/twin", jobOf(pc));

    pc.run("twin").assertFailure(78, "defined more than once: " + one + ", " + other);

    pc.assertNothingWasWritten();
  }

  @Test
  void an_empty_file_and_a_file_without_a_command_are_refused(Installation pc) {
    pc.job("hollow", "name: Hollow\n");

    pc.run("hollow").assertFailure(78, "hollow.yaml:1:1: command: is missing");

    pc.assertNothingWasWritten();
  }
}
