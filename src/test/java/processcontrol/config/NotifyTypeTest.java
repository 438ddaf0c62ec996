package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import processcontrol.job.CommandLine;
import processcontrol.job.Event;
import processcontrol.job.Job;
import processcontrol.job.Notifier;
import processcontrol.job.TimeSpan;

/** Notifiers, named and defined by the job, and their events. */
class NotifyTypeTest {

  @TempDir Path directory;
  private Site site;

  @BeforeEach
  void make_site() throws Exception {
    site = new Site(directory);
  }

  private static Notifier notifier(String name, Notifier.Format format, String url) {
    return new Notifier(
        name, List.of(), null, url, format, Notifier.DEFAULT_TIMEOUT, Notifier.DEFAULT_TRIES);
  }

  @Test
  void every_key_is_read() {
    site.config("notifiers: {chat: {url: 'https://chat.example.org/hook', format: slack}}\n");
    Job job =
        site.loadWith(
            """
            notify:
              start: {url: https://hc.example.org/x, format: healthchecks, timeout: 5s, tries: 1}
              late: chat
              retry: [chat]
              success: {command: logger 'all right', timeout: 1m}
              failure: [chat, {mail: [a@b, c@d]}, {url: http://x/y, format: plain}]
              recovery: {mail: Ops <a@b>}
            """);
    Notifier chat = notifier("chat", Notifier.Format.SLACK, "https://chat.example.org/hook");

    assertThat(job.notifiersOf(Event.START))
        .containsExactly(
            new Notifier(
                null,
                List.of(),
                null,
                "https://hc.example.org/x",
                Notifier.Format.HEALTHCHECKS,
                TimeSpan.parse("5s"),
                1));
    assertThat(job.notifiersOf(Event.LATE)).containsExactly(chat);
    assertThat(job.notifiersOf(Event.RETRY)).containsExactly(chat);
    assertThat(job.notifiersOf(Event.SUCCESS))
        .containsExactly(
            new Notifier(
                null,
                List.of(),
                new CommandLine(List.of("logger", "all right")),
                null,
                Notifier.Format.PLAIN,
                TimeSpan.parse("1m"),
                3));
    assertThat(job.notifiersOf(Event.FAILURE))
        .containsExactly(
            chat,
            new Notifier(
                null,
                List.of("a@b", "c@d"),
                null,
                null,
                Notifier.Format.PLAIN,
                TimeSpan.parse("10s"),
                3),
            notifier(null, Notifier.Format.PLAIN, "http://x/y"));
    assertThat(job.notifiersOf(Event.RECOVERY).get(0).mail()).containsExactly("Ops <a@b>");
  }

  @Test
  void nobody_is_told_by_default() {
    for (String text : List.of("", "notify: {}\n", "notify: ~\n", "notify: {failure: ~}\n")) {
      Job job = site.loadWith(text);
      for (Event event : Event.values()) {
        assertThat(job.notifiersOf(event)).as(text + event).isEmpty();
      }
    }
  }

  @Test
  void a_job_can_change_single_events_of_the_defaults_and_undo_them() {
    site.config(
        """
        notifiers: {a: {mail: a@x}, b: {mail: b@x}}
        default_job_config: {notify: {failure: [a, b], recovery: a}}
        """);

    Job job = site.loadWith("notify: {failure: [b], start: a}\n");
    assertThat(names(job, Event.FAILURE)).containsExactly("b");
    assertThat(names(job, Event.RECOVERY)).containsExactly("a");
    assertThat(names(job, Event.START)).containsExactly("a");
    assertThat(names(site.loadWith("notify: {failure: []}\n"), Event.FAILURE)).isEmpty();
    assertThat(names(site.loadWith("notify: {failure: ~}\n"), Event.RECOVERY)).containsExactly("a");
    assertThat(site.loadWith("notify: {}\n").notifications()).isNull();
    assertThat(site.loadWith("notify: ~\n").notifications()).isNull();
  }

  private static List<String> names(Job job, Event event) {
    return job.notifiersOf(event).stream().map(Notifier::name).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "notify: chat|3:9: notify: expected keys and values, not the text 'chat'"
            + ": write notify: {failure: {mail: ops@example.org}}",
        "notify: {failures: chat}|3:10: notify.failures: unknown key; did you mean failure?",
        "notify: {end: chat}|3:10: notify.end: unknown key",
        "notify: {failure: caht}|3:19: notify.failure: there is no notifier 'caht' in the"
            + " configuration; did you mean chat?",
        "notify: {failure: [chat, pager]}|3:26: notify.failure: there is no notifier 'pager' in the"
            + " configuration",
        "notify: {failure: {}}|3:19: notify.failure: needs exactly one of mail, command and url",
        "notify: {failure: [~]}|3:20: notify.failure: expected keys and values," + " not nothing",
        "notify: {failure: [[chat]]}|3:20: notify.failure: expected keys and values, not a list",
        "notify: {late: {mail: a@b, url: 'http://x'}}|3:16: notify.late: needs exactly one of mail,"
            + " command and url",
        "notify: {late: {timeout: 5s}}|3:16: notify.late: needs exactly one of mail, command and"
            + " url",
        "notify: {late: {mail: '<'}}|3:23: notify.late.mail: '<' is not a mail address: write"
            + " ops@example.org or Ops <ops@example.org>",
        "notify: {late: {command: [a, b]}}|3:26: notify.late.command: expected a command, not a"
            + " list",
        "notify: {late: {command: a 'b}}|3:26: notify.late.command: the command has a single quote"
            + " (') without its partner",
        "notify: {late: {url: ftp://x/y}}|3:22: notify.late.url: expected an http or https URL, not"
            + " the text 'ftp://x/y'",
        "notify: {late: {url: 'http:///x'}}|3:22: notify.late.url: expected an http or https URL,"
            + " not the text 'http:///x'",
        "notify: {late: {url: http://a b}}|3:22: notify.late.url: 'http://a b' is not a URL",
        "notify: {late: {url: 'http://x', format: slak}}|3:42: notify.late.format: expected plain"
            + " or slack or healthchecks, not the text 'slak'",
        "notify: {late: {mail: a@b, format: slack}}|3:36: notify.late.format: goes with url only",
        "notify: {late: {command: a, tries: 2}}|3:36: notify.late.tries: goes with url only",
        "notify: {late: {url: 'http://x', tries: 11}}|3:41: notify.late.tries: 11 is out of range"
            + " 1-10",
        "notify: {late: {command: a, timeout: 0}}|3:38: notify.late.timeout: must be more than 0",
        "notify: {late: {command: a, timeout: 301s}}|3:38: notify.late.timeout: 301s is longer than"
            + " 5m",
        "notify: {late: {comand: a, mail: a@b}}|3:17: notify.late.comand: unknown key; did you mean"
            + " command?"
      })
  void a_wrong_value_is_reported_at_its_place(String line, String fault) {
    site.config("notifiers: {chat: {url: 'https://chat.example.org/hook'}}\n");

    assertThat(site.faultsWith(line + "\n")).containsExactly("a.yaml:" + fault);
  }
}
