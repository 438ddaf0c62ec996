package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A cluster whose etcd, or etcdctl, does not do what it should. */
@EndToEnd
class ClusterTroubleIT {

  private static final String UNREACHABLE = "etcd cannot be reached: ";

  @Test
  void etcdctl_that_is_slow_missing_or_talks_nonsense_starts_nothing(Installation pc) {
    Fleet fleet = Fleet.start(pc);
    fleet.lease("15s"); // And longer calls: a busy machine may need a while for a shell.
    fleet.job("yak", "start_deadline: 100ms\ncluster: true", "touch ran");
    String[][] scripts = {
      {"sleep 600", "etcdctl lease did not end in time and was killed"},
      {"while :; do :; done", "etcdctl lease did not end in time and was killed"},
      {"trap '' TERM; sleep 600 & wait", "etcdctl lease did not end in time and was killed"},
      {"exec sleep 0", "etcdctl lease grant printed something unknown"},
      {"echo lease '\"x\"' granted", "etcdctl lease grant printed something unknown"},
      {"kill -s SEGV $$", "etcdctl lease: died of signal 11"},
      {"exit 3", "etcdctl lease: exit code 3"},
      {"yes | head -c 3000000", "etcdctl lease grant printed something unknown"},
      {"yes | head -c 80000 >&2; printf 'Error: a\\033[2J\\n' >&2; exit 1", "etcdctl lease: "},
      {
        "case $* in *lease*) echo lease 1f granted;; *) echo '[1';; esac",
        "etcdctl printed something else than JSON"
      },
      {
        "case $* in *lease*) echo lease 1f granted;; *) echo '{\"succeeded\":true}';; esac",
        "etcdctl printed something else than an answer of etcd"
      },
    };
    for (String[] each : scripts) {
      FalseEtcdctl broken = FalseEtcdctl.of(pc, each[0]);
      Finished run = fleet.launchWith(broken, "web1", "yak").run();
      run.assertFailure(75, "yak: " + UNREACHABLE + each[1]);
      assertThat(run.stderr()).doesNotContain("\u001b");
    }
    String hide = "mount --bind /dev/null /usr/bin/etcdctl && exec \"$@\"";
    fleet
        .launch("web1", "yak")
        .through("unshare", "--mount", "sh", "-c", hide, "sh")
        .run()
        .assertFailure(75, UNREACHABLE + "there is no program etcdctl in ", "install etcd-client");

    assertThat(Files.exists(pc.work().resolve("ran"))).isFalse();
    assertThat(fleet.run("web1", "yak").exitCode()).isZero();
  }

  @Test
  void start_that_waits_for_etcd_is_made_when_it_is_back(Installation pc) {
    Fleet fleet = Fleet.start(pc);
    fleet.job("yak", "schedule: '* * * * *'\ncluster: true", "echo $PC_RUN >>ran");
    fleet.killEtcd();
    Running first = fleet.start("web1", "--scheduled", "--entry", "1", "yak");
    Running second = fleet.start("web2", "--scheduled", "--entry", "1", "yak");
    for (String host : new String[] {"web1", "web2"}) {
      Path lock = pc.root().resolve(host).resolve("run/yak.lock");
      Await.until("it claims", () -> Files.exists(lock) && Tree.read(lock).contains("claiming"));
    }

    fleet.restartEtcd();

    first.await().assertSilentSuccess();
    second.await().assertSilentSuccess();
    // A minute may have begun between two of them.
    long runs = Tree.read(pc.work().resolve("ran")).lines().count();
    assertThat(runs).isEqualTo(fleet.get("yak/slot").split("\"done\"", -1).length - 1);
  }

  @Test
  void what_is_too_long_for_etcd_is_shortened_for_others(Installation pc) {
    Fleet fleet = Fleet.start(pc);
    fleet.job("yak", "cluster: true", "exit 3");
    String[] call = new String[30];
    java.util.Arrays.fill(call, "\\\"".repeat(30_000));
    call[0] = "yak";
    call[1] = "--";
    for (int i = 0; i < 3; i++) {
      fleet.run("web1", call).assertFailure(3, "exit code 3");
    }
    assertThat(fleet.get("yak/last")).hasSizeLessThan(300_000).contains("exit code 3");
    fleet.run("web2", "yak").assertFailure(3);
    assertThat(fleet.history("web2", "yak").lines()).hasSize(4);
  }
}
