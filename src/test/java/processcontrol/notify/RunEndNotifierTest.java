package processcontrol.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.history.History;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.job.CapturedOutput;
import processcontrol.job.CommandLine;
import processcontrol.job.Event;
import processcontrol.job.Job;
import processcontrol.job.JobSpec;
import processcontrol.job.MailTransport;
import processcontrol.job.Notifications;
import processcontrol.job.Notifier;
import processcontrol.job.Output;
import processcontrol.job.Signal;
import processcontrol.job.TimeSpan;

/** The notifications after a run: its output by mail, its end by notifiers. */
@Timeout(60)
class RunEndNotifierTest {

  private static final CapturedOutput OUTPUT =
      CapturedOutput.of("one\r\n.\nGr\u00fc\u00dfe\u001b[2J\n".getBytes(StandardCharsets.UTF_8));

  @TempDir Path directory;
  private final List<Output> outputs = new ArrayList<>();
  private final Map<Event, List<Notifier>> notifiers = new EnumMap<>(Event.class);

  @BeforeEach
  void install_sendmail() throws Exception {
    Path sendmail = directory.resolve("sendmail");
    String text = "#!/bin/sh\n{ echo \"$*\"; cat; } >>%s/mails\n".formatted(directory);
    Files.writeString(sendmail, text);
    Files.setPosixFilePermissions(sendmail, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createFile(directory.resolve("mails"));
    for (Event event : Event.values()) {
      String line = "sh -c 'echo $PC_EVENT $PC_RUN $PC_FAILURES >>%s/told'".formatted(directory);
      notifiers.put(event, List.of(Fixture.command(line, "10s")));
    }
  }

  private Job job() {
    TimeSpan none = TimeSpan.ZERO;
    List<CommandLine> commands = List.of(new CommandLine(List.of("/bin/shave")));
    return new JobSpec(Fixture.YAK, "/jobs/yak.yaml", "abc")
        .name("Yak")
        .commands(commands)
        .killAfter(none)
        .stopSignal(Signal.TERM)
        .notifications(new Notifications(notifiers))
        .outputs(outputs)
        .build();
  }

  private List<String> tell(RunRecord record, RunRecord lost, CapturedOutput output) {
    try (History history = History.open(directory.toString(), Fixture.YAK)) {
      if (lost != null) {
        history.append(lost.toLine());
      }
      history.append(record.toLine());
    }
    String sendmail = directory.resolve("sendmail").toString();
    DeliveryContext context =
        Fixture.context(new MailTransport(sendmail, null, 25, false, null, null));
    return new RunEndNotifier(job(), directory.toString(), context, null)
        .tell(record, lost, output);
  }

  private String mails() throws Exception {
    return Files.readString(directory.resolve("mails"));
  }

  private List<String> told() throws Exception {
    List<String> lines = Files.readAllLines(directory.resolve("told"));
    Files.delete(directory.resolve("told"));
    return lines;
  }

  @Test
  void output_is_mailed_as_cron_does() throws Exception {
    outputs.add(new Output(null, List.of("me@here", "you@there"), false, true));
    outputs.add(new Output(null, List.of("only-failures@here"), true, true));
    outputs.add(new Output("/a/file", List.of(), false, true));
    RunRecord success = Fixture.record("yak-1", Result.SUCCESS, "succeeded");

    assertThat(tell(success, null, OUTPUT)).isEmpty();

    assertThat(mails())
        .startsWith("-i -f shaver@db1 -- me@here you@there\n")
        .contains("\nSubject: Cron <shaver@db1> Yak\n", "\nTo: me@here, you@there\n")
        .contains("\nMessage-ID: <process-control.yak.yak-1.output1@db1>\n")
        .contains("\n\none\n.\nGr=C3=BC=C3=9Fe\n")
        .doesNotContain("only-failures");
  }

  @Test
  void output_of_a_failed_run_goes_to_all() throws Exception {
    outputs.add(new Output(null, List.of("me@here"), false, true));
    outputs.add(new Output(null, List.of("only-failures@here"), true, true));
    RunRecord failure = Fixture.record("yak-1", Result.FAILURE, "exit code 3");

    assertThat(tell(failure, null, OUTPUT)).isEmpty();

    assertThat(mails())
        .contains("-- me@here\n", "-- only-failures@here\n", "output1@db1>", "output2@db1>")
        .contains("\nSubject: Cron <shaver@db1> Yak (failed: exit code 3)\n");
  }

  @Test
  void of_a_run_whose_output_was_mailed_in_parts_the_rest_is_mailed_and_all_after_a_failure()
      throws Exception {
    outputs.add(new Output(null, List.of("only-failures@here"), true, true));
    outputs.add(new Output(null, List.of("me@here"), false, true));
    byte[] whole = "one\ntwo\n".getBytes(StandardCharsets.UTF_8);
    byte[] rest = "two\n".getBytes(StandardCharsets.UTF_8);
    RunRecord failure = Fixture.record("yak-1", Result.FAILURE, "exit code 3");

    assertThat(tell(failure, null, new CapturedOutput(whole, rest, 2))).isEmpty();

    String[] mails = mails().split("-- ", -1);
    assertThat(mails).hasSize(3);
    assertThat(mails[1]).startsWith("only-failures@here\n").contains("output1@", "\n\none\ntwo\n");
    assertThat(mails[1]).doesNotContain("References:");
    assertThat(mails[2])
        .startsWith("me@here\n")
        .contains("Yak (failed: exit code 3)\n", "output2@", "\n\ntwo\n")
        .contains("\nReferences: <process-control.yak.yak-1.output1.1@db1>\n")
        .doesNotContain("one\n");

    assertThat(tell(failure, null, new CapturedOutput(new byte[0], new byte[0], 2))).isEmpty();
    assertThat(mails().split("-- ", -1)).hasSize(3);
  }

  @Test
  void empty_output_is_not_mailed() throws Exception {
    outputs.add(new Output(null, List.of("me@here"), false, true));
    RunRecord success = Fixture.record("yak-1", Result.SUCCESS, "succeeded");

    assertThat(tell(success, null, CapturedOutput.of(new byte[0]))).isEmpty();
    assertThat(tell(success, null, null)).isEmpty();
    assertThat(mails()).isEmpty();
  }

  @Test
  void notifiers_hear_of_failures_of_successes_and_of_the_first_success_after_failures()
      throws Exception {
    tell(Fixture.record("a", Result.SUCCESS, "x"), null, null);
    assertThat(told()).containsExactly("success a 0");
    tell(Fixture.record("b", Result.FAILURE, "x"), null, null);
    assertThat(told()).containsExactly("failure b 1");
    tell(Fixture.record("c", Result.TIMEOUT, "x"), null, null);
    assertThat(told()).containsExactly("failure c 2");
    tell(Fixture.record("d", Result.KILLED, "x"), null, null);
    assertThat(directory.resolve("told")).doesNotExist();
    tell(Fixture.record("e", Result.SUCCESS, "x"), null, null);
    assertThat(told()).containsExactly("success e 0", "recovery e 2");
    tell(Fixture.record("f", Result.SUCCESS, "x"), null, null);
    assertThat(told()).containsExactly("success f 0");
  }

  @Test
  void lost_run_is_told_before_the_run_that_found_it() throws Exception {
    RunRecord lost = Fixture.record("a", Result.LOST, "x");
    tell(Fixture.record("b", Result.SUCCESS, "x"), lost, null);
    assertThat(told()).containsExactly("failure a 1", "success b 0", "recovery b 1");
    tell(Fixture.record("d", Result.ERROR, "x"), Fixture.record("c", Result.LOST, "x"), null);
    assertThat(told()).containsExactly("failure c 1", "failure d 2");
  }

  @Test
  void run_that_only_its_record_was_lost_of_is_told_as_it_ended() throws Exception {
    tell(Fixture.record("b", Result.FAILURE, "x"), Fixture.record("a", Result.SUCCESS, "x"), null);
    assertThat(told()).containsExactly("success a 0", "failure b 1");
  }
}
