package processcontrol.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import processcontrol.config.Jobs;
import processcontrol.job.Job;
import processcontrol.plan.Plans;
import processcontrol.plan.TimeFrame;

/** The text of a plan. */
class PlanTextTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final TimeFrame DAY = frame("2026-11-20T23:00:00Z", "2026-11-21T23:00:00Z");

  private static TimeFrame frame(String from, String until) {
    return new TimeFrame(
        Instant.parse(from).toEpochMilli(),
        Instant.parse(until).toEpochMilli(),
        processcontrol.zone.Zones.of("Europe/Berlin"));
  }

  private static String text(TimeFrame frame, List<Job> jobs) {
    Plans.Both both = Plans.of(frame, jobs);
    return PlanText.of(both.plan(), both.peaks(), BERLIN);
  }

  private static String json(TimeFrame frame, List<Job> jobs) {
    Plans.Both both = Plans.of(frame, jobs);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PlanJson.write(both.plan(), both.peaks(), BERLIN, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void a_small_plan_is_told_as_a_whole() {
    List<Job> jobs =
        List.of(
            Jobs.fromYaml("a", "schedule: '30 1,2 * * *'"),
            Jobs.fromYaml("map", "schedule: {'30 1 * * *': \"--x 'a b'\"}"),
            Jobs.fromYaml(
                "off", "schedule: '0 1 * * *'\ndisabled: {reason: the move, until: 2999-01-01}"),
            Jobs.fromYaml("poll", "period: 12h"),
            Jobs.fromYaml("sunday", "schedule: '0 3 * * sun'\nsplay: 1m\ntime_zone: UTC"));

    String text = text(DAY, jobs);

    assertThat(text)
        .startsWith(
            """
            From 2026-11-21 00:00:00 +01:00 until 2026-11-22 00:00:00 +01:00: 5 starts of 3 jobs, at most 2 in one minute.
            ~ is an estimate: it depends on the runs before.
            Cron asks every minute whether they are due: 1 job.

            JOB   SCHEDULE      STARTS  FIRST                        LAST
            a     30 1,2 * * *       2  2026-11-21 01:30:00 +01:00   2026-11-21 02:30:00 +01:00
            map   30 1 * * *         1  2026-11-21 01:30:00 +01:00   2026-11-21 01:30:00 +01:00
            poll  period 12h        ~2  ~2026-11-21 00:00:00 +01:00  ~2026-11-21 12:00:00 +01:00

            JOB     SCHEDULE                    NO STARTS
            off     0 1 * * *                   disabled until 2999-01-01: the move
            sunday  0 3 * * sun, splay 1m, UTC  not before 2026-11-22 04:00:00 +01:00

            TIME                         JOB   ARGUMENTS
            ~2026-11-21 00:00:00 +01:00  poll  -
            2026-11-21 01:30:00 +01:00   a     -
            2026-11-21 01:30:00 +01:00   map   --x 'a b'
            2026-11-21 02:30:00 +01:00   a     -
            ~2026-11-21 12:00:00 +01:00  poll  -

            Starts in each minute of the day:
                :00  :05  :10  :15  :20  :25  :30  :35  :40  :45  :50  :55      SUM
            00  1...........................................................      1
            01  ..............................2.............................      2
            """)
        .endsWith(
            """

            Histogram:
            00:00           1 #
            01:30           2 ##
            02:30           1 #
            12:00           1 #
            """);
  }

  @Test
  void piles_and_what_would_spread_them_come_last() {
    String text = text(DAY, Plans.many("hourly", 10, "0 * * * *"));

    assertThat(text)
        .contains(
            "More than 200 starts are not listed",
            "(a is 10, z is 35)",
            "05  a........",
            "\n00:00          10 ##########\nhour 01 to 23 as 00\n",
            "Minutes that pile up, with more than 2 starts:\n\n  10 starts of 10 jobs\n"
                + "    every hour at :00\n    splay: ",
            " in 10 jobs: hourly0, hourly1, hourly2,",
            " instead of 10\n")
        .containsPattern("With all of this, there are at most [2-6] starts in one minute, instead");
  }

  @Test
  void over_several_days_the_most_of_any_is_told() {
    TimeFrame week = frame("2026-11-20T23:00:00Z", "2026-11-27T23:00:00Z");
    List<Job> jobs = new ArrayList<>(Plans.many("night", 100, "0 3 * * sun"));
    jobs.add(Jobs.fromYaml("daily", "schedule: '0 3 * * *'"));

    assertThat(text(week, jobs))
        .contains(
            "Starts in each minute of the day (the most on any of the days; a is 10, z is 35, + is",
            "Histogram (the most on any of the days; # is 2 starts):\n03:00         101 #####",
            "  101 starts of 101 jobs, first on 2026-11-22\n    at 03:00\n",
            "03  +......");
  }

  @Test
  void less_than_a_day_leaves_out_what_starts_at_other_times() {
    TimeFrame hour = frame("2026-11-21T04:00:00Z", "2026-11-21T05:00:00Z");
    List<Job> jobs = new ArrayList<>(Plans.many("early", 3, "17 5 * * *"));
    jobs.addAll(Plans.many("late", 20, "0 23 * * *"));

    String text = text(hour, jobs);

    assertThat(text)
        .contains("At other times only: 20 jobs.", "    at 05:17\n    3 jobs: early0, early1")
        .contains("What would spread them is looked for in plans of a day or more.")
        .doesNotContain("late", "\n06  ");
    assertThat(text.lines().filter(line -> line.startsWith("05  "))).hasSize(1);
  }

  @Test
  void what_job_authors_write_is_printed_without_harm() {
    String arguments = "\"'\\e[2J\\n2026 evil' '\\a\\x9b'\"";
    List<Job> jobs = List.of(Jobs.fromYaml("a", "schedule: {'30 1 * * *': " + arguments + "}"));

    assertThat(text(DAY, jobs).replace("\n", "")).doesNotContainPattern("[\\x00-\\x1f\\x7f-\\x9f]");
    assertThat(text(DAY, jobs)).contains("\\x1b[2J\\n2026 evil").doesNotContain("\n2026 evil");
    assertThat(json(DAY, jobs)).contains("\\u001B[2J\\n2026 evil").doesNotContain("\u001b");
  }

  @Test
  void no_jobs_at_all_are_a_plan_too() throws IOException {
    assertThat(text(DAY, List.of())).endsWith(": 0 starts of 0 jobs.\n").hasLineCount(1);
    assertThat(json(DAY, List.of())).contains("\"starts\" : [ ]");
  }

  @Test
  void json_has_every_start_and_the_same_figures() throws IOException {
    List<Job> jobs = new ArrayList<>(Plans.many("hourly", 20, "0 * * * *"));
    jobs.add(Jobs.fromYaml("map", "schedule: {'5 1 * * *': x}"));
    String text = json(DAY, jobs);

    int times = 0;
    try (JsonParser json = new JsonFactory().createParser(text)) {
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.FIELD_NAME && json.currentName().equals("time")) {
          times++;
        }
      }
    }
    assertThat(times).isEqualTo(20 * 24 + 1);
    assertThat(text)
        .contains(
            "\"from\" : \"2026-11-20T23:00:00Z\"",
            "\"time_zone\" : \"Europe/Berlin\"",
            "\"00:00\" : 20",
            "\"01:05\" : 1",
            "\"most\" : 20",
            "\"args\" : [ \"x\" ]",
            "\"splay\" : \"")
        .endsWith("}\n");
  }

  @Test
  void every_count_has_its_mark_and_its_bar() {
    int[] counts = new int[1440];
    for (int i = 0; i < 60; i++) {
      counts[7 * 60 + i] = i;
    }
    counts[23 * 60 + 59] = 1;

    String table = MinuteChart.table(counts, false);
    assertThat(table.lines().toList().get(1))
        .isEqualTo("07  .123456789abcdefghijklmnopqrstuvwxyz" + "+".repeat(24) + "   1770");
    assertThat(table.lines()).hasSize(3);
    assertThat(MinuteChart.table(counts, true).lines()).hasSize(25);
    assertThat(MinuteChart.histogram(counts).lines())
        .hasSize(60)
        .contains("07:59          59 " + "#".repeat(59), "23:59           1 #");
    assertThat(MinuteChart.unit(counts)).isEqualTo(1);
    counts[0] = 601;
    counts[1] = 601;
    assertThat(MinuteChart.unit(counts)).isEqualTo(11);
    assertThat(MinuteChart.histogram(counts))
        .startsWith("00:00-00:01   601 " + "#".repeat(55) + "\n");
  }
}
