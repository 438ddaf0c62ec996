package processcontrol.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schedules against the syntax check of Debian's cron, {@code crontab -n FILE}. */
class CronAgreementTest {

  private static final Path CRONTAB = Path.of("/usr/bin/crontab");

  private static final String[] PIECES = {
    "*", "*", "0", "1", "5", "7", "12", "23", "31", "59", "60", "007", "jan", "DEC", "sun", "Fri",
    "-", "-", "/", "/", ",", ",", "*/", "1-5", "10-20/3", ".", "x", "#", "100"
  };

  @TempDir Path directory;

  @BeforeAll
  static void needs_crontab() throws Exception {
    assumeTrue(Files.isExecutable(CRONTAB), "Debian's cron is not installed");
    Path probe = Files.createTempFile("probe", ".crontab");
    try {
      Files.writeString(probe, "* * * * * true\n");
      assumeTrue(check(probe).isEmpty(), "this crontab has no -n, or may not be used");
    } finally {
      Files.delete(probe);
    }
  }

  @Test
  void cron_refuses_nothing_that_is_accepted() throws Exception {
    Random random = new Random(99);
    List<String> accepted = new ArrayList<>();
    for (int tried = 0; tried < 400_000 && accepted.size() < 4000; tried++) {
      String schedule = random.nextInt(4) == 0 ? anySchedule(random) : wellFormed(random);
      if (isAccepted(schedule)) {
        accepted.add(schedule);
      }
    }
    assertThat(accepted).hasSize(4000);
    StringBuilder lines = new StringBuilder();
    for (String schedule : accepted) {
      lines.append(schedule).append(" true\n");
    }
    Path file = directory.resolve("crontab");
    Files.writeString(file, lines);

    assertThat(check(file)).as("what cron says to %d schedules", accepted.size()).isEmpty();
  }

  @Test
  void the_check_would_notice_a_bad_schedule() throws Exception {
    Path file = directory.resolve("crontab");
    Files.writeString(file, "* * * * * true\n* 24 * * * true\n");

    assertThat(check(file)).contains(":1: bad hour");
  }

  private static boolean isAccepted(String schedule) {
    try {
      new Schedule(schedule);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String anySchedule(Random random) {
    StringBuilder schedule = new StringBuilder();
    for (int term = 0; term < 5; term++) {
      schedule.append(term == 0 ? "" : " ");
      if (random.nextBoolean()) {
        schedule.append('*');
        continue;
      }
      for (int length = 1 + random.nextInt(4); length > 0; length--) {
        schedule.append(PIECES[random.nextInt(PIECES.length)]);
      }
    }
    return schedule.toString();
  }

  private static String wellFormed(Random random) {
    int[] low = {0, 0, 1, 1, 0};
    int[] high = {59, 23, 31, 12, 7};
    StringBuilder schedule = new StringBuilder();
    for (int term = 0; term < 5; term++) {
      schedule.append(term == 0 ? "" : random.nextInt(9) == 0 ? "\t " : " ");
      int items = 1 + random.nextInt(random.nextInt(6) == 0 ? 12 : 3);
      for (int item = 0; item < items; item++) {
        schedule.append(item == 0 ? "" : ",");
        item(schedule, random, term, low[term], high[term]);
      }
    }
    return schedule.toString();
  }

  private static void item(StringBuilder schedule, Random random, int term, int low, int high) {
    int first = low + random.nextInt(high - low + 1);
    int last = first + random.nextInt(high - first + 1);
    String step = "/" + (1 + random.nextInt(random.nextInt(9) == 0 ? 999_999_999 : high));
    switch (random.nextInt(6)) {
      case 0 -> schedule.append('*');
      case 1 -> schedule.append('*').append(step);
      case 2 -> schedule.append(name(term, first));
      case 3 -> schedule.append(name(term, first)).append('-').append(name(term, last));
      case 4 -> schedule.append(first).append('-').append(last).append(step);
      default -> schedule.append(random.nextInt(5) == 0 ? "0000000" : "").append(first);
    }
  }

  private static String name(int term, int value) {
    if (term == 3) {
      return "janFEBmarAprMAYjunJuLaugSEPoctnovDEC".substring(3 * value - 3, 3 * value);
    }
    return term == 4 && value < 7
        ? "sunMONtueWEDthuFriSAT".substring(3 * value, 3 * value + 3)
        : Integer.toString(value);
  }

  /** What crontab says against a file; nothing if it is good. */
  private static String check(Path file) throws IOException, InterruptedException {
    Process crontab =
        new ProcessBuilder(CRONTAB.toString(), "-n", file.toString())
            .redirectErrorStream(true)
            .start();
    crontab.getOutputStream().close();
    String output = new String(crontab.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = crontab.waitFor();
    boolean good = status == 0 && (output.isEmpty() || output.contains("successfully checked"));
    return good ? "" : output + "(status " + status + ")";
  }
}
