package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The reports of {@code --audit} on starts that are missing, and on those that are not. */
@EndToEnd
class AuditIT {

  private static final String MINUTELY = "schedule: '* * * * *'";

  /** The minute in which the test began. */
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);

  /** A job that ran two days ago, as its file is. */
  private static void job(Installation pc, String slug, String keys, String script) {
    DueIT.ranBefore(pc, pc.shellJob(slug, keys, script), Duration.ofDays(2));
  }

  /** The job as the audit has it, of the minutes from some ago until now. */
  private Map<?, ?> audit(Installation pc, String slug, int minutes) {
    Instant from = now.minus(minutes, ChronoUnit.MINUTES);
    Finished audit = pc.run("--audit", slug, "--json", "--from", from.toString());
    assertThat(audit.stderr()).isEmpty();
    Map<?, ?> all =
        (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(audit.stdout());
    return (Map<?, ?>) ((List<?>) all.get("jobs")).get(0);
  }

  private static List<String> gaps(Map<?, ?> audit, String key) {
    return ((List<?>) audit.get("gaps"))
        .stream().map(gap -> ((Map<?, ?>) gap).get(key).toString()).toList();
  }

  private void record(Installation pc, String slug, int minutesAgo, int lasted) {
    Instant slot = now.minus(minutesAgo, ChronoUnit.MINUTES);
    String line =
        """
        {"run":"%s-old%d","job":"%s","result":"success","reason":"succeeded","status":0,\
        "started":"%s","ended":"%s","attempts":1,"trigger":"cron","job_sha256":"%s","slot":"%s"}
        """
            .formatted(
                slug,
                minutesAgo,
                slug,
                slot.plusMillis(1001),
                slot.plusSeconds(lasted),
                DueIT.sha256(pc.jobs().resolve(slug + ".yaml")),
                slot);
    Path history = pc.historyFile(slug);
    Tree.directory(history.getParent());
    Tree.write(history, (java.nio.file.Files.exists(history) ? Tree.read(history) : "") + line);
    ServiceUser.own(history.getParent());
    ServiceUser.own(history);
  }

  @Test
  void starts_that_were_made_are_not_missing(Installation pc) {
    job(pc, "fine", MINUTELY, "exit 3");
    pc.run("fine", "--scheduled", "--entry", "1");
    Instant slot = Instant.parse(pc.history("fine").get(1).get("slot").toString());

    Finished audit =
        pc.run("--audit", "--from", slot.toString(), "--until", slot.plusSeconds(59).toString());

    assertThat(audit.stdout())
        .startsWith("1 job, ")
        .endsWith(": 1 due, 1 run (0 late, 1 failed), 0 skipped on purpose, 0 missing\n");
    assertThat(audit.exitCode()).isZero();
  }

  @Test
  void what_kept_a_job_from_starting_is_told(Installation pc) {
    job(pc, "held", MINUTELY, "true");
    record(pc, "held", 3, 2);
    pc.run("--hold", "held", "--reason", "move");
    pc.run("held", "--scheduled", "--entry", "1").assertSilentSuccess();
    job(pc, "locked", MINUTELY, "true");
    record(pc, "locked", 4, 150);
    job(pc, "idle", MINUTELY + "\nonly_if: test -e /nonexistent", "true");
    pc.run("idle", "--scheduled", "--entry", "1").assertSilentSuccess();
    job(pc, "off", MINUTELY + "\ndisabled: true", "true");

    assertThat(gaps(audit(pc, "held", 3), "why")).last().isEqualTo("held");
    assertThat(gaps(audit(pc, "idle", 0), "why")).contains("precondition");
    assertThat(gaps(audit(pc, "off", 3), "why")).containsExactly("disabled");
    Map<?, ?> locked = audit(pc, "locked", 4);
    assertThat(gaps(locked, "why")).startsWith("lock_held");
    assertThat(gaps(locked, "slots")).startsWith("2");
    assertThat(gaps(locked, "detail").get(0)).startsWith("lock held by the run locked-old4 since ");
  }

  @Test
  void job_that_cron_does_not_start_has_no_trace_and_is_a_failure(Installation pc) {
    job(pc, "silent", "schedule: '*/2 * * * *'", "true");
    Tree.write(pc.root().resolve("crontab"), "* * * * * x /usr/bin/run-job --job other\n");

    Finished audit = pc.run("--audit", "silent", "--from", "30m");

    assertThat(audit.exitCode()).isEqualTo(1);
    assertThat(audit.stderr()).isEmpty();
    assertThat(audit.stdout())
        .contains("no trace: cron did not start it; it is not in " + pc.root().resolve("crontab"))
        .contains(" missing\n");
  }

  @Test
  void wrong_use_is_refused_and_broken_jobs_are_told(Installation pc) {
    pc.job("broken", "nme: x\n");
    pc.shellJob("byhand", "true");

    pc.run("--audit", "nobody").assertFailure(78, "there is no job nobody");
    pc.run("--audit", "byhand")
        .assertFailure(78, "byhand: has no schedule and no parents that could be");
    pc.run("--audit", "--from", "x").assertFailure(64, "--from: 'x' is not a moment");
    Finished all = pc.run("--audit");
    assertThat(all.exitCode()).isEqualTo(1);
    assertThat(all.stdout()).startsWith("broken: cannot be audited: not valid: ");
  }
}
