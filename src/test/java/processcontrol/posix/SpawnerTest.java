package processcontrol.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SpawnerTest {

  private static final Map<String, String> PATH = Map.of("PATH", "/usr/bin:/bin");

  @TempDir Path directory;
  private Fd lock;

  /** The output of a child and its end. */
  private record Said(String out, String err, Termination end) {}

  @BeforeEach
  void open_lock() {
    try (Directory root = Directory.open(directory.toString())) {
      lock = root.openForUpdating("lock", 0600);
    }
  }

  @AfterEach
  void close_lock() {
    lock.close();
  }

  private ChildProcess spawn(Map<String, String> environment, String... words) {
    return Spawner.spawn(words[0], List.of(words), environment, directory.toString(), lock);
  }

  private ChildProcess shell(String script) {
    return spawn(PATH, "/bin/sh", "-c", script);
  }

  private static String readToEnd(Fd pipe) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[Fd.CHUNK];
    Poll poll = new Poll(1);
    while (true) {
      poll.clear();
      poll.add(pipe, Poll.IN);
      poll.await(-1);
      int size = pipe.read(buffer, 0, buffer.length);
      if (size < 0) {
        return all.toString(StandardCharsets.UTF_8);
      }
      all.write(buffer, 0, size);
    }
  }

  private static Termination awaitEnd(ChildProcess child) {
    Poll poll = new Poll(1);
    poll.add(child.exited(), Poll.IN);
    while (child.termination() == null) {
      poll.await(-1);
      child.reap();
    }
    return child.termination();
  }

  private static Said run(ChildProcess child) {
    try (child) {
      String out = readToEnd(child.stdout());
      String err = readToEnd(child.stderr());
      return new Said(out, err, awaitEnd(child));
    }
  }

  @Test
  void output_and_exit_code_come_back() {
    assertThat(run(shell("echo out; echo err >&2; exit 7")))
        .isEqualTo(new Said("out\n", "err\n", new Termination(7, 0)));
    assertThat(run(spawn(PATH, "/bin/true")).end().isSuccess()).isTrue();
  }

  @Test
  void a_signal_and_the_exit_code_that_shells_make_of_it_differ() {
    Termination killed = run(shell("kill -TERM $$")).end();
    Termination exited = run(shell("exit 143")).end();

    assertThat(killed).isEqualTo(new Termination(-1, 15));
    assertThat(killed.isSignal()).isTrue();
    assertThat(killed.isSuccess()).isFalse();
    assertThat(exited).isEqualTo(new Termination(143, 0));
    assertThat(exited.isSignal()).isFalse();
  }

  @Test
  void words_arrive_as_they_are() {
    String odd = " '\"\\$`*\t\n\u0001\u00e4\ud83d\ude00";
    Said said =
        run(spawn(PATH, "/usr/bin/printf", "%s|", "", odd, "--", "-n", "x".repeat(100_000)));

    assertThat(said.out()).isEqualTo("|" + odd + "|--|-n|" + "x".repeat(100_000) + "|");
  }

  @Test
  void the_environment_is_exactly_what_was_given() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("A", "1");
    environment.put("B", "two words\nand lines=\u00e4");
    environment.put("C", "");
    Said said = run(spawn(environment, "/usr/bin/env", "-0"));

    assertThat(said.out().split("\0", -1))
        .containsExactly("A=1", "B=two words\nand lines=\u00e4", "C=", "");
  }

  @Test
  void a_child_starts_in_its_directory_and_with_an_ordinary_umask() throws Exception {
    Said said = run(shell("pwd -P; umask; cat"));

    assertThat(said.out()).isEqualTo(directory.toRealPath() + "\n0022\n");
    assertThat(said.end().isSuccess()).isTrue();
  }

  @Test
  void a_child_has_four_descriptors_and_no_more() throws Exception {
    try (Fd leaked = Fd.openForReading("/etc/passwd")) {
      Said said =
          run(shell("readlink /proc/$$/fd/0 /proc/$$/fd/3; ls /proc/$$/fd; : " + leaked.path()));

      // 10 is the shell's own where it reads a script, not with -c.
      assertThat(said.out())
          .isEqualTo("/dev/null\n" + directory.toRealPath() + "/lock\n0\n1\n2\n3\n");
    }
  }

  @Test
  void a_child_leads_its_own_session_and_group() {
    ChildProcess child = shell("cut -d' ' -f5,6 /proc/$$/stat");
    int pid = child.pid();

    assertThat(run(child).out()).isEqualTo(pid + " " + pid + "\n");
  }

  @Test
  void no_signal_is_blocked_or_ignored_in_a_child() {
    Said said = run(shell("grep -E '^Sig(Blk|Ign)' /proc/self/status"));

    // Signals 32 and 33 are glibc's own, and glibc's posix_spawn leaves them ignored.
    assertThat(said.out()).matches("SigBlk:\t0{16}\nSigIgn:\t0{7}[01][08]0{7}\n");
  }

  @Test
  void a_child_keeps_the_lock_when_its_parent_lets_go() {
    assertThat(lock.tryLock()).isTrue();
    ChildProcess child = spawn(PATH, "/bin/cat", "/proc/self/status", "-");
    ChildProcess sleeper = spawn(PATH, "/bin/sleep", "60");
    lock.close();
    run(child);
    try (Directory root = Directory.open(directory.toString());
        Fd again = root.openForUpdating("lock", 0600)) {
      assertThat(again.tryLock()).isFalse();
      sleeper.signalGroup(9);
      assertThat(run(sleeper).end()).isEqualTo(new Termination(-1, 9));
      assertThat(again.tryLock()).isTrue();
    }
  }

  @Test
  void a_missing_program_is_not_found() {
    PosixException e =
        catchThrowableOfType(PosixException.class, () -> spawn(PATH, "/no/such/program"));

    assertThat(e).hasMessage("cannot execute /no/such/program: No such file or directory");
    assertThat(e.isNotFound()).isTrue();
  }

  @Test
  void what_cannot_be_executed_says_why() throws Exception {
    Path plain = Files.writeString(directory.resolve("plain"), "text");
    PosixException denied =
        catchThrowableOfType(PosixException.class, () -> spawn(PATH, plain.toString()));
    assertThat(denied).hasMessage("cannot execute " + plain + ": Permission denied");
    assertThat(denied.isDenied()).isTrue();
    assertThat(denied.isNotFound()).isFalse();

    assertThat(plain.toFile().setExecutable(true)).isTrue();
    assertThat(catchThrowableOfType(PosixException.class, () -> spawn(PATH, plain.toString())))
        .hasMessage("cannot execute " + plain + ": Exec format error");
    assertThat(catchThrowableOfType(PosixException.class, () -> spawn(PATH, "/tmp")))
        .hasMessage("cannot execute /tmp: Permission denied");
  }

  @Test
  void failed_starts_leave_no_descriptor_behind() {
    int before = Path.of("/proc/self/fd").toFile().list().length;
    for (int i = 0; i < 50; i++) {
      assertThat(catchThrowableOfType(PosixException.class, () -> spawn(PATH, "/no/program")))
          .isNotNull();
    }
    for (int i = 0; i < 20; i++) {
      run(spawn(PATH, "/bin/true"));
    }

    assertThat(Path.of("/proc/self/fd").toFile().list().length).isLessThan(before + 20);
  }

  @Test
  void the_umask_of_this_process_is_put_back() {
    int mask = CurrentProcess.umask(0027);
    try {
      run(spawn(PATH, "/bin/true"));
      assertThat(CurrentProcess.umask(0027)).isEqualTo(0027);
    } finally {
      CurrentProcess.umask(mask);
    }
  }

  @Test
  void a_grandchild_in_a_session_of_its_own_is_found() {
    assertThat(Descendants.scan()).isEmpty();
    ChildProcess child = shell("setsid sh -c 'echo $$; exec sleep 60' & wait");
    byte[] buffer = new byte[64];
    Poll poll = new Poll(1);
    poll.add(child.stdout(), Poll.IN);
    poll.await(-1);
    int size = child.stdout().read(buffer, 0, buffer.length);
    int grandchild =
        Integer.parseInt(new String(buffer, 0, size, StandardCharsets.US_ASCII).strip());

    assertThat(Descendants.scan())
        .contains(
            new Descendants.Member(child.pid(), child.pid()),
            new Descendants.Member(grandchild, grandchild));
    Processes.signal(grandchild, 9);
    assertThat(run(child).end()).isNotNull();
    assertThat(Descendants.scan()).isEmpty();
  }

  @Test
  void a_child_without_a_lock_has_three_descriptors_alone() {
    List<String> words = List.of("/bin/ls", "/proc/self/fd");

    try (ChildProcess child = Spawner.spawn("/bin/ls", words, PATH, "/")) {
      // The fourth is that of the directory itself.
      assertThat(readToEnd(child.stdout())).isEqualTo("0\n1\n2\n3\n");
      child.reap();
    }
  }

  @Test
  void fed_child_finds_all_of_its_input_and_has_no_lock() {
    byte[] input = "x".repeat(3_000_000).getBytes(StandardCharsets.UTF_8);
    List<String> words = List.of("/bin/sh", "-c", "wc -c; ls /proc/self/fd");
    Said said = run(Spawner.spawnFed("/bin/sh", words, PATH, directory.toString(), input));

    // 3 is the directory that ls reads.
    assertThat(said.out()).isEqualTo("3000000\n0\n1\n2\n3\n");
    assertThat(said.end().isSuccess()).isTrue();
  }

  @Test
  void detached_child_and_its_children_are_spared_by_the_scan() throws Exception {
    Path pid = directory.resolve("pid");
    String script =
        "sleep 1000 & read line; echo $! $$ >" + pid + ".new; mv " + pid + ".new " + pid;
    List<String> words = List.of("/bin/sh", "-c", script + "; wait");
    byte[] input = "go\n".getBytes(StandardCharsets.UTF_8);
    Spawner.spawnDetached("/bin/sh", words, PATH, directory.toString(), input);
    Poll pause = new Poll(0);
    while (!Files.exists(pid)) {
      pause.await(10);
    }
    String[] pids = Files.readString(pid).strip().split(" ", -1);
    int child = Integer.parseInt(pids[0]);
    int shell = Integer.parseInt(pids[1]);
    try {
      assertThat(Descendants.scan())
          .extracting(Descendants.Member::pid)
          .doesNotContain(child, shell);
    } finally {
      Processes.signalGroup(shell, 9);
    }
  }

  @Test
  void detached_program_inherits_one_descriptor_and_nothing_that_is_read(@TempDir Path elsewhere)
      throws Exception {
    Path seen = elsewhere.resolve("seen");
    String links = "readlink /proc/$$/fd/0 /proc/$$/fd/1 /proc/$$/fd/2 /proc/$$/fd/3";
    String script =
        "all=$(" + links + "); echo \"$all\" >" + seen + ".tmp; mv " + seen + ".tmp " + seen;
    Spawner.detach(List.of("/bin/sh", "-c", script), PATH, "/", lock);
    while (Files.notExists(seen)) {
      new Poll(0).await(5);
    }

    assertThat(Files.readAllLines(seen))
        .containsExactly(
            "/dev/null",
            "/dev/null",
            "/dev/null",
            directory.toRealPath().resolve("lock").toString());
  }

  @Test
  void further_descriptors_follow_the_lock() {
    try (Directory root = Directory.open(directory.toString());
        Fd slot = root.openForUpdating("slot", 0600);
        ChildProcess child =
            Spawner.spawn(
                "/bin/sh",
                List.of("/bin/sh", "-c", "readlink /proc/$$/fd/3 /proc/$$/fd/4"),
                PATH,
                directory.toString(),
                lock,
                slot)) {
      assertThat(readToEnd(child.stdout())).endsWith("/lock\n" + slot.path() + "\n");
    }
  }
}
