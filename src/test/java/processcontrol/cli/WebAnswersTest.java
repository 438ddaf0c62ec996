package processcontrol.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import processcontrol.cli.WebSite.Answer;
import processcontrol.history.Hold;
import processcontrol.job.Slug;
import processcontrol.trigger.PendingTrigger;
import processcontrol.trigger.SpoolReader;

/** The answers of process-control-web to users with different rights. */
class WebAnswersTest {

  private static final String API = "/api/v1/";

  @TempDir Path directory;
  private WebSite site;

  @BeforeEach
  void make_site() throws IOException {
    site = new WebSite(directory);
    site.job("yak", "schedule: '*/5 * * * *'\ntag: reports\nenvironment: {SECRET: hunter2}\n");
    site.job("dog", "after: yak\n");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  private List<PendingTrigger> waiting(String slug) {
    return new SpoolReader(site.root() + "/state").read(new Slug(slug)).triggers();
  }

  private Hold hold(String slug) {
    return Hold.find(site.root() + "/state", new Slug(slug));
  }

  @Test
  void jobs_are_listed_in_the_shape_of_kala() {
    site.run("yak", "");

    Map<String, Object> jobs = map(site.get("joe", API + "job/").json().get("jobs"));

    assertThat(jobs.keySet()).containsExactly("dog", "yak");
    assertThat(map(jobs.get("yak")))
        .containsEntry("id", "yak")
        .containsEntry("name", "Job yak")
        .containsEntry("command", "/bin/true")
        .containsEntry("schedule", "*/5 * * * *")
        .containsEntry("disabled", false)
        .containsEntry("dependent_jobs", List.of("dog"))
        .containsEntry("success_count", 1)
        .containsEntry("error_count", 0)
        .containsEntry("last_error", "0001-01-01T00:00:00Z")
        .containsEntry("last_attempted_run", "2026-11-20T12:00:00.000Z")
        .containsEntry("last_success", "2026-11-20T12:00:01.500Z");
    assertThat(map(jobs.get("dog"))).containsEntry("parent_jobs", List.of("yak"));
  }

  @Test
  void a_job_is_shown_with_and_without_a_slash() {
    Map<String, Object> job = map(site.get("joe", API + "job/yak").json().get("job"));

    assertThat(map(site.get("joe", API + "job/yak/").json().get("job"))).isEqualTo(job);
    assertThat(job).containsEntry("id", "yak").containsEntry("environment", List.of("SECRET"));
  }

  @Test
  void of_an_environment_the_names_alone_are_shown() {
    for (String path : List.of("job/", "job/yak/", "stats/", "plan", "audit", "metrics")) {
      assertThat(site.get("joe", API + path).text()).as(path).doesNotContain("hunter2");
    }
  }

  @Test
  void runs_are_listed_in_the_shape_of_kala_and_as_they_stand_in_the_history() {
    String run = site.run("yak", "");

    assertThat(site.get("joe", API + "job/stats/yak/").json().get("job_stats").toString())
        .isEqualTo(
            "[{JobId=yak, RanAt=2026-11-20T12:00:00.000Z, NumberOfRetries=0, Success=true,"
                + " ExecutionDuration=1500000000, Run="
                + run
                + ", Result=success}]");
    List<?> runs = (List<?>) site.get("joe", API + "runs/yak/?limit=5").json().get("runs");
    assertThat(map(runs.get(0))).containsEntry("run", run).containsEntry("duration", 1.5);
    assertThat(site.get("joe", API + "runs/yak/?limit=0").json().get("runs")).isEqualTo(List.of());
  }

  @Test
  void a_start_waits_as_a_trigger_of_the_user() {
    Answer answer = site.post("jane", API + "job/start/yak/", "{\"args\": [\"a b\", \"\u00e9\"]}");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json())
        .containsEntry("held", false)
        .containsEntry("follow", "/jobs/api/v1/job/yak/");
    assertThat(waiting("yak")).hasSize(1);
    assertThat(waiting("yak").get(0).by()).isEqualTo("web:jane");
    assertThat(waiting("yak").get(0).args()).containsExactly("a b", "\u00e9");
    assertThat(map(site.get("joe", API + "job/yak").json().get("job"))).containsEntry("pending", 1);
  }

  @Test
  void a_hold_needs_a_reason_and_is_the_users() {
    assertThat(site.post("jane", API + "job/disable/yak/", "{}").detail()).startsWith("reason: ");
    assertThat(site.post("jane", API + "job/disable/yak/", "{\"reason\": \" \"}").status())
        .isEqualTo(400);
    assertThat(hold("yak")).isNull();

    assertThat(site.post("jane", API + "job/disable/yak/", "{\"reason\": \"repair\"}").status())
        .isEqualTo(200);
    assertThat(hold("yak").by()).isEqualTo("web:jane");
    assertThat(hold("yak").reason()).isEqualTo("repair");
    assertThat(map(site.get("joe", API + "job/yak").json().get("job")))
        .containsEntry("disabled", true)
        .containsEntry("disabled_by_file", false);
    assertThat(site.post("jane", API + "job/start/yak/", "").detail())
        .isEqualTo("yak is triggered; it is on hold until released");

    assertThat(site.post("jane", API + "job/enable/yak/", "").json())
        .containsEntry("was_held", true);
    assertThat(hold("yak")).isNull();
    assertThat(Hold.lastRelease(site.root() + "/state", new Slug("yak")).by())
        .isEqualTo("web:jane");
  }

  @Test
  void what_does_not_run_cannot_be_stopped() {
    assertThat(site.post("ann", API + "kill/yak/", "").json())
        .containsEntry("running", false)
        .containsEntry("detail", "yak is not running");
    assertThat(site.post("ann", API + "job/kill/yak/", "").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "joe, start, 403",
    "joe, disable, 403",
    "joe, enable, 403",
    "joe, kill, 403",
    "jane, start, 202",
    "jane, disable, 200",
    "jane, enable, 200",
    "jane, kill, 403",
    "tim, start, 202",
    "tim, disable, 403",
    "tim, kill, 403",
    "ann, start, 202",
    "ann, kill, 200",
    "eve, start, 403",
    "'', start, 403",
    "@ops, start, 403",
    "*, start, 403"
  })
  void each_action_takes_its_right(String user, String action, int status) {
    Answer answer = site.post(user, API + "job/" + action + "/yak/", "{\"reason\": \"x\"}");
    // A reason is no part of a start or a stop, and found only where the user may act.
    boolean unknown = status < 300 && (action.equals("start") || action.equals("kill"));
    assertThat(answer.status()).isEqualTo(unknown ? 400 : status);
    if (status == 403) {
      assertThat(site.state(".triggers")).doesNotExist();
      assertThat(hold("yak")).isNull();
    }
  }

  @Test
  void nobody_reads_whom_the_configuration_does_not_name() {
    for (String user : List.of("", "eve", "@ops", "*")) {
      for (String path : List.of("job/", "job/yak/", "job/none", "stats", "runs/yak", "metrics")) {
        assertThat(site.get(user, API + path).status()).as(user + " " + path).isEqualTo(403);
      }
    }
    assertThat(site.get("", API + "health").text()).isEqualTo("{\"status\":\"ok\"}\n");
  }

  @Test
  void a_right_to_jobs_with_a_tag_shows_these_alone() {
    site.run("dog", "");

    assertThat(map(site.get("tim", API + "job/").json().get("jobs")).keySet())
        .containsExactly("yak");
    assertThat(site.get("tim", API + "job/yak").status()).isEqualTo(200);
    assertThat(map(site.get("tim", API + "job/yak").json().get("job")))
        .containsEntry("dependent_jobs", List.of());
    assertThat(map(site.get("tim", API + "stats").json().get("Stats"))).containsEntry("Jobs", 1);
    for (String path : List.of("job/dog", "runs/dog", "run/dog-20261120-120000/log")) {
      assertThat(site.get("tim", API + path).status()).as(path).isEqualTo(404);
    }
    assertThat(site.post("tim", API + "job/start/dog/", "").detail())
        .isEqualTo("there is no job dog");
    assertThat(site.get("tim", API + "metrics").status()).isEqualTo(403);
    assertThat(site.get("tim", API + "plan").status()).isEqualTo(403);
  }

  @Test
  void a_start_of_a_job_that_others_may_read_is_refused_as_such() {
    assertThat(site.post("joe", API + "job/start/yak/", "").detail())
        .isEqualTo(
            "the user joe has no right to start here; web.users of the configuration gives it");
  }

  @Test
  void requests_of_other_pages_are_refused() {
    String start = API + "job/start/yak/";
    assertThat(site.acting("jane", start, "").without("HTTP_ORIGIN").send().status())
        .isEqualTo(403);
    for (String origin :
        List.of("null", "https://evil.example", WebSite.ORIGIN + ".evil.example", "http://x")) {
      assertThat(site.acting("jane", start, "").with("HTTP_ORIGIN", origin).send().status())
          .as(origin)
          .isEqualTo(403);
    }
    for (String marker : List.of("", "0", "yes")) {
      assertThat(
              site.acting("jane", start, "").with("HTTP_X_PROCESS_CONTROL", marker).send().status())
          .as(marker)
          .isEqualTo(403);
    }
    for (String type : List.of("", "text/plain", "multipart/form-data", "text/json")) {
      assertThat(site.acting("jane", start, "").with("CONTENT_TYPE", type).send().status())
          .as(type)
          .isEqualTo(415);
    }
    assertThat(waiting("yak")).isEmpty();
    assertThat(
            site.acting("jane", start, "")
                .with("CONTENT_TYPE", "Application/JSON; charset=utf-8")
                .send()
                .status())
        .isEqualTo(202);
  }

  @Test
  void without_an_origin_in_the_configuration_nobody_acts() {
    site.configure("web: {users: {jane: read}}\n");
    assertThat(site.post("jane", API + "job/start/yak/", "").status()).isEqualTo(403);
    site.configure("");
    assertThat(site.get("jane", API + "job/").status()).isEqualTo(403);
  }

  @Test
  void a_body_is_as_long_as_it_says_and_not_too_long() {
    String disable = API + "job/disable/yak/";
    String body = "{\"reason\": \"x\"}";
    assertThat(site.acting("jane", disable, body).without("CONTENT_LENGTH").send().status())
        .isEqualTo(411);
    for (String length : List.of("x", "-1", "+5", "0x5", "1 ", "99999999999999999999")) {
      assertThat(site.acting("jane", disable, body).with("CONTENT_LENGTH", length).send().status())
          .as(length)
          .isEqualTo(400);
    }
    assertThat(site.acting("jane", disable, body).with("CONTENT_LENGTH", "100").send().detail())
        .isEqualTo("the body has 15 bytes, and Content-Length says 100");
    assertThat(site.acting("jane", disable, body).with("CONTENT_LENGTH", "65537").send().status())
        .isEqualTo(413);
    assertThat(hold("yak")).isNull();
    String padded = body + " ".repeat(65536 - body.length());
    assertThat(site.post("jane", disable, padded).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "1",
        "null",
        "{",
        "{\"reason\": 1}",
        "{\"reason\": null}",
        "{\"reason\": {}}",
        "{\"reason\": [\"a\"]}",
        "{\"reason\": \"a\\nb\"}",
        "{\"reason\": \"a\\u0000\"}",
        "{\"reason\": \"a\", \"reason\": \"b\"}",
        "{\"reason\": \"a\"} x",
        "{\"cause\": \"a\"}",
        "{\"reason\": \"\\u202e\"}",
        "reason=a"
      })
  void a_body_that_is_no_such_object_is_refused(String body) {
    Answer answer = site.post("jane", API + "job/disable/yak/", body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
    assertThat(hold("yak")).isNull();
  }

  @Test
  void words_of_a_command_can_be_any_text_but_for_nul() {
    String start = API + "job/start/yak/";
    assertThat(site.post("jane", start, "{\"args\": [\"a\\u0000\"]}").status()).isEqualTo(400);
    assertThat(site.post("jane", start, "{\"args\": \"a\"}").status()).isEqualTo(400);
    assertThat(site.post("jane", start, "{\"args\": [\"\\ud800\"]}").status()).isEqualTo(400);
    assertThat(site.post("jane", start, "{\"args\": [\"$(id)\", \"--\", \"a\\nb\"]}").status())
        .isEqualTo(202);
    assertThat(waiting("yak").get(0).args()).containsExactly("$(id)", "--", "a\nb");
  }

  @Test
  void jobs_are_not_created_changed_or_deleted() {
    for (String path : List.of("job/", "job/yak/", "job/all/")) {
      for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
        Answer answer = site.ask("ann", method, API + path).send();
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers()).containsEntry("allow", "GET, HEAD, OPTIONS");
        assertThat(answer.detail()).startsWith("jobs are files in a directory that is audited");
      }
    }
    Answer answer = site.get("ann", API + "job/start/yak/");
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.headers()).containsEntry("allow", "OPTIONS, POST");
    assertThat(site.root().resolve("jobs/yak.yaml")).exists();
  }

  @Test
  void head_is_get_without_the_body_and_options_says_what_there_is() {
    Answer get = site.get("joe", API + "runs/yak");
    Answer head = site.ask("joe", "HEAD", API + "runs/yak").send();
    assertThat(head.body()).isEmpty();
    assertThat(head.headers()).isEqualTo(get.headers());
    Answer options = site.ask("joe", "OPTIONS", API + "job/start/yak").send();
    assertThat(options.status()).isEqualTo(204);
    assertThat(options.headers()).containsEntry("allow", "OPTIONS, POST");
    assertThat(options.headers()).doesNotContainKey("content-length");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/job//yak",
        "/api/v1/job/../job",
        "/api/v1/job/..",
        "/api/v1/job/.",
        "/api/v1/jobs",
        "/api/v1/job/yak/x",
        "/api//v1/job",
        "/API/V1/job/",
        "/api/v1/job/yak.yaml/",
        "/api/v1/job/-rf",
        "/api/v1/job/a b",
        "/api/v1/runs/..",
        "/api/v1/run/../log",
        "/api/v1/run/yak/log",
        "/api/v1/run/yak-20261120-120000.1/log/",
        "/etc/passwd",
        "/api/v1/job/%2e%2e/"
      })
  void a_path_that_is_none_is_not_found(String path) {
    assertThat(site.get("joe", path).status()).isEqualTo(404);
  }

  @Test
  void a_path_with_hidden_characters_or_without_end_is_refused() {
    for (String path : List.of("/api/v1/job/a\0", "/api/v1/job/\n", "/api/\u202e", "/\ufffd")) {
      assertThat(site.get("joe", path).status()).isEqualTo(400);
    }
    assertThat(site.get("joe", "/" + "a".repeat(1024)).status()).isEqualTo(414);
    assertThat(site.get("joe", API + "job/" + "a".repeat(300)).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=-1",
        "limit=1001",
        "limit=x",
        "limit=1&limit=2",
        "limt=1",
        "%zz",
        "%",
        "limit=%ff",
        "a;b",
        "limit=99999999999999999999",
        "\u00e9"
      })
  void a_query_that_is_not_understood_is_refused(String query) {
    assertThat(site.get("joe", API + "runs/yak?" + query).status()).isEqualTo(400);
  }

  @Test
  void what_polls_has_a_tag_and_is_answered_with_304_until_something_changes() {
    for (String path : List.of("job/", "job/yak/")) {
      String tag = site.get("joe", API + path).headers().get("etag");
      Answer again = site.ask("joe", "GET", API + path).with("HTTP_IF_NONE_MATCH", tag).send();
      if (again.status() == 200) { // The minute is over.
        tag = again.headers().get("etag");
        again =
            site.ask("joe", "GET", API + path).with("HTTP_IF_NONE_MATCH", "\"x\", W/" + tag).send();
      }
      assertThat(again.status()).as(path).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      assertThat(again.headers()).containsEntry("cache-control", "no-cache, private");

      assertThat(site.get("ann", API + path).headers()).doesNotContainEntry("etag", tag);
      site.post("jane", API + "job/start/yak/", "");
      String waits = site.get("joe", API + path).headers().get("etag");
      site.post("jane", API + "job/disable/yak/", "{\"reason\": \"x\"}");
      String held = site.get("joe", API + path).headers().get("etag");
      site.post("jane", API + "job/enable/yak/", "");
      site.run("yak", "");
      String ran = site.get("joe", API + path).headers().get("etag");
      site.job("yak", "description: other\ntag: reports\n");
      String changed = site.get("joe", API + path).headers().get("etag");
      assertThat(List.of(tag, waits, held, ran, changed)).doesNotHaveDuplicates();
    }
  }

  @Test
  void a_log_is_read_in_parts_to_its_end() {
    String log = "2026-11-20T12:00:00.000Z\tINFO\tone\n2026-11-20T12:00:00.000Z\tINFO\ttwo\n";
    String path = API + "run/" + site.run("yak", log) + "/log";

    Answer whole = site.get("joe", path);
    assertThat(whole.text()).isEqualTo(log);
    assertThat(whole.headers())
        .containsEntry("content-type", "text/plain; charset=utf-8")
        .containsEntry("x-content-type-options", "nosniff")
        .containsEntry("x-process-control-next", Integer.toString(log.length()))
        .containsEntry("x-process-control-running", "false");
    assertThat(site.get("joe", path + "?from=34").text()).isEqualTo(log.substring(34));
    Answer end = site.get("joe", path + "?from=" + log.length());
    assertThat(end.text()).isEmpty();
    assertThat(end.status()).isEqualTo(200);
    Answer beyond = site.get("joe", path + "?from=" + (log.length() + 1));
    assertThat(beyond.status()).isEqualTo(416);
    assertThat(
            site.ask("joe", "GET", path)
                .with("HTTP_IF_NONE_MATCH", whole.headers().get("etag"))
                .send()
                .status())
        .isEqualTo(304);
  }

  @Test
  void a_part_of_a_long_log_is_bounded_and_ends_with_a_line() throws IOException {
    String line = "2026-11-20T12:00:00.000Z\tINFO\t" + "x".repeat(970) + "\n";
    String log = line.repeat(600);
    String path = API + "run/" + site.run("yak", log) + "/log";

    StringBuilder read = new StringBuilder();
    int parts = 0;
    long next = 0;
    do {
      Answer part = site.get("joe", path + "?from=" + next);
      assertThat(part.body().length()).isLessThanOrEqualTo(256 << 10);
      read.append(part.text());
      next = Long.parseLong(part.headers().get("x-process-control-next"));
      parts++;
    } while (next < log.length());

    assertThat(read.toString()).isEqualTo(log);
    assertThat(parts).isEqualTo(3);
    Files.write(
        site.root().resolve("log/yak/yak-20261120-120000.log"), new byte[300 << 10]); // No line.
    assertThat(site.get("joe", path).body()).hasSize(256 << 10);
  }

  @Test
  void the_parts_of_a_log_that_was_rotated_follow_each_other() {
    String run = site.run("yak", "three\n");
    site.write("log/yak/" + run + ".log.1", "two\n").write("log/yak/" + run + ".log.2", "one\n");
    String path = API + "run/" + run + "/log";

    assertThat(site.get("joe", path).text()).isEqualTo("one\ntwo\nthree\n");
    assertThat(site.get("joe", path + "?from=4").text()).isEqualTo("two\nthree\n");
    assertThat(site.get("joe", path + "?from=9").text()).isEqualTo("hree\n");
    assertThat(site.get("joe", path + "?from=15").status()).isEqualTo(416);
  }

  @Test
  void one_stream_of_a_log_comes_out_as_it_was_written() {
    String run =
        site.run(
            "yak",
            """
            2026-11-20T12:00:00.000Z\tINFO\t===========
            2026-11-20T12:00:00.000Z\tINFO\t/bin/x (5)
            2026-11-20T12:00:00.000Z\tINFO\t-----------
            2026-11-20T12:00:00.000Z\tINFO\tout
            2026-11-20T12:00:00.000Z\tERROR\terr
            2026-11-20T12:00:00.000Z\tINFO\t----------- end command output
            """);
    String path = API + "run/" + run + "/log?stream=";
    assertThat(site.get("joe", path + "stdout").text()).isEqualTo("out\n");
    assertThat(site.get("joe", path + "stderr").text()).isEqualTo("err\n");
    assertThat(site.get("joe", path + "other").status()).isEqualTo(400);
  }

  @Test
  void no_link_that_a_job_made_is_followed_to_a_log() throws IOException {
    String run = site.run("yak", "");
    Path log = site.root().resolve("log/yak/" + run + ".log");
    Files.delete(log);
    Files.createSymbolicLink(log, Path.of("/etc/passwd"));
    assertThat(site.get("joe", API + "run/" + run + "/log").status()).isEqualTo(404);
  }

  @Test
  void a_job_that_is_not_valid_is_shown_and_not_started() {
    site.write("jobs/bad.yaml", "name: Bad\ncommand: /bin/true\nschedul: x\n");

    Map<String, Object> bad = map(map(site.get("joe", API + "job/").json().get("jobs")).get("bad"));
    assertThat(bad).containsEntry("valid", false);
    assertThat(bad.get("problems").toString()).contains("did you mean schedule?");
    Answer start = site.post("jane", API + "job/start/bad/", "");
    assertThat(start.status()).isEqualTo(409);
    assertThat(start.detail()).startsWith("the job bad is not valid: ");
    assertThat(map(site.get("tim", API + "job/").json().get("jobs"))).doesNotContainKey("bad");
  }

  @Test
  void the_documents_of_all_jobs_are_those_of_the_commands() {
    assertThat(site.get("joe", API + "plan?from=2026-12-01&until=2026-12-02").json())
        .containsKeys("jobs", "starts");
    assertThat(site.get("joe", API + "audit?from=1h").json()).containsKeys("jobs", "total");
    assertThat(site.get("joe", API + "metrics").text())
        .contains("\nprocess_control_jobs 2.0\n")
        .endsWith("\n");
    assertThat(site.get("joe", API + "plan?from=x").detail()).startsWith("from: 'x' is not a");
    assertThat(site.get("joe", API + "audit?from=2999-01-01").status()).isEqualTo(400);
    Answer diff = site.get("joe", API + "diff");
    assertThat(diff.status()).isEqualTo(409);
    assertThat(diff.detail()).contains("git").doesNotContain("--diff"); // Root does not call it.
  }

  @Test
  void every_answer_is_kept_by_nobody_and_guessed_at_by_no_browser() {
    for (Answer answer :
        List.of(
            site.get("joe", API + "health"),
            site.get("joe", API + "runs/yak"),
            site.get("joe", "/x"),
            site.get("", API + "job"),
            site.post("jane", API + "job/start/yak", ""))) {
      assertThat(answer.headers())
          .containsEntry("cache-control", "no-store")
          .containsEntry("x-content-type-options", "nosniff")
          .containsEntry("content-length", Integer.toString(answer.body().length()));
      assertThat(answer.headers().get("content-security-policy"))
          .contains("frame-ancestors 'none'");
    }
  }

  @Test
  void a_fault_is_one_problem_and_quotes_nothing_hidden() {
    Answer answer = site.get("joe", "/api/<script>\"");
    assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
    assertThat(answer.json())
        .containsEntry("type", "about:blank")
        .containsEntry("title", "Not Found")
        .containsEntry("status", 404)
        .containsKey("detail");
  }
}
