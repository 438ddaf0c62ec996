package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The effect of the caller's limits on a start; a command sees exactly those limits. */
@EndToEnd
@Order(1)
class LimitsIT {

  private static final String LIMITED = "ulimit %s; exec \"$0\" \"$@\"";

  private static Launch limited(Launch launch, String limit) {
    return launch.through("/bin/sh", "-c", LIMITED.formatted(limit));
  }

  /** A launch of another program of the application. */
  private static Launch program(Installation pc, String name, String... args) {
    String[] through = new String[args.length + 3];
    through[0] = pc.launcher().resolveSibling(name).toString();
    through[1] = "--config";
    through[2] = pc.config().toString();
    System.arraycopy(args, 0, through, 3, args.length);
    return new Launch(Tree.directory(pc.root().resolve("calls")), List.of(through));
  }

  @Test
  void small_address_space_is_enough(Installation pc) {
    pc.shellJob("one", "true");

    limited(pc.launch("--job", "one"), "-v 2000000").run().assertSilentSuccess();
  }

  @Test
  void jvm_that_cannot_start_is_no_result_of_the_job(Installation pc) {
    pc.shellJob("one", "true");
    for (String limit : new String[] {"-v 250000", "-v 100000", "-d 20000"}) {
      assertCannotStart(limited(pc.launch("--job", "one"), limit).run(), "Java cannot start");
    }
    for (String limit : new String[] {"-n 6", "-n 8", "-n 12", "-n 23"}) {
      assertCannotStart(
          limited(pc.launch("--job", "one"), limit).run(), "the limit of open files is too small");
    }
    assertThat(pc.history("one")).isEmpty();
    limited(pc.launch("--job", "one"), "-n 24").run().assertSilentSuccess();
  }

  /** One line on standard error, and not the result of a job. */
  private static void assertCannotStart(Finished run, String reason) {
    assertThat(run.exitCode()).isEqualTo(125);
    assertThat(run.stdout()).isEmpty();
    assertThat(run.errors()).hasSize(1);
    assertThat(run.stderr()).matches("(?s)(run-job|cron-generate): .*").contains(reason);
  }

  @Test
  void jvm_that_cannot_start_is_unknown_to_the_monitoring(Installation pc) {
    for (String limit : new String[] {"-v 250000", "-n 8", "-n 5"}) {
      Finished check = limited(program(pc, "check-jobs-icinga"), limit).run();

      assertThat(check.exitCode()).as(limit).isEqualTo(3);
      assertThat(check.stdout()).as(limit).startsWith("UNKNOWN: check-jobs-icinga cannot start: ");
    }
  }

  @Test
  void jvm_that_cannot_start_is_no_stale_crontab(Installation pc) {
    for (String limit : new String[] {"-v 250000", "-n 8"}) {
      assertCannotStart(limited(program(pc, "cron-generate", "--check"), limit).run(), "; see ");
    }
  }

  @Test
  void missing_or_empty_jar_is_said(Installation pc) {
    Installation broken = pc.on(Application.plain(""));
    Path jar = broken.launcher().resolveSibling("../lib/process-control.jar").normalize();
    Tree.replace(jar, "");

    Finished run = broken.run("--job", "one");
    Finished check = program(broken, "check-jobs-icinga").run();

    assertThat(run.exitCode()).isEqualTo(125);
    assertThat(run.errors()).hasSize(1);
    assertThat(run.stderr()).contains("process-control.jar is missing, empty or not readable");
    assertThat(check.exitCode()).isEqualTo(3);
    assertThat(check.stdout()).startsWith("UNKNOWN: ");
  }

  @Test
  void damaged_archive_is_passed_over(Installation pc) {
    Installation damaged = pc.on(Application.copy(System.getProperty("it.java.home", "")));
    for (Path file : Tree.list(damaged.launcher().resolveSibling("../lib").normalize())) {
      if (file.toString().endsWith(".jsa") || file.toString().endsWith(".aot")) {
        Commands.run(
            "dd",
            "if=/dev/urandom",
            "of=" + file,
            "bs=4096",
            "seek=200",
            "count=300",
            "conv=notrunc",
            "status=none");
      }
    }
    pc.shellJob("one", "true");

    damaged.run("--job", "one").assertSilentSuccess();

    assertThat(Operator.check(damaged).stdout()).startsWith("PROCESS-CONTROL OK");
    assertThat(Operator.cronGenerate(damaged, "--check", "--allow-empty").stderr())
        .doesNotContain("#");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void damaged_jar_is_no_result(boolean archived, Installation pc) {
    String java = System.getProperty("it.java.home", "");
    Installation damaged = pc.on(archived ? Application.copy(java) : Application.plain(java));
    Path jar = damaged.launcher().resolveSibling("../lib/process-control.jar").normalize();
    Commands.run("truncate", "--size=1000000", jar.toString());
    pc.shellJob("one", "true");

    assertCannotStart(damaged.run("--job", "one"), "process-control.jar");
    assertCannotStart(Operator.cronGenerate(damaged, "--check"), "process-control.jar");
    Finished check = Operator.check(damaged);
    assertThat(check.exitCode()).isEqualTo(3);
    assertThat(check.stdout()).startsWith("UNKNOWN: ");
  }

  @Test
  void without_proc_that_is_said(Installation pc) {
    pc.shellJob("one", "true");
    String hide = "mount -t tmpfs none /proc && exec \"$0\" \"$@\"";
    String[] through = {"unshare", "--mount", "/bin/sh", "-c", hide};
    assumeTrue(
        Commands.tryRun("unshare", "--mount", "/bin/sh", "-c", "mount -t tmpfs none /proc")
                .exitCode()
            == 0,
        "a file system cannot be mounted here");

    assertCannotStart(pc.launch("--job", "one").through(through).run(), "/proc is not mounted");
    Finished check = program(pc, "check-jobs-icinga").through(through).run();
    assertThat(check.exitCode()).isEqualTo(3);
    assertThat(check.stdout()).startsWith("UNKNOWN: ");
  }

  /** Each limit with a value of its own, and what else a process inherits. */
  @Test
  void command_and_condition_see_the_limits_of_the_caller(Installation pc) {
    Path see =
        script(
            pc.root().resolve("see"),
            """
            sed -n '/^Max/p' /proc/self/limits
            grep -E '^(SigBlk|Cpus_allowed_list|Mems_allowed_list|Seccomp|THP)' /proc/self/status
            cat /proc/self/oom_score_adj /proc/self/coredump_filter
            nice
            """);
    Path limit =
        script(
            pc.root().resolve("limit"),
            """
            set -e
            ulimit -Sn 777; ulimit -c 0; ulimit -f 2000000; ulimit -i 4000; ulimit -l 123
            ulimit -q 10000; ulimit -s 4096; ulimit -t 600; ulimit -u 50000; ulimit -x 4096
            ulimit -Sd 8000000; ulimit -Sv 60000000; ulimit -m 5000000
            echo 500 >/proc/self/oom_score_adj
            echo 0x23 >/proc/self/coredump_filter
            exec nice -n 5 "$0.further" "$@"
            """);
    Path expected = pc.work().resolve("expected");
    script(pc.root().resolve("limit.further"), see + " >" + expected + "\nexec taskset 1 \"$@\"\n");
    pc.shellJob("one", "only_if: /bin/sh -c \"" + see + " >condition\"", see + " >command");

    pc.launch("--job", "one").through("taskset", "1", limit.toString()).run().assertSilentSuccess();

    assertThat(Tree.read(expected)).contains("777 ", "00000023").endsWith("\n5\n");
    assertThat(Tree.read(pc.work().resolve("command"))).isEqualTo(Tree.read(expected));
    assertThat(Tree.read(pc.work().resolve("condition"))).isEqualTo(Tree.read(expected));
  }

  private static Path script(Path file, String text) {
    return Tree.mode(Tree.write(file, "#!/bin/bash\n" + text), "rwxr-xr-x");
  }
}
