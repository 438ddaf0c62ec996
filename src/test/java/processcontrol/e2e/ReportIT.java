package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All jobs as pages for a browser. */
@EndToEnd
class ReportIT {

  @Test
  void the_pages_tell_of_all_jobs_and_of_none_that_is_gone(Installation pc) throws Exception {
    pc.configure("report_directory: " + pc.work() + "\n");
    pc.shellJob(
        "evil",
        "owner: 'a&b <img src=x onerror=alert(1)>'\nrunbook: 'javascript:alert(1)'",
        "echo secret; exit 3");
    Path fine = pc.shellJob("fine", "schedule: '30 4 * * *'", "true");
    pc.job("broken", "name: Broken\n'</script><script>alert(2)</script>': 1\n");
    pc.run("evil");
    pc.run("fine");
    Tree.write(pc.work().resolve("job-mine.html"), "<!DOCTYPE html><p>Somebody else's");

    pc.run("--report").assertSilentSuccess();

    Path file = pc.work().resolve("index.html");
    String page = Files.readString(file);
    for (String name : List.of("index.html", "job-evil.html", "job-fine.html", "job-broken.html")) {
      Path each = pc.work().resolve(name);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
          .isEqualTo("rw-r--r--");
      assertThat(Files.getOwner(each).getName()).isEqualTo(ServiceUser.NAME);
    }
    assertThat(page)
        .contains("<title>2 failing of 3 - ", "default-src 'none'", "style-src 'sha256-")
        .contains("&lt;img src=x onerror=alert(1)&gt;", "a&amp;b", "exit code 3", "at 04:30")
        .doesNotContain("<img", "alert(2)</script>", "href=\"javascript", "src=\"", "http:");
    assertThat(page.split("<script>", -1)).hasSize(2);
    assertThat(Tree.read(pc.work().resolve("job-evil.html")))
        .contains("exit code 3")
        .doesNotContain("secret");
    Object written = Files.getLastModifiedTime(pc.work().resolve("job-evil.html"));

    Files.delete(fine);
    assertThat(pc.run("--report", "-v").stdout()).contains("/index.html is written");
    assertThat(Files.getLastModifiedTime(pc.work().resolve("job-evil.html"))).isEqualTo(written);
    assertThat(pc.work().resolve("job-fine.html")).doesNotExist();
    assertThat(pc.work().resolve("job-mine.html")).exists();

    pc.run("--report", pc.work().resolve("nowhere").toString()).assertFailure(125, "nowhere");
    pc.run("--report", "a", "b").assertFailure(64, "one directory at most");
  }

  @Test
  void cron_writes_it_every_minute_but_never_two_at_once(Installation pc) {
    pc.configure("report_directory: " + pc.work() + "\n");
    pc.shellJob("fine", "schedule: '30 4 * * *'", "true");

    String generate = pc.launcher().resolveSibling("cron-generate").toString();
    String crontab =
        Commands.run(generate, "--config", pc.config().toString(), "--output", "console");
    assertThat(crontab + "\n")
        .containsPattern("\n\\* \\* \\* \\* \\* \\S+ \\S+ --config \\S+ --report --quiet\n");

    Commands.Result busy =
        Commands.tryRun(
            "flock",
            pc.work().toString(),
            pc.launcher().toString(),
            "--config",
            pc.config().toString(),
            "--report");
    assertThat(busy.exitCode()).isEqualTo(75);
    assertThat(busy.output()).contains("another report is being written");
    assertThat(pc.work().resolve("index.html")).doesNotExist();
  }

  @Test
  void a_job_with_long_texts_takes_little_more_of_the_first_page_than_others(Installation pc) {
    pc.configure("report_directory: " + pc.work() + "\n");
    pc.run("--report").assertSilentSuccess();
    int empty = Tree.read(pc.work().resolve("index.html")).length();
    String slug = "n".repeat(100) + "-".repeat(99) + "m";
    String link = "https://example.org/" + "&".repeat(400);
    pc.job(
        slug,
        "name: '%s'\ncommand: 'false'\nowner: '%s'\nrunbook: '%s'\ntag: [%s]\n"
            .formatted("<&>".repeat(60), "&".repeat(200), link, "t,u,v,w".repeat(9)));
    pc.run(slug);
    Tree.write(pc.historyFile(slug), Tree.read(pc.historyFile(slug)).repeat(60));

    pc.run("--report").assertSilentSuccess();

    String page = Tree.read(pc.work().resolve("index.html"));
    assertThat(page.length() - empty).as("with its tags, and the rates").isLessThan(3100);
    assertThat(page)
        .contains("href=\"job-" + slug + ".html\">nnn", "nnn...---")
        .contains("<p>Runbook: https://example.org/&amp;&amp;")
        .doesNotContain("href=\"https://example.org/");
    assertThat(Tree.read(pc.work().resolve("job-" + slug + ".html")))
        .contains("href=\"https://example.org/" + "&amp;".repeat(400) + "\"", slug);
  }

  @Test
  void five_hundred_and_one_jobs_have_a_file_each_and_little_of_the_first_page(Installation pc) {
    pc.configure("report_directory: " + pc.work() + "\n");
    for (int i = 1; i <= 501; i++) {
      pc.job("job-" + i, "name: Job " + i + "\ncommand: 'true'\nschedule: '1 2 * * *'\n");
    }

    pc.run("--report").assertSilentSuccess();

    String page = Tree.read(pc.work().resolve("index.html"));
    assertThat(Tree.list(pc.work())).hasSize(502);
    assertThat(page).contains("href=\"job-job-501.html\"");
    assertThat(page.split("<details", -1).length).isLessThan(5);
    assertThat(page.length() / 501).isLessThan(2048);
  }
}
