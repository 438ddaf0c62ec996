package processcontrol.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.cli.WebSite.Answer;
import processcontrol.job.Slug;
import processcontrol.trigger.PendingTrigger;
import processcontrol.trigger.Spool;

/** The pages for browsers, from variables to bytes. */
class WebPagesTest {

  private static final String FORM = "application/x-www-form-urlencoded";

  @TempDir Path directory;

  private WebSite site;

  @BeforeEach
  void make() throws IOException {
    site = new WebSite(directory);
    site.job("yak", "schedule: '*/5 * * * *'\n").job("report", "tag: [reports]\n");
  }

  /** Sends the form that a user gets, with further fields. */
  private Answer send(String user, String path, String more) {
    return form(user, path, "token=" + token(user, path) + more).send();
  }

  private WebSite.Ask form(String user, String path, String fields) {
    return site.ask(user, "POST", path)
        .with("HTTP_ORIGIN", WebSite.ORIGIN)
        .with("CONTENT_TYPE", FORM)
        .body(fields);
  }

  private String token(String user, String path) {
    String page = site.get(user, path).text();
    int begin = page.indexOf("name=token value=\"") + 18;
    return page.substring(begin, page.indexOf('"', begin));
  }

  private List<PendingTrigger> waiting(String job) {
    return new Spool(site.root() + "/state").read(new Slug(job));
  }

  @Test
  void the_page_of_all_jobs_has_those_that_the_user_may_see() {
    assertThat(site.get("joe", "/").text()).contains("href=\"job/yak/\"", "href=\"job/report/\"");
    assertThat(site.get("tim", "/").text())
        .contains("href=\"job/report/\"")
        .doesNotContain("job/yak");
    assertThat(site.get("tim", "/job/yak/").status()).isEqualTo(404);
    assertThat(site.get("nobody", "/").status()).isEqualTo(403);
    assertThat(site.get("", "/").status()).isEqualTo(403);
  }

  @Test
  void a_page_and_the_answer_that_it_has_not_changed_have_the_same_policy() {
    for (String path : List.of("/", "/job/yak/", "/job/yak")) {
      Answer page = site.get("joe", path);
      assertThat(page.headers().get("content-security-policy"))
          .contains("script-src 'sha256-", "form-action 'self'", "frame-ancestors 'none'");
      assertThat(page.headers()).containsEntry("referrer-policy", "same-origin");

      Answer same = again(path, page);
      if (same.status() == 200) { // The minute is over.
        same = again(path, same);
      }
      assertThat(same.status()).isEqualTo(304);
      assertThat(same.headers())
          .containsEntry("content-security-policy", page.headers().get("content-security-policy"));
    }
  }

  private Answer again(String path, Answer before) {
    String tag = before.headers().get("etag");
    return site.ask("joe", "GET", path).with("HTTP_IF_NONE_MATCH", tag).send();
  }

  @Test
  void a_form_starts_a_job_with_arguments() {
    Answer answer = send("jane", "/job/yak/start", "&args=--all+%27two+words%27");

    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.headers())
        .containsEntry("location", WebSite.ORIGIN + "/jobs/job/yak/?done=start");
    assertThat(waiting("yak")).singleElement().matches(trigger -> trigger.by().equals("web:jane"));
    assertThat(waiting("yak").get(0).args()).containsExactly("--all", "two words");
    assertThat(site.state(".web-triggered")).exists();
    assertThat(site.get("jane", "/job/yak/?done=start").text()).contains("yak is triggered.");
  }

  @Test
  void arguments_that_are_no_words_are_refused() {
    Answer answer = send("jane", "/job/yak/start", "&args=%27open");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("arguments: ");
    assertThat(waiting("yak")).isEmpty();
  }

  @Test
  void a_form_holds_a_job_with_a_reason_and_releases_it() {
    assertThat(send("jane", "/job/yak/hold", "&reason=").status()).isEqualTo(400);
    assertThat(send("jane", "/job/yak/hold", "&reason=%3Cmoving%3E").status()).isEqualTo(303);
    assertThat(site.get("joe", "/job/yak/").text())
        .contains("by web:jane: &lt;moving&gt;")
        .doesNotContain("<moving>");
    assertThat(site.get("jane", "/job/yak/").text()).contains(">Release</a>");

    assertThat(send("jane", "/job/yak/release", "").status()).isEqualTo(303);
    assertThat(site.state("yak/hold")).doesNotExist();
  }

  @Test
  void what_a_user_may_not_do_is_not_offered_and_not_done() {
    assertThat(site.get("joe", "/job/yak/").text()).doesNotContain("aria-label=Actions");
    assertThat(site.get("jane", "/job/yak/").text())
        .contains(">Start</a>", ">Hold</a>")
        .doesNotContain(">Stop</a>");
    assertThat(site.get("joe", "/job/yak/start").status()).isEqualTo(403);
    String token = token("jane", "/job/yak/start");
    assertThat(form("joe", "/job/yak/start", "token=" + token).send().status()).isEqualTo(403);
    assertThat(form("jane", "/job/yak/stop", "token=" + token).send().status()).isEqualTo(403);
  }

  @Test
  void a_form_of_another_site_is_refused() {
    String fields = "token=" + token("jane", "/job/yak/start");
    WebSite.Ask ask = form("jane", "/job/yak/start", fields);

    assertThat(ask.with("HTTP_ORIGIN", "https://evil.example").send().status()).isEqualTo(403);
    assertThat(ask.with("HTTP_ORIGIN", "null").send().status()).isEqualTo(403);
    assertThat(ask.without("HTTP_ORIGIN").send().status()).isEqualTo(403);
    assertThat(form("jane", "/job/yak/start", "token=x").send().text()).contains("too old");
    assertThat(form("jane", "/job/yak/start", "").send().status()).isEqualTo(403);
    assertThat(
            form("jane", "/job/yak/start", fields)
                .with("CONTENT_TYPE", "text/plain")
                .send()
                .status())
        .isEqualTo(415);
    assertThat(form("jane", "/job/yak/start", fields).without("CONTENT_LENGTH").send().status())
        .isEqualTo(411);
    assertThat(waiting("yak")).isEmpty();
  }

  @Test
  void faults_are_pages_too() {
    Answer none = site.get("joe", "/job/none/");
    assertThat(none.status()).isEqualTo(404);
    assertThat(none.headers()).containsEntry("content-type", "text/html; charset=utf-8");
    assertThat(none.text()).contains("there is no job none", "href=\"/jobs/\"");

    assertThat(site.get("joe", "/job/%3Cimg%3E/").text()).doesNotContain("<img>");
    assertThat(site.get("joe", "/job/<img>/").text()).doesNotContain("<img>");
    assertThat(site.get("joe", "/job/yak/?x=1").status()).isEqualTo(400);
    assertThat(site.get("joe", "/job/yak/?run=report-20261120-120000").status()).isEqualTo(404);
    assertThat(site.get("joe", "/job/yak/?run=..%2F..").status()).isEqualTo(404);
    Answer post = form("jane", "/job/yak/", "").send();
    assertThat(post.status()).isEqualTo(405);
    assertThat(post.headers()).containsEntry("allow", "GET, HEAD, OPTIONS");
    assertThat(site.ask("jane", "OPTIONS", "/job/yak/start").send().headers())
        .containsEntry("allow", "GET, HEAD, OPTIONS, POST");
  }

  @Test
  void the_log_of_a_run_is_shown_as_text_from_where_it_is_followed() {
    String run = site.run("yak", "one <b>\n" + "x".repeat(40_000) + "\ntwo & three\n");
    String page = site.get("joe", "/job/yak/?run=" + run).text();

    assertThat(page)
        .contains("two &amp; three\n</pre>", "data-next=\"40021\"", "data-running=\"false\"")
        .contains("all of it</a>")
        .doesNotContain("one <b>");
    assertThat(page).contains("href=\"?run=" + run + "#log\"");
  }
}
