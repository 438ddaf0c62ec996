package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/** The pages of the report as readers have them, in a real browser. */
@EndToEnd
class ReportPageIT {

  private static final String ATTACK =
      "<img src=x onerror=attack()></script><script>attack()</script>";

  @RegisterExtension static final Browser browser = new Browser();

  private static Installation pc;
  private static Path index;

  @BeforeAll
  static void write() {
    pc = Installation.create(Application.underTest());
    pc.configure("report_directory: " + pc.work() + "\nreport_logs: true\n");
    pc.shellJob("fails", "tag: [night, db]\nowner: the night shift", "exit 3");
    pc.shellJob("fine", "tag: [day]\nschedule: '30 4 * * *'", "true");
    pc.shellJob(
        "hostile",
        "owner: \"" + ATTACK + "\"\nrunbook: 'javascript:attack()'\ndescription: '" + ATTACK + "'",
        "echo '" + ATTACK + "'");
    pc.job("broken", "name: Broken\n'" + ATTACK + "': 1\n");
    pc.run("fails");
    pc.run("fine");
    pc.run("hostile");
    pc.run("--report").assertSilentSuccess();
    index = pc.work().resolve("index.html");
  }

  @AfterAll
  static void end() {
    if (pc != null) {
      pc.close();
    }
  }

  private static List<String> jobs() {
    return browser.shown("tbody.j th");
  }

  @Test
  void jobs_are_filtered_by_text_state_and_tag() {
    browser.open(index);
    assertThat(jobs()).hasSize(4);

    browser.find("#t").sendKeys("NIGHT");
    assertThat(jobs()).singleElement().asString().startsWith("fails");
    assertThat(browser.find("output").getText()).isEqualTo("1 shown");

    browser.reload();
    browser.find("#s").sendKeys("ok");
    assertThat(jobs()).hasSize(2).anyMatch(job -> job.startsWith("fine"));

    browser.reload();
    browser.find("#g").sendKeys("db");
    assertThat(jobs()).singleElement().asString().startsWith("fails");
  }

  @Test
  void everything_can_be_read_without_the_script() {
    browser.scripts(false);
    try {
      browser.open(index);
      assertThat(jobs()).hasSize(4);
      assertThat(browser.shown("form")).isEmpty();
      browser.find("tbody.j summary").click();
      assertThat(browser.shown("h1")).singleElement().asString().startsWith("2 failing of 4 - ");
      assertThat(browser.shown("caption"))
          .contains("Success by day", "Success by week")
          .anyMatch(caption -> caption.startsWith("All jobs"));
    } finally {
      browser.scripts(true);
    }
  }

  @Test
  void no_page_is_wider_than_the_window_and_none_keeps_anybody_out() {
    for (String page : List.of("index.html", "job-hostile.html")) {
      for (int width : new int[] {320, 1280, 3840}) {
        browser.size(width, 900);
        browser.open(pc.work().resolve(page));
        browser
            .driver()
            .executeScript("for (const d of document.querySelectorAll('details')) d.open = true");
        assertThat(browser.overflow()).as(page + " at " + width).isZero();
      }
      for (String scheme : List.of("light", "dark")) {
        browser.colours(scheme);
        assertThat(browser.violations()).as(page + ", " + scheme).isEmpty();
      }
    }
  }

  @Test
  void dark_is_dark() {
    browser.open(index);
    Object light = browser.value("getComputedStyle(document.body).backgroundColor");
    browser.colours("dark");
    assertThat(browser.value("getComputedStyle(document.body).backgroundColor"))
        .isNotEqualTo(light);
  }

  @Test
  void the_keyboard_is_enough() {
    browser.open(index);
    for (int i = 0;
        i < 40 && !browser.find("#t").equals(browser.driver().switchTo().activeElement());
        i++) {
      browser.press(Keys.TAB);
    }
    browser.driver().switchTo().activeElement().sendKeys("fails");
    assertThat(jobs()).hasSize(1);
    browser.find("tbody.j:not([hidden]) summary").sendKeys(Keys.ENTER);
    assertThat(browser.shown("tbody.j:not([hidden]) details p")).contains("Owner: the night shift");
    browser.find("tbody.j:not([hidden]) th a").sendKeys(Keys.ENTER);
    assertThat(browser.find("h1").getText()).isEqualTo("fails");
    assertThat(browser.shown("section dd")).contains("the night shift");
    browser.find("nav a").sendKeys(Keys.ENTER);
    assertThat(jobs()).hasSize(4);
  }

  @Test
  void nothing_that_jobs_say_is_obeyed() {
    browser.complaints();
    for (String page : List.of("index.html", "job-hostile.html", "job-broken.html")) {
      browser.open(pc.work().resolve(page));
      assertThat(browser.value("document.querySelectorAll('img,b').length")).isEqualTo(0L);
      assertThat(browser.value("document.querySelectorAll('script').length")).isEqualTo(1L);
      assertThat(browser.value("document.querySelectorAll('a[href^=javascript]').length"))
          .isEqualTo(0L);
    }
    assertThat(browser.complaints()).isEmpty();
    browser.open(pc.work().resolve("job-hostile.html"));
    assertThat(browser.find("pre").getText()).contains(ATTACK);
    assertThat(browser.shown("dd")).contains(ATTACK, "javascript:attack()");
  }

  @Test
  void what_does_get_onto_a_page_is_not_run() throws Exception {
    Path page = pc.work().resolve("injected.html");
    Files.writeString(
        page,
        Files.readString(index)
            .replace(
                "</h1>",
                "</h1><script>document.title='attacked'</script><img src=x"
                    + " onerror=\"document.title='attacked'\">"));
    browser.open(page);
    assertThat(browser.driver().getTitle()).startsWith("2 failing");
    assertThat(browser.complaints())
        .anyMatch(complaint -> complaint.contains("Content Security Policy"));
  }

  @Test
  void a_page_that_nobody_writes_any_more_says_so() throws Exception {
    browser.open(index);
    assertThat(browser.shown("[role=alert]")).isEmpty();

    Path old = pc.work().resolve("old.html");
    Files.writeString(
        old, Files.readString(index).replaceFirst("datetime=\"2...", "datetime=\"2020"));
    browser.open(old);
    assertThat(browser.shown("[role=alert]"))
        .singleElement()
        .asString()
        .startsWith("This page is old");
  }
}
