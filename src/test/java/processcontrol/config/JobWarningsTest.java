package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobWarningsTest {

  @TempDir private Path directory;
  private Site site;

  @BeforeEach
  void makeSite() throws IOException {
    site = new Site(directory);
  }

  private List<String> warnings(String keys) {
    site.job("a.yaml", "name: A\n" + keys);
    Review review = site.loader().review(site.jobs().resolve("a.yaml").toString());
    assertThat(review.problems()).isEmpty();
    return review.warnings().stream().map(line -> line.replace(site.jobs() + "/", "")).toList();
  }

  @Test
  void days_of_which_cron_takes_either_are_shown() {
    assertThat(warnings("command: id\nschedule: '0 9 1-7 * mon'\n"))
        .containsExactly(
            "a.yaml:3:11: schedule: '0 9 1-7 * mon' runs on the days 1-7 of the month, and on every"
                + " mon as well, because cron takes either; for the days that are both, write"
                + " days: both, and if it is meant, days: either");
    assertThat(warnings("command: id\nschedule: '0 9 1-7 * mon'\ndays: either\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0 9 1-7 * *", "0 9 * * mon", "0 9 */2 * mon", "0 9 1-7 * */7", "0 9 1-31 * mon"})
  void other_days_are_not(String schedule) {
    assertThat(warnings("command: id\nschedule: '" + schedule + "'\n")).isEmpty();
  }

  @Test
  void days_of_a_disabled_job_do_not_matter() {
    assertThat(warnings("command: id\ndisabled: true\nschedule: '0 9 1-7 * mon'\n")).isEmpty();
  }

  @Test
  void what_only_a_shell_expands_is_shown() {
    assertThat(
            warnings(
                """
                command: [id, 'A=1 id']
                slow_start_command: $HOME/bin/x
                environment: {PATH: '$HOME/bin:/bin', PRICE: 5$}
                """))
        .containsExactly(
            "a.yaml:2:15: command: no shell reads this command, so 'A=' is taken for the program's"
                + " name: write shell: true, or put it in single quotes if it is meant as it stands",
            "a.yaml:3:21: slow_start_command: no shell reads this command, so '$HOME' is not"
                + " expanded: write shell: true, or put it in single quotes if it is meant as it"
                + " stands",
            "a.yaml:4:21: environment.PATH: '$HOME' is not expanded: write the whole value");
  }

  @Test
  void shell_may_expand_all_of_it() {
    assertThat(warnings("command: cd $HOME && ls *.log | wc -l > x 2>&1; A=1 id\nshell: true\n"))
        .isEmpty();
  }
}
