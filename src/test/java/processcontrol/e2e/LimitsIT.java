package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the caller's limits do to a start, and that a command sees exactly those limits. */
@EndToEnd
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
      Finished run = limited(pc.launch("--job", "one"), limit).run();

      assertThat(run.exitCode()).as(limit).isEqualTo(125);
      assertThat(run.stdout()).as(limit).isEmpty();
      assertThat(run.errors()).as(limit).hasSize(1);
      assertThat(run.stderr()).as(limit).startsWith("run-job: Java cannot start");
    }
    assertThat(pc.history("one")).isEmpty();
  }

  @Test
  void jvm_that_cannot_start_is_unknown_to_the_monitoring(Installation pc) {
    Finished check = limited(program(pc, "check-jobs-icinga"), "-v 250000").run();

    assertThat(check.exitCode()).isEqualTo(3);
    assertThat(check.stdout()).startsWith("UNKNOWN: check-jobs-icinga cannot start: Java");
  }

  @Test
  void jvm_that_cannot_start_is_no_stale_crontab(Installation pc) {
    Finished check = limited(program(pc, "cron-generate", "--check"), "-v 250000").run();

    assertThat(check.exitCode()).isEqualTo(125);
    assertThat(check.stdout()).isEmpty();
  }

  @Test
  void missing_or_empty_jar_is_said(Installation pc) {
    Installation broken = pc.on(Application.copy(""));
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
  void command_and_condition_see_the_limits_of_the_caller(Installation pc) {
    String see = "sed -n '/^Max/p' /proc/self/limits";
    pc.shellJob("one", "only_if: /bin/sh -c \"" + see + " >condition\"", see + " >command");
    Path expected = pc.work().resolve("expected");
    String shell = "ulimit -Sn 777; ulimit -c 0; " + see + " >" + expected + "; exec \"$0\" \"$@\"";

    pc.launch("--job", "one").through("/bin/sh", "-c", shell).run().assertSilentSuccess();

    assertThat(Tree.read(pc.work().resolve("command"))).isEqualTo(Tree.read(expected));
    assertThat(Tree.read(pc.work().resolve("condition"))).isEqualTo(Tree.read(expected));
  }
}
