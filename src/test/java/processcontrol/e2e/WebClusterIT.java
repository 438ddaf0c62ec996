package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import processcontrol.e2e.RawHttp.Reply;

/** Jobs that many hosts share, acted on through HTTP on one of them, with a real etcd. */
@EndToEnd
class WebClusterIT {

  private static final String API = "/jobs/api/v1/";

  @Test
  void a_job_of_a_cluster_is_held_released_and_stopped_on_all_hosts(Installation pc) {
    PageServer.require();
    Fleet fleet = Fleet.start(pc);
    fleet.job("yak", "cluster: true", "echo ready; sleep 600");
    int port = PageServer.freePort();
    pc.configure(
        """
        web:
          origin: %s
          users: {ann: [read, hold, kill]}
        cluster:
          host: web1
          hosts: [web1, web2, web3]
          endpoints: [%s]
          lease: 10s
          request_timeout: 1s
        """
            .formatted(PageServer.origin(port), fleet.endpoints()));
    try (PageServer server = PageServer.start("lighttpd", pc, port, "ann")) {
      RawHttp http = new RawHttp(port);
      assertThat(http.act(API + "kill/yak/", "ann", "").json())
          .containsEntry("running", false)
          .containsEntry("detail", "yak is not running");

      Running running = fleet.start("web2", "yak");
      Await.until("it runs", () -> fleet.get("yak/lock").contains("started"));
      assertThat(http.act(API + "kill/yak/", "ann", "").json())
          .containsEntry("running", false)
          .containsEntry("detail", "yak was killed on web2");
      running.await().assertFailure(143, "stopped from another host");

      Reply held = http.act(API + "job/disable/yak/", "ann", "{\"reason\": \"move\"}");
      assertThat(held.json()).containsEntry("disabled", true).containsEntry("by", "web:ann");
      fleet.run("web3", "yak").assertFailure(75, "on hold since ", ": move");
      assertThat(fleet.run("web2", "--status", "yak", "--cluster").stdout())
          .contains("web:ann", "move");

      assertThat(http.act(API + "job/enable/yak/", "ann", "").json())
          .containsEntry("was_held", true)
          .containsEntry("detail", "yak is released");
      Running again = fleet.start("web3", "yak");
      Await.until("it runs again", () -> fleet.get("yak/lock").contains("started"));
      assertThat(http.act(API + "job/kill/yak/", "ann", "").json())
          .containsEntry("detail", "yak was killed on web3");
      again.await().assertFailure(143, "stopped from another host");

      fleet.killEtcd();
      for (String action : new String[] {"job/disable/yak/", "job/enable/yak/", "kill/yak/"}) {
        String body = action.contains("disable") ? "{\"reason\": \"move\"}" : "";
        Reply refused = http.act(API + action, "ann", body);
        assertThat(refused.status()).as(action).isEqualTo(502);
        assertThat(refused.body()).contains("etcd cannot be reached");
      }
      assertThat(server.errors()).isEmpty();
    }
  }
}
