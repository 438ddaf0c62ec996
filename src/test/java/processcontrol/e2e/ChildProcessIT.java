package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The environment, descriptors and limits of a command. */
@EndToEnd
class ChildProcessIT {

  private static final String NONE = "0000000000000000";

  private static void assertIsServiceUser(Map<String, String> status) {
    assertThat(status)
        .contains(
            entry("Uid", String.join("\t", List.of(uid(), uid(), uid(), uid()))),
            entry("Gid", String.join("\t", List.of(gid(), gid(), gid(), gid()))),
            entry("CapInh", NONE),
            entry("CapPrm", NONE),
            entry("CapEff", NONE),
            entry("CapAmb", NONE));
    List<Integer> groups =
        Arrays.stream(status.get("Groups").split(" ", -1)).map(Integer::valueOf).sorted().toList();
    assertThat(groups).hasSizeGreaterThan(1).isEqualTo(ServiceUser.groups());
  }

  private static String uid() {
    return ServiceUser.uid();
  }

  private static String gid() {
    return ServiceUser.gid();
  }

  @Test
  void child_and_supervisor_are_the_service_user_and_nobody_else(Installation pc) {
    pc.shellJob("who", "echo ready; sleep 300");
    Running running =
        pc.untilReady("who", pc.launch("who").through("setpriv", "--groups", "0,4,24").start());

    assertIsServiceUser(Processes.status(pc.holder("who").child()));
    assertThat(Processes.threads(running.pid()))
        .hasSizeGreaterThan(1)
        .allSatisfy(ChildProcessIT::assertIsServiceUser);
  }

  /** Those that are left once the program has read its libraries; all, if it is more than ours. */
  private static Map<Integer, String> settledDescriptors(long pid) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    Map<Integer, String> open = Processes.descriptors(pid);
    while (open.size() > 4 && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      open = Processes.descriptors(pid);
    }
    return open;
  }

  @Test
  void child_has_exactly_its_own_descriptors(Installation pc) {
    pc.job("sleeper", "name: Sleeper\ncommand: sleep 300\n");
    pc.start("sleeper");

    Map<Integer, String> open = settledDescriptors(pc.holder("sleeper").child());

    assertThat(open).containsOnlyKeys(0, 1, 2, 3);
    assertThat(open.get(0)).isEqualTo("/dev/null");
    assertThat(open.get(1)).startsWith("pipe:").isNotEqualTo(open.get(2));
    assertThat(open.get(2)).startsWith("pipe:");
    assertThat(open.get(3)).isEqualTo(pc.locks().resolve("sleeper.lock").toString());
  }

  @Test
  void closed_standard_streams_of_the_caller_do_not_reach_anything(Installation pc) {
    pc.shellJob("closed", "echo ready; echo to stderr >&2; sleep 300");
    Running running =
        pc.launch("closed").through("sh", "-c", "exec \"$@\" <&- >&- 2>&-", "sh").start();
    pc.untilReady("closed", running);

    Map<Integer, String> open = settledDescriptors(pc.holder("closed").child());

    assertThat(open).containsOnlyKeys(0, 1, 2, 3);
    assertThat(open.get(0)).isEqualTo("/dev/null");
    assertThat(open.get(1)).startsWith("pipe:").isNotEqualTo(open.get(2));
    assertThat(open.get(2)).startsWith("pipe:");
    assertThat(open.get(3)).isEqualTo(pc.locks().resolve("closed.lock").toString());
    // Output of run-job at the end must go nowhere, above all not into a file of its own.
    assertThat(Processes.descriptors(running.pid())).containsKeys(0, 1, 2);
    assertThat(
            List.of(
                Processes.descriptors(running.pid()).get(0),
                Processes.descriptors(running.pid()).get(1),
                Processes.descriptors(running.pid()).get(2)))
        .containsOnly("/dev/null");

    running.signal("TERM");
    assertThat(running.await().exitCode()).isEqualTo(143);
    assertThat(pc.log("closed").stdoutText()).isEqualTo("ready");
    assertThat(pc.log("closed").stderrText()).isEqualTo("to stderr");
    assertThat(pc.results("closed")).isEqualTo(List.of("killed"));
    assertThat(pc.locks().resolve("closed.lock")).isEmptyFile();
  }

  @Test
  void child_starts_with_clean_signals_session_and_mask(Installation pc) {
    pc.job("sleeper", "name: Sleeper\ncommand: sleep 300\n");
    // As by nohup(1) and careless parents.
    pc.launch("sleeper")
        .through("sh", "-c", "umask 077; exec \"$@\"", "sh")
        .through("env", "--ignore-signal=HUP", "--ignore-signal=PIPE", "--block-signal=USR1")
        .start();
    long child = pc.holder("sleeper").child();

    assertThat(Processes.status(child))
        .contains(
            entry("SigBlk", NONE),
            entry("SigIgn", NONE),
            entry("SigCgt", NONE),
            entry("Umask", "0022"),
            entry("NoNewPrivs", "1"));
    String[] stat = Processes.stat(child);
    String pid = Long.toString(child);
    assertThat(stat[2]).as("process group").isEqualTo(pid);
    assertThat(stat[3]).as("session").isEqualTo(pid);
    assertThat(stat[4]).as("terminal").isEqualTo("0");
    assertThat(Tree.target(Path.of("/proc/" + child + "/cwd"))).isEqualTo("/");
  }

  @Test
  void environment_is_the_documented_one_and_nothing_of_the_callers(Installation pc) {
    pc.job("sleeper", "name: Sleeper\ncommand: sleep 300\n");
    pc.launch("sleeper")
        .with("FOO", "bar")
        .with("PATH", System.getenv("PATH") + ":/nowhere")
        .with("LANG", "tlh")
        .with("SUDO_USER", "somebody")
        .with("LD_LIBRARY_PATH", "/nonexistent")
        .start();
    Installation.Holder holder = pc.holder("sleeper");

    assertThat(Processes.environment(holder.child()))
        .containsOnly(
            entry("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
            entry("HOME", "/nonexistent"),
            entry("USER", ServiceUser.NAME),
            entry("LOGNAME", ServiceUser.NAME),
            entry("SHELL", "/bin/sh"),
            entry("LANG", "C.UTF-8"),
            entry("PC_JOB", "sleeper"),
            entry("PC_RUN", holder.runId()),
            entry("PC_ATTEMPT", "1"));
  }

  @Test
  void environment_of_the_caller_does_not_change_run_job(Installation pc) {
    pc.shellJob("plain", "echo hello");

    pc.launch("plain")
        .with("JAVA_TOOL_OPTIONS", "-XX:+PrintFlagsFinal")
        .with("_JAVA_OPTIONS", "-XX:+PrintFlagsFinal")
        .with("JDK_JAVA_OPTIONS", "-version")
        .with("CLASSPATH", "/nonexistent")
        .with("JAVA_HOME", "/nonexistent")
        .with("LD_LIBRARY_PATH", "/nonexistent")
        .with("IFS", "/")
        .with("ENV", "/nonexistent")
        .with("POSIXLY_CORRECT", "1")
        .run()
        .assertSilentSuccess();

    assertThat(pc.log("plain").stdoutText()).isEqualTo("hello");
  }

  @Test
  void standard_input_is_empty(Installation pc) {
    pc.job("reader", "name: Reader\ncommand: [wc -c, cat]\n");

    pc.run("reader").assertSilentSuccess();

    assertThat(pc.log("reader").lines()).contains("0");
  }

  @Test
  void child_cannot_become_root_through_a_setuid_program(Installation pc) {
    Path program = setuidCopyOfId(pc);
    pc.job(
        "climber", "name: Climber\ncommand: [%s -u, setpriv --reuid 0 true]\n".formatted(program));

    pc.run("climber").assertFailure(127, "command 2 of 2");

    assertThat(pc.log("climber").text()).contains("\tINFO\t" + uid() + "\n").contains("setpriv: ");
  }

  @Test
  void no_new_privs_can_be_switched_off(Installation pc) {
    pc.configure("no_new_privs: false\n");
    pc.job("status", "name: Status\ncommand: cat /proc/self/status\n");
    pc.run("status").assertSilentSuccess();
    Map<String, String> status = Processes.fields(pc.log("status").stdoutText());
    assertThat(status).contains(entry("NoNewPrivs", "0"));
    assertIsServiceUser(status);

    Path program = setuidCopyOfId(pc);
    pc.job("climber", "name: Climber\ncommand: %s -u\n".formatted(program));
    pc.run("climber").assertSilentSuccess();
    // In a chroot that is no mount point, findmnt finds nothing.
    String mounted =
        Commands.tryRun("findmnt", "-n", "-o", "OPTIONS", "-T", program.toString()).output();
    assumeTrue(!mounted.contains("nosuid"), "the temporary directory is mounted with nosuid");
    assertThat(pc.log("climber").stdoutText()).isEqualTo("0");
  }

  private static Path setuidCopyOfId(Installation pc) {
    Path program = pc.root().resolve("id");
    Commands.run("cp", "/usr/bin/id", program.toString());
    Commands.run("chmod", "4755", program.toString());
    return program;
  }
}
