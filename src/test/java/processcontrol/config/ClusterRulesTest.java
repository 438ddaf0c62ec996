package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import processcontrol.job.Cluster;
import processcontrol.job.ClusterPolicy;

/** What a cluster and its jobs may say, and what they are told otherwise. */
class ClusterRulesTest {

  private static final String CLUSTER =
      "cluster: {host: web1, hosts: [web1, web2, web3], endpoints: ['https://e1:2379']}\n";

  @TempDir Path directory;
  private Site site;

  @BeforeEach
  void make_site() throws Exception {
    site = new Site(directory);
    site.config(CLUSTER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "period: 1h|3:9: period: does not go with cluster",
        "pause: 1h|3:8: pause: does not go with cluster",
        "random: 2h|3:9: random: does not go with cluster",
        "after: b|3:8: after: does not go with cluster",
        "triggers: {success: b}|3:11: triggers: does not go with cluster",
        "pool: {name: x, limit: 1}|3:7: pool: does not go with cluster",
        "schedule: '@reboot'|3:11: schedule: @reboot does not go with cluster: each host"
            + " has boots of its own",
        "kill_after: 1m|3:13: kill_after: 1m is too long for a run whose lock has a lease of 1m: at"
            + " most 32s, so that it is over before another host may begin",
      })
  void what_does_not_go_with_a_cluster_is_refused(String line, String fault) {
    assertThat(site.faultsWith(line + "\ncluster: true\n")).contains("a.yaml:" + fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "maybe|3:10: cluster: expected true or false, not the text 'maybe'",
        "{hosts: [web4]}|3:18: cluster.hosts: web4 is no host of the cluster main; did you mean"
            + " web1?",
        "{hosts: [web1, web1]}|3:18: cluster.hosts: web1 stands there twice",
        "{order: sorted}|3:18: cluster.order: expected spread or fixed, not the text 'sorted'",
        "{rerun_lost: true}|3:23: cluster.rerun_lost: needs catch_up as well: else no host makes"
            + " the start again",
      })
  void what_a_job_says_of_its_hosts_is_checked(String value, String fault) {
    assertThat(site.faultsWith("cluster: " + value + "\n")).containsExactly("a.yaml:" + fault);
  }

  @Test
  void the_first_of_each_choice_is_the_default() {
    ClusterPolicy policy = site.loadWith("cluster: true\n").cluster();
    assertThat(policy.hosts()).containsExactly("web1", "web2", "web3");
    assertThat(policy.fixedOrder()).isFalse();
    assertThat(policy.whenUnreachable()).isEqualTo(ClusterPolicy.WhenUnreachable.WAIT);
    assertThat(policy.finishesWhenLost()).isFalse();
    assertThat(policy.rerunsLost()).isFalse();
    Cluster cluster = policy.cluster();
    assertThat(cluster.name()).isEqualTo("main");
    assertThat(cluster.lease()).hasToString("1m");
    assertThat(cluster.requestTimeout()).hasToString("3s");
    assertThat(cluster.stagger()).hasToString("2s");
    assertThat(cluster.keep()).hasToString("8d");
    assertThat(site.loadWith("cluster: false\nperiod: 1h\n").cluster()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "hosts: [web1]|needs endpoints: where etcd's members listen",
        "endpoints: ['https://e:1']|needs hosts: all hosts of the cluster",
        "hosts: [web1, web1]|web1 stands there twice",
        "hosts: [web2]|'web1' is not among cluster.hosts",
        "hosts: ['a/b']|'a/b' is not a name",
        "endpoints: ['e1:2379']|'e1:2379' is not an address of etcd",
        "endpoints: ['https://e1:2379,--x']|is not an address of etcd",
        "endpoints: ['https://e1']|is not an address of etcd",
        "lease: 9s|9s: must be whole seconds, from 10s to 1h",
        "lease: 10500ms|must be whole seconds",
        "request_timeout: 21s|21s is more than a third of lease, 1m",
        "keep: 59m|59m is too short: at least 1h",
        "key: /k|needs cluster.certificate as well",
        "certificate: /c|needs cluster.key as well",
        "certificate_authority: /c@  endpoints: ['http://e1:2379']|is not encrypted",
      })
  void what_a_configuration_says_of_its_cluster_is_checked(String lines, String fault) {
    String text = "cluster:\n  host: web1\n  " + lines.replace('@', '\n') + "\n";
    if (!lines.contains("needs") && !fault.startsWith("needs endpoints")) {
      text += lines.contains("endpoints:") ? "" : "  endpoints: ['https://e1:2379']\n";
    }
    if (!fault.startsWith("needs hosts")) {
      text += lines.contains("hosts:") ? "" : "  hosts: [web1]\n";
    }
    assertThat(site.configFaults(text)).anySatisfy(each -> assertThat(each).contains(fault));
  }
}
