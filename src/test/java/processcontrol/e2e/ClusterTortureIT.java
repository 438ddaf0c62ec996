package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import processcontrol.Tool;

/** The small edition of src/bench/cluster, which takes a thousand starts. */
@EndToEnd
class ClusterTortureIT {

  @Test
  void five_hosts_make_each_start_once_while_members_of_etcd_die_and_pause(Installation pc) {
    Tool.require("etcd");
    Tool.require("etcdctl");
    Commands.Result torture =
        Commands.tryRun(
            "/usr/bin/env",
            "SLOTS=8",
            "PARALLEL=2",
            "SERVICE_USER=" + ServiceUser.NAME,
            "RUNNER=" + pc.launcher(),
            "TMPDIR=" + pc.root(),
            Path.of("src/bench/cluster").toAbsolutePath().toString());
    assertThat(torture.output()).contains("made twice 0, made never 0", "slots 8, hosts 5");
    assertThat(torture.exitCode()).isZero();
  }
}
