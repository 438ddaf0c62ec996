package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rights that {@code web} of the configuration grants. */
class WebAccessTest {

  private static final String EXAMPLE =
      """
      web:
        origin: https://jobs.example.org
        groups: {ops: [ann, bob]}
        users:
          jane: [start, hold]
          tim: [read, start: [tag: reports]]
          eve: [{kill: [{tag: [a, b]}, {tag: c}], hold: {tag: d}}]
          "@ops": [start, hold, kill]
          "*": [read]
      """;

  @TempDir Path directory;
  private Site site;

  @BeforeEach
  void make_site() throws Exception {
    site = new Site(directory);
  }

  private List<String> grants(String user) {
    List<String> grants = new ArrayList<>();
    for (WebAccess.Grant grant : site.config(EXAMPLE).load().web().grantsOf(user)) {
      grants.add(grant.right() + (grant.tags().isEmpty() ? "" : " " + grant.tags()));
    }
    return grants;
  }

  @Test
  void a_user_has_his_own_rights_and_those_of_everybody() {
    assertThat(grants("jane")).containsExactly("start", "hold", "read");
    assertThat(grants("joe")).containsExactly("read");
  }

  @Test
  void a_member_has_the_rights_of_his_groups() {
    assertThat(grants("ann")).containsExactly("start", "hold", "kill", "read");
  }

  @Test
  void a_right_can_be_one_to_jobs_with_tags_alone() {
    assertThat(grants("tim")).containsExactly("read", "start [reports]", "read");
    assertThat(grants("eve")).containsExactly("kill [a, b, c]", "hold [d]", "read");
  }

  @Test
  void nobody_becomes_a_group_or_everybody_by_his_name() {
    assertThat(grants("@ops")).isEmpty();
    assertThat(grants("*")).isEmpty();
    assertThat(grants("")).isEmpty();
    assertThat(grants("jane\n")).isEmpty();
  }

  @Test
  void without_the_key_nobody_may_do_anything() {
    assertThat(site.load().web()).isNull();
    assertThat(WebAccess.NONE.grantsOf("jane")).isEmpty();
  }

  @Test
  void it_is_on_although_it_gives_no_right_yet() {
    assertThat(site.config("web: {origin: 'https://jobs.example.org:8443'}\n").load().web())
        .isEqualTo(
            new WebAccess("https://jobs.example.org:8443", java.util.Map.of(), java.util.Map.of()));
  }
}
