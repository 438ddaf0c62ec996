package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The users that may run jobs, the user that they run as, and the files touched on the way. */
@EndToEnd
@Order(1)
class PrivilegesIT {

  private static final String KEEP = "keep me\n";

  @Test
  void a_third_user_is_refused_and_nothing_is_written(Installation pc) {
    pc.shellJob("one", "touch ran");

    pc.launch("one").asUser("nobody").run().assertFailure(77, "user " + ServiceUser.NAME);

    pc.assertNothingWasWritten();
  }

  @Test
  void a_third_user_who_is_in_the_service_group_is_refused_all_the_same(Installation pc) {
    pc.shellJob("one", "touch ran");

    pc.launch("one")
        .through("setpriv", "--reuid=nobody", "--regid=" + ServiceUser.gid(), "--clear-groups")
        .run()
        .assertFailure(77);

    pc.assertNothingWasWritten();
  }

  @Test
  void the_service_user_itself_may_run_jobs(Installation pc) {
    pc.job("one", "name: One\ncommand: id -u\n");

    pc.launch("one").asUser(ServiceUser.NAME).run().assertSilentSuccess();

    assertThat(pc.log("one").stdoutText()).isEqualTo(ServiceUser.uid());
    assertThat(pc.results("one")).isEqualTo(List.of("success"));
  }

  @Test
  void files_of_a_run_belong_to_the_service_user_and_are_closed_to_others(Installation pc) {
    pc.shellJob("one", "true");

    pc.launch("one").through("sh", "-c", "umask 0; exec \"$@\"", "sh").run().assertSilentSuccess();

    assertThat(stat(pc.logs("one").get(0))).isEqualTo("640 " + ServiceUser.NAME);
    assertThat(stat(pc.logs().resolve("one"))).isEqualTo("750 " + ServiceUser.NAME);
    assertThat(stat(pc.locks().resolve("one.lock"))).isEqualTo("660 " + ServiceUser.NAME);
    assertThat(stat(pc.historyFile("one"))).isEqualTo("640 " + ServiceUser.NAME);
    assertThat(stat(pc.states().resolve("one"))).isEqualTo("750 " + ServiceUser.NAME);
  }

  private static String stat(Path file) {
    return Commands.run("stat", "-c", "%a %U", file.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"process-control-missing", "999999999", "4294967296", "-1"})
  void a_service_user_that_does_not_exist_is_refused(String user, Installation pc) {
    pc.shellJob("one", "touch ran");
    pc.configureUser("\"" + user + "\"", "");

    pc.run("one").assertFailure(78, "there is no user '" + user + "'");

    pc.assertNothingWasWritten();
  }

  @ParameterizedTest
  @ValueSource(strings = {"root", "0", "00"})
  void root_is_no_service_user(String user, Installation pc) {
    pc.shellJob("one", "touch ran");
    pc.configureUser("\"" + user + "\"", "");

    pc.run("one").assertFailure(78, "jobs never run as root");

    pc.assertNothingWasWritten();
  }

  @Test
  void the_service_user_can_be_given_by_its_number(Installation pc) {
    pc.job("one", "name: One\ncommand: id -un\n");
    pc.configureUser(ServiceUser.uid(), "");

    pc.run("one").assertSilentSuccess();

    assertThat(pc.log("one").stdoutText()).isEqualTo(ServiceUser.NAME);
  }

  @Test
  void a_job_file_that_only_root_can_read_is_refused_after_the_drop(Installation pc) {
    Tree.mode(pc.shellJob("secret", "touch ran"), "rw-------");

    pc.run("secret").assertFailure(78, "secret.yaml", "Permission denied");

    pc.assertNothingWasWritten();
  }

  /** A file of the service user's that a planted link leads to. */
  private static Path victim(Installation pc) {
    Path victim = Tree.write(pc.root().resolve("victim"), KEEP);
    ServiceUser.own(victim);
    return victim;
  }

  private static void plant(Path link, Path target) {
    ServiceUser.own(Tree.link(link, target));
  }

  @Test
  void a_link_in_place_of_the_log_is_not_followed(Installation pc) {
    pc.shellJob("one", "echo out");
    Path directory = Tree.directory(pc.logs().resolve("one"));
    ServiceUser.own(directory);
    Path victim = victim(pc);
    DateTimeFormatter stamp =
        DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    for (int i = 0; i < 60; i++) {
      String runId = "one-" + stamp.format(Instant.now().plusSeconds(i));
      plant(directory.resolve(runId + ".log"), victim);
    }

    pc.run("one").assertSilentSuccess();

    assertThat(victim).hasContent(KEEP);
    assertThat((String) pc.record("one").get("log")).endsWith(".2.log");
  }

  @Test
  void a_link_in_place_of_the_log_directory_is_refused(Installation pc) {
    pc.shellJob("one", "touch ran");
    Path elsewhere = Tree.directory(pc.root().resolve("elsewhere"));
    ServiceUser.own(elsewhere);
    plant(pc.logs().resolve("one"), elsewhere);

    pc.run("one").assertFailure(125, pc.logs().resolve("one").toString());

    assertThat(Tree.list(elsewhere)).isEmpty();
    assertThat(Tree.list(pc.work())).isEmpty();
    assertThat(pc.results("one")).isEqualTo(List.of("error"));
  }

  @Test
  void a_link_in_place_of_the_lock_is_refused(Installation pc) {
    pc.shellJob("one", "touch ran");
    Path victim = victim(pc);
    plant(pc.locks().resolve("one.lock"), victim);

    pc.run("one").assertFailure(125, pc.locks().resolve("one.lock").toString());

    assertThat(victim).hasContent(KEEP);
    assertThat(Tree.list(pc.work())).isEmpty();
  }

  @Test
  void a_link_in_place_of_the_history_is_refused(Installation pc) {
    pc.shellJob("one", "touch ran");
    Path victim = victim(pc);
    Path directory = Tree.directory(pc.states().resolve("one"));
    ServiceUser.own(directory);
    plant(directory.resolve("history.jsonl"), victim);

    pc.run("one").assertFailure(125, pc.historyFile("one").toString());

    assertThat(victim).hasContent(KEEP);
    assertThat(Tree.list(pc.work())).isEmpty();
  }

  @Test
  void a_link_in_place_of_the_history_directory_is_refused(Installation pc) {
    pc.shellJob("one", "touch ran");
    Path elsewhere = Tree.directory(pc.root().resolve("elsewhere"));
    ServiceUser.own(elsewhere);
    plant(pc.states().resolve("one"), elsewhere);

    pc.run("one").assertFailure(125, pc.states().resolve("one").toString());

    assertThat(Tree.list(elsewhere)).isEmpty();
    assertThat(Tree.list(pc.work())).isEmpty();
  }

  @Test
  void a_link_to_a_file_of_roots_does_not_harm_it(Installation pc) {
    pc.shellJob("one", "touch ran");
    byte[] before = Tree.bytes(Path.of("/etc/passwd"));
    plant(pc.locks().resolve("one.lock"), Path.of("/etc/passwd"));

    pc.run("one").assertFailure(125);

    assertThat(Tree.bytes(Path.of("/etc/passwd"))).isEqualTo(before);
    assertThat(Tree.list(pc.work())).isEmpty();
  }

  @Test
  void nothing_is_written_into_tmp(Installation pc) {
    pc.shellJob("one", "ls -A /tmp");
    requireMountNamespace();
    String script = "mount -t tmpfs -o mode=1777 tmpfs /tmp && \"$@\" && ls -A /tmp";

    Finished run = pc.launch("one").through("unshare", "--mount", "sh", "-c", script, "sh").run();

    run.assertSilentSuccess();
    assertThat(pc.log("one").stdoutText()).isEmpty();
  }

  @Test
  void building_the_archive_leaves_nothing_in_tmp() {
    requireMountNamespace();
    Application plain = Application.plain(System.getProperty("it.java.home", ""));
    String program = plain.launcher().resolveSibling("../lib/optimize-launch").toString();
    String script = "mount -t tmpfs -o mode=1777 tmpfs /tmp && \"$0\" && ls -A /tmp";

    assertThat(Commands.run("unshare", "--mount", "sh", "-c", script, program)).isEmpty();
  }

  private static void requireMountNamespace() {
    Commands.Result made = Commands.tryRun("unshare", "--mount", "true");
    assumeTrue(made.exitCode() == 0, "no mount namespace can be made here: " + made.output());
  }
}
