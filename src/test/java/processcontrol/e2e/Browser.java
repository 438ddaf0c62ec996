package processcontrol.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import processcontrol.Tool;

/**
 * A real browser without a window, and a profile that goes with it: Debian's Chromium, by its own
 * driver. To start one takes seconds, so a class of tests has one, registered as an extension; each
 * test begins with a wide, light window.
 */
final class Browser implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

  private static final String AXE = "/axe.min.js";

  /** Runs axe on the whole page; each violation becomes a line. */
  private static final String FIND_VIOLATIONS =
      """
      const done = arguments[arguments.length - 1];
      axe.run(document).then(
        result => done(result.violations.map(violation => violation.id + ": " + violation.help + ": "
            + violation.nodes.map(node => node.html + " (" + node.failureSummary + ")").join("; "))),
        error => done(["axe: " + error]));
      """;

  /** Would warn of each browser that is newer than it. */
  private static final Logger VERSIONS =
      Logger.getLogger("org.openqa.selenium.devtools.CdpVersionFinder");

  private ChromeDriver driver;
  private Path home;

  /** Skips the tests where there is no such browser. */
  @Override
  public void beforeAll(ExtensionContext context) {
    Tool.require("chromium");
    Tool.require("chromedriver");
    VERSIONS.setLevel(Level.SEVERE);
    home = Tree.create();
    ChromeOptions options = new ChromeOptions();
    options.setBinary(Tool.path("chromium").toString());
    // Root has no sandbox, and a container little shared memory.
    options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage");
    options.addArguments("--user-data-dir=" + home.resolve("profile"), "--disable-gpu");
    options.addArguments("--disable-background-networking", "--no-first-run", "--mute-audio");
    options.addArguments("--hide-scrollbars", "--force-color-profile=srgb");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    // Processes that name the directory in their environment are ended with these tests; see
    // Leftovers.
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(Tool.path("chromedriver").toFile())
            .usingAnyFreePort()
            .withEnvironment(Map.of("HOME", home.toString(), "TMPDIR", home.toString()))
            .build();
    driver = new ChromeDriver(service, options);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    size(1280, 900);
    colours("light");
    open("about:blank"); // A page of the test before may still ask for what is gone.
    complaints();
  }

  /** For what this class has no word for. */
  ChromeDriver driver() {
    return driver;
  }

  void open(Path file) {
    open(file.toUri().toString());
  }

  void open(String url) {
    driver.get(url);
  }

  void reload() {
    driver.navigate().refresh();
  }

  /** Sets the size of what is shown, in CSS pixels; a real window cannot be that narrow. */
  void size(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Sets what the reader prefers: "dark" or "light". */
  void colours(String scheme) {
    Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", scheme);
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
  }

  /** Lets pages run their scripts, from the next one on, or not. */
  void scripts(boolean on) {
    driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !on));
  }

  WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  /** Returns the texts of the elements that a reader sees. */
  List<String> shown(String selector) {
    return driver.findElements(By.cssSelector(selector)).stream()
        .filter(WebElement::isDisplayed)
        .map(WebElement::getText)
        .toList();
  }

  /** Types into whatever has the focus. */
  void press(Keys... keys) {
    for (Keys key : keys) {
      driver.switchTo().activeElement().sendKeys(key);
    }
  }

  /** Returns the value of an expression of JavaScript. */
  Object value(String expression) {
    return driver.executeScript("return " + expression);
  }

  /** Returns by how many pixels the page is wider than what is shown of it. */
  long overflow() {
    return (Long)
        value("document.documentElement.scrollWidth - document.documentElement.clientWidth");
  }

  /**
   * Returns what axe finds wrong, a line each, with the elements; see https://dequeuniversity.com.
   */
  List<String> violations() {
    driver.executeScript(axe());
    Object found = driver.executeAsyncScript(FIND_VIOLATIONS);
    return ((List<?>) found).stream().map(String::valueOf).toList();
  }

  private static String axe() {
    try (InputStream in = Browser.class.getResourceAsStream(AXE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns what the browser has complained of since it was last asked, a blocked script perhaps.
   */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Keeps a picture, of what is shown, as PNG. */
  void picture(Path file) {
    Tree.write(file, driver.getScreenshotAs(OutputType.BYTES));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    try {
      if (driver != null) {
        driver.quit();
      }
    } finally {
      if (home != null) {
        Tree.delete(home);
      }
    }
  }
}
