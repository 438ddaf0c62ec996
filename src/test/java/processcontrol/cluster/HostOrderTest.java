package processcontrol.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import processcontrol.job.Cluster;
import processcontrol.job.ClusterPolicy;
import processcontrol.job.Slug;
import processcontrol.job.TimeSpan;

/** Which host comes first for a job. */
class HostOrderTest {

  private static ClusterPolicy policy(boolean fixed, List<String> hosts) {
    TimeSpan span = TimeSpan.ofSeconds(60);
    List<String> endpoints = List.of("http://e:1");
    Cluster cluster =
        new Cluster("main", "web1", hosts, endpoints, null, null, null, span, span, span, span);
    ClusterPolicy.WhenUnreachable wait = ClusterPolicy.WhenUnreachable.WAIT;
    return new ClusterPolicy(cluster, hosts, fixed, wait, false, false);
  }

  @Test
  void jobs_are_spread_evenly_and_only_those_of_a_host_that_is_gone_move() {
    List<String> hosts = List.of("web1", "web2", "web3", "web4", "web5");
    List<String> left = List.of("web1", "web2", "web4", "web5");
    Map<String, Integer> first = new HashMap<>();
    for (int i = 0; i < 1000; i++) {
      Slug job = new Slug("job" + i);
      List<String> order = new ArrayList<>(HostOrder.of(policy(false, hosts), job));
      assertThat(order).containsExactlyInAnyOrderElementsOf(hosts);
      first.merge(order.get(0), 1, Integer::sum);
      order.remove("web3");
      assertThat(HostOrder.of(policy(false, left), job)).isEqualTo(order);
    }
    assertThat(first.values())
        .hasSize(5)
        .allSatisfy(count -> assertThat(count).isBetween(140, 260));
  }

  @Test
  void a_fixed_order_is_that_of_the_job() {
    List<String> hosts = List.of("web9", "web1");
    assertThat(HostOrder.of(policy(true, hosts), new Slug("a"))).isEqualTo(hosts);
    assertThat(HostOrder.rankOfThisHost(policy(true, hosts), new Slug("a"))).isEqualTo(1);
    assertThat(HostOrder.rankOfThisHost(policy(true, List.of("web9")), new Slug("a"))).isNegative();
  }

  @Test
  void its_values_are_a_promise() {
    for (List<String> hosts :
        List.of(List.of("web1", "web2", "web3"), List.of("web3", "web1", "web2"))) {
      assertThat(HostOrder.of(policy(false, hosts), new Slug("backup")))
          .containsExactly("web2", "web3", "web1");
      assertThat(HostOrder.of(policy(false, hosts), new Slug("yak")))
          .containsExactly("web1", "web2", "web3");
    }
  }
}
