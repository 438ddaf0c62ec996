package processcontrol.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import processcontrol.config.Jobs;
import processcontrol.history.History;
import processcontrol.history.Incident;
import processcontrol.history.IncidentLock;
import processcontrol.history.Result;
import processcontrol.job.Job;
import processcontrol.job.MailTransport;

/** Sequences of runs and the mails that they make, through a program in the place of sendmail. */
@Timeout(60)
class FailureMailsTest {

  @TempDir Path directory;
  private Path sendmail;
  private int runs;

  @BeforeEach
  void install_sendmail() throws Exception {
    sendmail = directory.resolve("sendmail");
    Files.createDirectory(directory.resolve("mails"));
    takeMails();
  }

  private void takeMails() throws Exception {
    script("n=$(ls %1$s/mails | wc -l)\n{ echo \"$*\"; cat; } >%1$s/mails/$((n + 10000))\n");
  }

  private void script(String text) throws Exception {
    Files.writeString(sendmail, "#!/bin/sh\n" + text.formatted(directory));
    Files.setPosixFilePermissions(sendmail, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Job job(int threshold) {
    return Jobs.fromYaml(
        "yak",
        """
        name: Yak
        command: /bin/shave
        failmail: {from_address: Ops <ops@example.org>, to_address: on-call@example.org}
        failure_threshold_for_mail: %d
        """
            .formatted(threshold));
  }

  private void append(Result result) {
    try (History history = History.open(directory.toString(), Fixture.YAK)) {
      String run = result == Result.SKIPPED ? null : "yak-" + ++runs;
      history.append(Fixture.record(run, result, "because of " + result).toLine());
    }
  }

  private String tell(int threshold) {
    return tell(threshold, null);
  }

  /**
   * @param hold why the last run has put the job on hold; null if it did not
   */
  private String tell(int threshold, String hold) {
    MailTransport transport = new MailTransport(sendmail.toString(), null, 25, false, null, null);
    DeliveryContext context = Fixture.context(transport);
    DeliveryContext named =
        new DeliveryContext(
            context.host(),
            context.user(),
            transport,
            job(1).failmail().from(),
            context.environment(),
            "/",
            false,
            context.side());
    return new FailureMails(job(threshold), directory.toString(), named, hold).update(hold != null);
  }

  @Test
  void run_that_puts_its_job_on_hold_is_mailed_whatever_the_threshold() throws Exception {
    append(Result.FAILURE);
    assertThat(tell(5)).isNull();
    assertThat(mails()).isEmpty();

    append(Result.FAILURE);
    assertThat(tell(5, "2 runs in a row have failed")).isNull();

    assertThat(mails()).hasSize(1);
    assertThat(mails().get(0).replace("\n ", " "))
        .contains("is on hold until 'run-job --release yak': 2 runs in a row have failed")
        .contains("because of failure", "\nFailures:     2 runs in a row\n")
        .contains("\nRelease:      run-job --release yak\n");
    append(Result.SUCCESS);
    tell(5);
    assertThat(mails()).hasSize(2);
  }

  @Test
  void hold_after_failures_that_are_known_is_mailed_in_their_thread() throws Exception {
    run(1, Result.FAILURE, Result.FAILURE);
    assertThat(mails()).hasSize(1);

    append(Result.FAILURE);
    assertThat(tell(1, "3 runs in a row have failed")).isNull();

    assertThat(mails()).hasSize(2);
    assertThat(mails().get(1)).contains("is on hold until", "\nIn-Reply-To: ");
  }

  private void run(int threshold, Result... results) {
    for (Result result : results) {
      append(result);
      if (result != Result.SKIPPED && result != Result.KILLED) {
        tell(threshold);
      }
    }
  }

  private List<String> mails() throws Exception {
    List<String> mails = new ArrayList<>();
    try (var files = Files.list(directory.resolve("mails"))) {
      for (Path file : files.sorted().toList()) {
        mails.add(Files.readString(file));
      }
    }
    return mails;
  }

  private Incident incident() {
    return Incident.find(directory.toString(), Fixture.YAK);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 12, 30})
  void one_mail_at_the_threshold_and_one_at_the_recovery(int threshold) throws Exception {
    for (int i = 1; i < threshold; i++) {
      run(threshold, Result.FAILURE);
    }
    assertThat(mails()).isEmpty();
    assertThat(incident()).isNull();

    run(threshold, Result.FAILURE);
    assertThat(mails()).hasSize(1);
    run(threshold, Result.FAILURE, Result.TIMEOUT, Result.ERROR);
    assertThat(mails()).hasSize(1);
    assertThat(incident().suppressed()).isEqualTo(3);

    run(threshold, Result.SUCCESS);
    assertThat(mails()).hasSize(2);
    assertThat(mails().get(0))
        .contains("-i -f ops@example.org -- on-call@example.org\n")
        .contains("Subject: [db1] job Yak failed: because of failure\n");
    assertThat(mails().get(1))
        .contains("recovered after " + (threshold + 3) + " failed runs")
        .contains("3 failed runs were not mailed.");
    assertThat(incident()).isNull();

    run(threshold, Result.SUCCESS, Result.SUCCESS);
    assertThat(mails()).hasSize(2);
  }

  @Test
  void success_before_the_threshold_is_no_news() throws Exception {
    run(3, Result.FAILURE, Result.FAILURE, Result.SUCCESS, Result.FAILURE, Result.FAILURE);

    assertThat(mails()).isEmpty();
  }

  @Test
  void runs_that_were_skipped_or_killed_neither_count_nor_interrupt() throws Exception {
    run(3, Result.FAILURE, Result.SKIPPED, Result.KILLED, Result.FAILURE, Result.KILLED);
    assertThat(mails()).isEmpty();

    run(3, Result.FAILURE);
    assertThat(mails()).hasSize(1);
  }

  @Test
  void mails_of_an_incident_are_one_thread() throws Exception {
    run(1, Result.FAILURE, Result.SUCCESS, Result.FAILURE);

    String id = "<process-control.yak.yak-1@db1>";
    assertThat(mails().get(0)).contains("Message-ID: " + id + "\n").doesNotContain("References");
    assertThat(mails().get(1))
        .contains("Message-ID: <process-control.yak.yak-2@db1>\n")
        .contains("In-Reply-To: " + id + "\n", "References: " + id + "\n");
    assertThat(mails().get(2)).doesNotContain("References");
  }

  @Test
  void lost_run_is_mailed_by_the_run_that_finds_it() throws Exception {
    append(Result.LOST);
    run(1, Result.SUCCESS);

    assertThat(mails()).hasSize(2);
    assertThat(mails().get(0))
        .contains("because of lost", "Message-ID: <process-control.yak.yak-1");
    assertThat(mails().get(1)).contains("recovered after 1 failed run", "References:");

    append(Result.LOST);
    run(1, Result.FAILURE);
    assertThat(mails()).hasSize(3);
    assertThat(mails().get(2)).contains("2 runs in a row");
  }

  @Test
  void mail_that_could_not_be_sent_is_remembered_and_sent_at_the_next_failure() throws Exception {
    script("echo no such luck >&2\nexit 78\n");
    append(Result.FAILURE);
    assertThat(tell(1)).contains("mail to on-call@example.org", "exit code 78: no such luck");
    assertThat(incident().isAnnounced()).isFalse();
    assertThat(incident().error()).contains("no such luck");

    takeMails();
    run(1, Result.FAILURE);

    assertThat(mails()).hasSize(1);
    assertThat(incident().error()).isNull();
    assertThat(incident().first()).isEqualTo("yak-1");
  }

  @Test
  void nobody_hears_of_a_recovery_from_what_nobody_heard_of() throws Exception {
    script("exit 78\n");
    run(1, Result.FAILURE);
    takeMails();
    run(1, Result.SUCCESS);

    assertThat(mails()).isEmpty();
    assertThat(incident()).isNull();
  }

  @Test
  void recovery_that_could_not_be_mailed_is_mailed_at_the_next_success() throws Exception {
    run(1, Result.FAILURE);
    script("exit 78\n");
    run(1, Result.SUCCESS);
    assertThat(incident().recovered()).isTrue();
    takeMails();
    run(1, Result.SUCCESS);

    assertThat(mails()).hasSize(2);
    assertThat(mails().get(1)).contains("References:", "recovered");
    assertThat(incident()).isNull();
  }

  @Test
  void run_that_tells_late_says_nothing_twice() throws Exception {
    // The failed run is still notified when the next run is over.
    append(Result.FAILURE);
    append(Result.SUCCESS);
    tell(1);
    tell(1);
    assertThat(mails()).isEmpty();

    append(Result.FAILURE);
    tell(1);
    tell(1);
    assertThat(mails()).hasSize(1);
    assertThat(incident().suppressed()).isZero();
  }

  @Test
  void two_processes_do_not_mail_at_once() throws Exception {
    append(Result.FAILURE);
    Thread other = new Thread(() -> tell(1));
    try (IncidentLock lock = IncidentLock.acquire(directory.toString(), Fixture.YAK, 0)) {
      assertThat(lock).isNotNull();
      assertThat(IncidentLock.acquire(directory.toString(), Fixture.YAK, 0)).isNull();
      other.start();
    }
    other.join();
    assertThat(mails()).hasSize(1);
  }

  @Test
  void damaged_incident_is_as_none() throws Exception {
    run(1, Result.FAILURE);
    Files.writeString(directory.resolve("yak/incident"), "{\"suppressed\":[]}");
    run(1, Result.FAILURE);

    assertThat(mails()).hasSize(2);
  }
}
