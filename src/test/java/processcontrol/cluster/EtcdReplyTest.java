package processcontrol.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read in the answers of etcdctl. */
class EtcdReplyTest {

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void keys_and_revisions_are_read() throws EtcdException {
    String json =
        """
        {"header":{"cluster_id":1,"member_id":2,"revision":17,"raft_term":3},"succeeded":true,
        "responses":[{"Response":{"response_put":{"header":{"revision":17}}}},
        {"Response":{"response_range":{"header":{"revision":17},"kvs":[{"key":"%s",
        "create_revision":5,"mod_revision":9,"version":2,"value":"%s"}],"count":1}}}]}
        """
            .formatted(base64("/a/lock"), base64("wéb"));
    EtcdReply reply = EtcdReply.parse(json.getBytes(StandardCharsets.UTF_8));

    assertThat(reply.revision()).isEqualTo(17);
    assertThat(reply.succeeded()).isTrue();
    assertThat(reply.get("/a/lock")).isEqualTo(new KeyValue("/a/lock", "wéb", 5, 9));
    assertThat(reply.get("/a/hold")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "null",
        "17",
        "OK",
        "{\"succeeded\":true}",
        "{\"header\":{\"revision\":0}}",
        "{\"header\":{\"revision\":\"x\"}}",
        "{\"header\":{\"revision\":1e400}}",
        "{\"header\":{\"revision\":17}",
        "{\"header\":{\"revision\":17}}}",
        "{\"header\":{\"revision\":17,}}",
        "{\"header\":{\"revision\":}}",
        "{\"header\" {\"revision\":17}}",
        "{\"header\":{\"revision\":17},\"x\":\"",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
        "{\"header\":{\"revision\":17},\"kvs\":[{\"key\":\"%%%\"}]}",
      })
  void what_is_no_answer_is_a_fault(String text) {
    assertThatThrownBy(() -> EtcdReply.parse(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(EtcdException.class)
        .hasMessageStartingWith("etcdctl printed something else than ");
  }
}
