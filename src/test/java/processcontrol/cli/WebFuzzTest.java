package processcontrol.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.cli.WebSite.Answer;

/** Requests of pieces that mean something and pieces that harm: each has an answer. */
class WebFuzzTest {

  private static final int CASES = Integer.getInteger("junk.cases", 2000);
  private static final long SEED = 17;

  private static final List<String> METHODS =
      List.of(
          "GET", "GET", "HEAD", "POST", "POST", "POST", "POST", "OPTIONS", "PUT", "DELETE", "TRACE",
          "get", "", "G\0T");
  private static final List<String> USERS =
      List.of("ann", "ann", "ann", "jane", "tim", "joe", "eve", "", "@ops", "*", "a\nb", "\u202e");
  private static final List<String> PATHS =
      List.of(
          "/api/v1/job",
          "/api/v1/job/yak",
          "/api/v1/job/start/yak",
          "/api/v1/job/start/yak",
          "/api/v1/job/start/yak/",
          "/api/v1/job/disable/yak",
          "/api/v1/job/enable/yak",
          "/api/v1/kill/yak",
          "/api/v1/job/stats/yak",
          "/api/v1/stats",
          "/api/v1/runs/yak",
          "/api/v1/run/yak-20261120-120000/log",
          "/api/v1/metrics",
          "/api/v1/health",
          "/api/v1/openapi.json",
          "/api/v1/audit",
          "/api/v1/plan",
          "/",
          "");
  private static final List<String> PIECES =
      List.of(
          "/",
          "//",
          "..",
          "/../",
          ".",
          "%2e%2e",
          "%00",
          "\0",
          "\n",
          "\r\n",
          "yak",
          "bad",
          "..%2f",
          "a".repeat(300),
          "$(touch x)",
          "`id`",
          ";",
          "&",
          "=",
          "?",
          "#",
          "'",
          "\"",
          "\\",
          "<script>",
          "\u00e9",
          "\u202e",
          "\ufffd",
          "\ud800",
          "~",
          "*",
          "{name}",
          "-1",
          "99999999999999999999");
  private static final List<String> QUERIES =
      List.of(
          "",
          "limit=1",
          "limit=0",
          "from=0",
          "from=1h",
          "from=2999-01-01",
          "until=1s",
          "from=5",
          "stream=stdout",
          "counts=true",
          "counts=x",
          "limit=1&limit=1",
          "%",
          "a=%zz",
          "+",
          "&&&",
          "from=%00",
          "from=9223372036854775807",
          "limit=%31",
          "stream=%C3%A9");
  private static final List<String> BODIES =
      List.of(
          "",
          "{}",
          "{\"reason\": \"x\"}",
          "{\"args\": [\"a\"]}",
          "[]",
          "{",
          "{\"reason\": 1}",
          "{\"args\": [[]]}",
          "{\"reason\": \"\\u0000\"}",
          "\u00ff\u00fe",
          "{\"\\ud800\": \"a\"}",
          "[".repeat(5000),
          "{\"a\":".repeat(2000),
          "{\"reason\": \"" + "y".repeat(2000) + "\"}");

  @TempDir Path directory;
  private final Random random = new Random(SEED);

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private String mutated(String text) {
    String changed = text;
    for (int i = random.nextInt(3); i > 0; i--) {
      int at = random.nextInt(changed.length() + 1);
      changed = changed.substring(0, at) + one(PIECES) + changed.substring(at);
    }
    return changed;
  }

  private WebSite.Ask request(WebSite site) {
    String path = random.nextInt(3) == 0 ? mutated(one(PATHS)) : one(PATHS);
    WebSite.Ask ask = site.ask(one(USERS), one(METHODS), path).with("PATH_INFO", path);
    if (random.nextBoolean()) {
      ask.with("QUERY_STRING", random.nextInt(4) == 0 ? mutated(one(QUERIES)) : one(QUERIES));
    }
    if (random.nextInt(8) > 0) {
      ask.with("HTTP_ORIGIN", WebSite.ORIGIN);
    }
    if (random.nextInt(8) > 0) {
      ask.with("HTTP_X_PROCESS_CONTROL", "1");
    }
    if (random.nextInt(4) > 0) {
      ask.with("CONTENT_TYPE", "application/json");
    }
    ask.body(one(BODIES));
    if (random.nextInt(5) == 0) {
      ask.with("CONTENT_LENGTH", one(List.of("", "x", "5", "70000", "-1", "999999999999")));
    }
    if (random.nextInt(10) == 0) {
      ask.with("HTTP_IF_NONE_MATCH", one(List.of("*", "\"", "W/", ",,,")));
    }
    return ask;
  }

  private List<String> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return new ArrayList<>(
          all.filter(file -> !file.startsWith(root.resolve("state")))
              .map(file -> root.relativize(file).toString())
              .sorted()
              .toList());
    }
  }

  @Test
  void each_of_them_has_an_answer_and_leaves_files_in_the_state_alone() throws IOException {
    WebSite site = new WebSite(directory);
    site.job("yak", "schedule: '*/5 * * * *'\ntag: reports\n");
    site.write("jobs/bad.yaml", "name: [\n");
    site.run("yak", "2026-11-20T12:00:00.000Z\tINFO\tone\n");
    List<String> before = files(site.root());
    TreeMap<Integer, Integer> statuses = new TreeMap<>();

    for (int i = 0; i < CASES; i++) {
      Answer answer = request(site).send(); // An exception fails the test.
      statuses.merge(answer.status(), 1, Integer::sum);
      assertThat(answer.status()).as("case %d", i).isLessThan(500);
      if (answer.status() >= 400 && answer.body().length() > 0) {
        assertThat(answer.headers().get("content-type")) // A page says it as a page.
            .isIn("application/problem+json", "text/html; charset=utf-8");
        assertThat(answer.text()).doesNotContain("Exception").doesNotContain("\tat ");
      }
    }

    assertThat(files(site.root())).isEqualTo(before);
    try (Stream<Path> state = Files.list(site.root().resolve("state"))) {
      assertThat(state.map(file -> file.getFileName().toString()))
          .isSubsetOf("yak", "bad", ".triggers", ".web-triggered", ".web-secret");
    }
    assertThat(statuses.keySet()).contains(200, 202, 400, 403, 404, 405, 413, 415);
  }
}
