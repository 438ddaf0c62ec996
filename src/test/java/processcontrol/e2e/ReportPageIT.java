package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page of the report as a reader has it, in a real browser. */
@EndToEnd
class ReportPageIT {

  private static Browser browser;
  private static Installation pc;
  private static Path page;

  @BeforeAll
  static void write() {
    browser = Browser.start();
    pc = Installation.create(Application.underTest());
    pc.configure("report_directory: " + pc.work() + "\n");
    pc.shellJob("fails", "", "exit 3");
    pc.shellJob("fine", "schedule: '30 4 * * *'", "true");
    pc.run("fails");
    pc.run("--report").assertSilentSuccess();
    page = pc.work().resolve("index.html");
  }

  @AfterAll
  static void end() {
    if (pc != null) {
      pc.close();
    }
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void page_is_for_everybody() {
    browser.open(page);
    assertThat(browser.violations()).isEmpty();
    assertThat(browser.complaints()).isEmpty();
  }
}
