package processcontrol.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.job.Event;

class MailTextTest {

  @TempDir Path directory;

  private String body(byte[] log) throws Exception {
    Path file = Files.write(directory.resolve("yak-1.log"), log);
    RunRecord record = Fixture.record("yak-1", Result.FAILURE, "exit code 3", file.toString());
    return MailText.body(Fixture.notification(Event.FAILURE, record), null);
  }

  @Test
  void body_has_the_facts_and_the_end_of_the_log() throws Exception {
    String expected =
        """
        Job Shave a yak on db1 failed: exit code 3.
        Runbook: https://wiki/yak
                 Call <Ann> & Bo

        Host:         db1
        Job:          yak
        Name:         Shave a yak
        Description:  Cuts
                      hair
        Owner:        the barbers <cut@here>
        Run:          yak-1
        Result:       failure
        Reason:       exit code 3
        Exit code:    3
        Started:      2026-11-21T12:00:00.000Z
        Ended:        2026-11-21T12:01:30.500Z
        Duration:     90.500s
        Attempts:     2
                      attempt 1: exit code 4
        Failures:     2 runs in a row
        Warning:      it took long
        Command:      /bin/shave
        Arguments:    --all
        Log:          %s/yak-1.log

        The end of the log:

        a line
        """;
    assertThat(body("a line\n".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(expected.formatted(directory));
  }

  @Test
  void the_revision_of_the_jobs_is_a_fact_where_there_is_one() {
    RunRecord record = Fixture.record("yak-1", Result.FAILURE, "exit code 3");
    RunRecord revised = Fixture.withRevision(record, "v1.2-3");

    assertThat(MailText.body(Fixture.notification(Event.FAILURE, revised), null))
        .contains("\nRevision:     v1.2-3\n");
    assertThat(MailText.body(Fixture.notification(Event.FAILURE, record), null))
        .doesNotContain("Revision");
  }

  @Test
  void owner_and_runbook_are_left_out_where_there_are_none() {
    RunRecord record = Fixture.record("yak-1", Result.FAILURE, "exit code 3");
    String body = MailText.body(Fixture.notification(Event.FAILURE, record, null, null), null);

    assertThat(body).startsWith("Job Shave a yak on db1 failed: exit code 3.\n\nHost:");
    assertThat(body).doesNotContain("Owner", "Runbook");
  }

  @Test
  void owner_and_runbook_stand_in_the_mails_of_all_events_and_control_nothing() {
    RunRecord record = Fixture.record("yak-1", Result.SUCCESS, "succeeded");
    for (Event event : Event.values()) {
      Notification notification =
          Fixture.notification(event, record, "a\u001b[2J\rb", "x\r\n\r\n.\r\nBcc: z\0");

      assertThat(MailText.body(notification, "A note."))
          .contains(
              ".\nA note.\nRunbook: x\\x0d\n         \\x0d\n         .\\x0d\n         Bcc: z\\x00\n\nHost:")
          .contains("\nOwner:        a\\x1b[2J\\x0db\n")
          .doesNotContain("\r", "\u001b", "\0");
      assertThat(MailText.subject(notification)).doesNotContain("Bcc");
    }
  }

  @Test
  void the_log_is_cut_to_its_last_fifty_lines() throws Exception {
    StringBuilder log = new StringBuilder();
    for (int i = 1; i <= 10_000; i++) {
      log.append("line ").append(i).append('\n');
    }
    String body = body(log.toString().getBytes(StandardCharsets.UTF_8));

    assertThat(body).contains("The end of the log:\n\nline 9951\n").endsWith("line 10000\n");
    assertThat(body).doesNotContain("line 9950\n");
  }

  @Test
  void log_of_one_endless_line_is_cut() throws Exception {
    String body = body("x".repeat(300_000).getBytes(StandardCharsets.UTF_8));

    assertThat(body).hasSizeLessThan(4000).endsWith("...\n");
  }

  @Test
  void bytes_that_are_no_text_are_made_harmless() throws Exception {
    byte[] bytes = {'a', 0, 27, '[', '2', 'J', (byte) 0xff, '\r', '\n', '\t', 'b', (byte) 0x9b};
    String body = body(bytes);

    assertThat(body).endsWith("a\ufffd\n\tb\ufffd\n");
  }

  @Test
  void log_that_is_gone_or_no_file_is_told() throws Exception {
    assertThat(LogTail.of(directory + "/none.log")).contains("No such file");
    Path other = Files.writeString(directory.resolve("other"), "a secret");
    Files.createSymbolicLink(directory.resolve("link.log"), other);
    assertThat(LogTail.of(directory + "/link.log")).doesNotContain("secret");
    Files.createDirectory(directory.resolve("dir.log"));
    assertThat(LogTail.of(directory + "/dir.log")).contains("is not a file");
    Files.createFile(directory.resolve("empty.log"));
    assertThat(LogTail.of(directory + "/empty.log")).isEqualTo("\n");
  }

  @Test
  void run_that_goes_on_has_no_result_yet() {
    RunRecord lost = Fixture.record("yak-1", Result.LOST, "vanished");
    Notification late = Fixture.notification(Event.LATE, lost);

    assertThat(MailText.subject(late)).isEqualTo("[db1] job Shave a yak is late: still running");
    assertThat(MailText.body(late, null)).doesNotContain("lost", "vanished", "Ended");
    assertThat(MailText.subject(Fixture.notification(Event.RETRY, lost)))
        .endsWith("is tried again: exit code 4");
  }

  @Test
  void text_for_a_terminal_becomes_lines() {
    String osc = "\u001b]0;title\u0007";
    assertThat(plain("\u001b[1;31mred\u001b[0m" + osc + "!\n")).isEqualTo("red!\n");
    assertThat(plain("10%\r50%\r100%\r\n\rnext\r")).isEqualTo("10%\n50%\n100%\nnext");
    assertThat(plain("a\u001b(Bb\u001b7c\u009b2Kd\u001bPq\u001b\\e")).isEqualTo("abcde");
    assertThat(plain("a\u001b]8;;unfinished\nb\u001b")).isEqualTo("a\nb");
    assertThat(plain("a\u001b[12\nb")).isEqualTo("a\nb");
  }

  private static String plain(String text) {
    return TextSanitizer.text(text.getBytes(StandardCharsets.UTF_8));
  }
}
