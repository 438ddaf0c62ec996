package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

/** All jobs as a page for a browser. */
@EndToEnd
class ReportIT {

  @Test
  void the_page_tells_of_all_jobs_and_obeys_none_of_them(Installation pc) throws Exception {
    pc.configure("report_directory: " + pc.work() + "\n");
    pc.shellJob(
        "evil",
        "owner: 'a&b <img src=x onerror=alert(1)>'\nrunbook: 'javascript:alert(1)'",
        "exit 3");
    pc.shellJob("fine", "schedule: '30 4 * * *'", "true");
    pc.job("broken", "name: Broken\n'</script><script>alert(2)</script>': 1\n");
    pc.run("evil");
    pc.run("fine");

    pc.run("--report").assertSilentSuccess();

    Path file = pc.work().resolve("index.html");
    String page = Files.readString(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r--r--");
    assertThat(Files.getOwner(file).getName()).isEqualTo(ServiceUser.NAME);
    assertThat(page)
        .contains("<title>2 failing of 3 - ", "default-src 'none'; style-src 'sha256-")
        .contains("&lt;img src=x onerror=alert(1)&gt;", "a&amp;b", "exit code 3", "at 04:30")
        .doesNotContain("<img", "alert(2)</script>", "href=\"javascript", "src=\"", "http:");
    assertThat(page.split("<script>", -1)).hasSize(2);

    pc.run("--report", pc.work().resolve("nowhere").toString()).assertFailure(125, "nowhere");
    pc.run("--report", "a", "b").assertFailure(64, "one directory at most");
  }
}
