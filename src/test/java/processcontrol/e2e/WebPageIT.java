package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The pages that jobs are acted on from, in a real browser, from a real web server. */
@EndToEnd
@Order(1)
class WebPageIT {

  private static final String ATTACK =
      "<img src=x onerror=attack()></script><script>attack()</script>";

  @RegisterExtension static final Browser browser = new Browser();

  private static Installation pc;
  private static PageServer server;
  private static String origin;

  @BeforeAll
  static void serve() {
    PageServer.require();
    pc = Installation.create(Application.underTest());
    int port = PageServer.freePort();
    origin = PageServer.origin(port);
    pc.configure(
        """
        web:
          origin: %s
          users:
            jane: [read, start, hold, kill]
            joe: [read]
            tom: {start: [tag: reports]}
        """
            .formatted(origin));
    pc.shellJob(
        "steps",
        "echo \"first of $*\"\n"
            + "while [ ! -e go ]; do sleep 0.1; done\n"
            + "printf 'sec%s\\n"
            + "' ond\n"
            + "sleep 300");
    pc.shellJob("calm", "tag: [reports]\nschedule: '30 4 * * *'", "true");
    pc.shellJob(
        "hostile",
        "owner: \"" + ATTACK + "\"",
        "echo '"
            + ATTACK
            + "'; while [ ! -e on ]; do sleep 0.1; done; echo '"
            + ATTACK
            + " again'");
    pc.job("broken", "name: Broken\n'" + ATTACK + "': 1\n");
    server = PageServer.start(pc, port, "jane", "joe", "tom", "eve");
  }

  @AfterAll
  static void end() {
    if (server != null) {
      server.close();
    }
    if (pc != null) {
      pc.close();
    }
  }

  /** Opens a page as a user whom the browser then knows. */
  private static void open(String user, String path) {
    browser.open(server.url(path).replace("://", "://" + user + ":" + PageServer.PASSWORD + "@"));
    browser.open(server.url(path));
  }

  private static void click(String link) {
    browser.driver().findElement(By.linkText(link)).click();
  }

  private static void confirm() {
    browser.find("form button").click();
  }

  private static List<String> actions() {
    return browser.shown("nav[aria-label=Actions] a");
  }

  /** Returns true once a text is on the page, without the page being opened again. */
  private static void awaitText(String selector, String text) {
    Await.until(
        text,
        () ->
            ((String)
                    browser.value(
                        "[...document.querySelectorAll('"
                            + selector
                            + "')].map(e => e.textContent).join()"))
                .contains(text));
  }

  @Test
  void a_job_is_started_watched_and_stopped() {
    open("jane", "");
    assertThat(browser.shown("tbody.j th")).hasSize(4);
    click("steps");
    assertThat(actions()).containsExactly("Start", "Hold");

    click("Start");
    assertThat(browser.find("h1").getText()).isEqualTo("Start steps?");
    assertThat(browser.shown("strong")).hasSize(2).contains("steps");
    browser.find("input[name=args]").sendKeys("--all 'two words'");
    confirm();
    assertThat(browser.driver().getCurrentUrl()).isEqualTo(server.url("job/steps/?done=start"));
    assertThat(browser.shown("[role=status]")).containsExactly("steps is triggered.");
    assertThat(pc.results("steps")).isEmpty();

    pc.run("--pending").assertSilentSuccess();
    awaitText("#log", "first of --all two words");
    assertThat(browser.shown("#log").get(0)).doesNotContain("second");
    Tree.write(pc.work().resolve("go"), "");
    awaitText("#log", "second");
    Await.until("the button", () -> actions().contains("Stop"));

    click("Stop");
    confirm();
    assertThat(browser.shown("[role=status]")).containsExactly("steps was asked to stop.");
    Await.until("the record", () -> pc.results("steps").equals(List.of("killed")));
    assertThat(pc.record("steps").get("invoked_by")).isEqualTo("web:jane");
    awaitText("tbody td", "killed");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void without_scripts_a_job_is_held_and_released() {
    open("jane", "job/calm/");
    browser.scripts(false);
    try {
      click("Hold");
      browser.find("input[name=reason]").sendKeys("moving <house>");
      confirm();
      assertThat(browser.shown("[role=status]")).containsExactly("calm is on hold.");
      assertThat(browser.shown("dd"))
          .anyMatch(fact -> fact.endsWith("by web:jane: moving <house>"));
      assertThat(actions()).containsExactly("Start", "Release");

      click("Release");
      confirm();
      assertThat(browser.shown("[role=status]")).containsExactly("calm is released.");
      assertThat(actions()).containsExactly("Start", "Hold");
      assertThat(Files.exists(pc.states().resolve("calm/hold"))).isFalse();
    } finally {
      browser.scripts(true);
    }
  }

  @Test
  void nobody_sees_or_does_more_than_he_may() {
    open("joe", "job/calm/");
    assertThat(actions()).isEmpty();
    open("joe", "job/calm/start");
    assertThat(browser.find("h1").getText()).isEqualTo("Forbidden");

    open("tom", "");
    assertThat(browser.shown("tbody.j th")).singleElement().asString().startsWith("calm");
    open("tom", "job/calm/");
    assertThat(actions()).containsExactly("Start");
    open("tom", "job/steps/");
    assertThat(browser.find("h1").getText()).isEqualTo("Not Found");

    open("eve", "");
    assertThat(browser.find("h1").getText()).isEqualTo("Forbidden");
    assertThat(browser.shown(".o")).singleElement().asString().contains("eve has no rights");
  }

  @Test
  void only_our_own_forms_are_obeyed() {
    String form = "token=" + token("jane");
    assertThat(post("jane", form, "https://evil.example.org").statusCode()).isEqualTo(403);
    assertThat(post("jane", form, null).statusCode()).isEqualTo(403);
    assertThat(post("jane", "", origin).statusCode()).isEqualTo(403);
    assertThat(post("jane", "token=" + token("tom"), origin).body()).contains("not made for you");
    assertThat(post("joe", "token=" + token("jane"), origin).statusCode()).isEqualTo(403);
    assertThat(Files.exists(pc.states().resolve(".triggers/calm.new"))).isFalse();

    HttpResponse<String> answer = post("jane", form, origin);
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location"))
        .contains(server.url("job/calm/?done=start"));
    assertThat(Files.exists(pc.states().resolve(".triggers/calm.new"))).isTrue();
  }

  private static String token(String user) {
    String page = send(request(user).GET().build()).body();
    int begin = page.indexOf("name=token value=\"") + 18;
    return page.substring(begin, page.indexOf('"', begin));
  }

  private static HttpResponse<String> post(String user, String form, String from) {
    HttpRequest.Builder request =
        request(user)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form));
    return send((from == null ? request : request.header("Origin", from)).build());
  }

  private static HttpRequest.Builder request(String user) {
    byte[] login = (user + ":" + PageServer.PASSWORD).getBytes(StandardCharsets.UTF_8);
    return HttpRequest.newBuilder(URI.create(server.url("job/calm/start")))
        .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
  }

  /** By HTTP/1.1, without the try at HTTP/2 that browsers do not make either without TLS. */
  private static HttpResponse<String> send(HttpRequest request) {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void nothing_that_jobs_say_is_obeyed() {
    Running run = pc.start("hostile");
    Await.until("the log", () -> pc.output("hostile").contains(ATTACK));
    open("jane", "job/hostile/");
    assertThat(browser.find("#log").getText()).contains(ATTACK);
    Tree.write(pc.work().resolve("on"), "");
    awaitText("#log", ATTACK + " again");
    run.await().assertSilentSuccess();
    for (String page : List.of("", "job/hostile/", "job/broken/", "job/hostile/start")) {
      open("jane", page);
      assertThat(browser.value("document.querySelectorAll('img,b').length")).isEqualTo(0L);
      assertThat(browser.value("document.querySelectorAll('script').length")).isEqualTo(1L);
    }
    browser
        .driver()
        .executeScript("document.body.innerHTML += '<img src=x onerror=\"document.title=1\">'");
    assertThat(browser.driver().getTitle()).isNotEqualTo("1");
    assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("Security Policy"));
  }

  /** What stands in the log of the only run of a job, a character for each byte. */
  private static String bytesOf(String slug) {
    try {
      List<Path> logs = pc.logs(slug);
      return logs.isEmpty()
          ? ""
          : new String(Files.readAllBytes(logs.get(0)), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_character_that_is_written_in_two_parts_is_shown_whole() {
    pc.shellJob(
        "slow",
        """
        printf '\\143\\141\\146\\303'
        while [ ! -e rest ]; do sleep 0.1; done
        printf '\\251\\n'; exec sleep 300""");
    Running run = pc.start("slow");
    Await.until("the first part", () -> bytesOf("slow").contains("caf\u00c3"));
    open("jane", "job/slow/");
    assertThat(browser.find("#log").getText()).doesNotContain("caf");
    Tree.write(pc.work().resolve("rest"), "");
    awaitText("#log", "caf\u00e9\n");
    assertThat(browser.find("#log").getText()).doesNotContain("\ufffd");
    open("jane", "job/slow/"); // The page may be the one before, which the script goes on with.
    awaitText("#log", "caf\u00e9\n");
    assertThat(browser.find("#log").getText()).doesNotContain("\ufffd");
    pc.run("--kill-job", "slow");
    run.await();
    Tree.delete(pc.jobs().resolve("slow.yaml"));
  }

  @Test
  void the_pages_keep_nobody_out() {
    for (String page : List.of("", "job/calm/", "job/calm/hold", "job/none/")) {
      open("jane", page);
      for (int width : new int[] {320, 1280}) {
        browser.size(width, 900);
        assertThat(browser.overflow()).as(page + " at " + width).isZero();
      }
      for (String scheme : List.of("light", "dark")) {
        browser.colours(scheme);
        assertThat(browser.violations()).as(page + ", " + scheme).isEmpty();
      }
    }
  }

  @Test
  void the_overview_keeps_up_and_keeps_what_was_typed() {
    open("jane", "");
    WebElement filter = browser.find("#t");
    filter.sendKeys("calm");
    pc.run("--hold", "calm", "--reason", "look at me");
    awaitText("tbody.j:not([hidden]) td", "held");
    assertThat(browser.shown("tbody.j th")).hasSize(1);
    assertThat(browser.find("#t")).isEqualTo(browser.driver().switchTo().activeElement());
    pc.run("--release", "calm");
  }
}
