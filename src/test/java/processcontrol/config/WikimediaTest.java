package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.job.CommandLine;
import processcontrol.job.FailMail;
import processcontrol.job.Job;
import processcontrol.job.Schedule;
import processcontrol.job.ScheduleEntry;
import processcontrol.job.Slug;
import processcontrol.job.TimeSpan;
import processcontrol.job.WhenRunning;

/** Files in the form that the Python original reads, as its users have them. */
class WikimediaTest {

  @TempDir Path directory;

  private static Path fixture(String name) throws URISyntaxException {
    return Path.of(WikimediaTest.class.getResource("/wikimedia/" + name).toURI());
  }

  @Test
  void the_configuration_of_the_original_loads_unchanged() throws Exception {
    GlobalConfig config = GlobalConfig.loadFrom(fixture("process-control.yaml").toString());

    assertThat(config.user()).isEqualTo("jenkins");
    assertThat(config.jobDirectory()).isEqualTo("/var/lib/process-control");
    assertThat(config.outputCrontab()).isEqualTo("/etc/cron.d/process-control");
    assertThat(config.outputDirectory()).isEqualTo("/var/log/process-control");
    assertThat(config.runDirectory()).isEqualTo("/tmp");
    assertThat(config.stateDirectory()).isEqualTo("/var/lib/process-control-state");
    assertThat(config.runnerPath()).isEqualTo("/usr/bin/run-job");
    assertThat(config.cronTemplate())
        .isEqualTo("# Generated from {source}\n{schedule} {user} {command}\n");
    assertThat(config.hasLogging()).isTrue();
  }

  @Test
  void the_jobs_of_the_original_load_unchanged() throws Exception {
    String text = Files.readString(fixture("process-control.yaml"));
    Path config = directory.resolve("process-control.yaml");
    Files.writeString(config, text.replace("/var/lib/process-control\n", fixture("jobs") + "\n"));
    JobLoader loader = new JobLoader(GlobalConfig.loadFrom(config.toString()));

    assertThat(loader.paths()).hasSize(2);
    FailMail failmail =
        new FailMail("Fail Mail <failmail@example.org>", List.of("oncall@example.org"));
    Job timecard = loader.load(new Slug("timecard"));
    assertThat(timecard.name()).isEqualTo("Punch the clock");
    assertThat(timecard.description()).isEqualTo("Comes and goes by the clock.  Every day.\n");
    assertThat(timecard.commands())
        .containsExactly(CommandLine.split("/usr/local/bin/timecard --start 9:00 --end 5:30"));
    assertThat(timecard.schedules()).containsExactly(ScheduleEntry.of(new Schedule("*/5 * * * *")));
    assertThat(timecard.timeout()).isEqualTo(TimeSpan.parse("30m"));
    assertThat(timecard.environment()).isEqualTo(Map.of("PYTHONPATH", "/usr/share/invisible/pie"));
    assertThat(timecard.failmail()).isEqualTo(failmail);
    assertThat(timecard.disabled()).isFalse();

    Job multi = loader.load(new Slug("multi"));
    assertThat(multi.name()).isEqualTo("Multi job");
    assertThat(multi.commands()).hasSize(3);
    assertThat(multi.commands().get(1).words())
        .containsExactly("/usr/bin/run-job", "--job", "drain_queue");
    assertThat(multi.slowStartCommands())
        .containsExactly(CommandLine.split("/usr/bin/run-job --job drain_slowly"));
    assertThat(multi.tags()).containsExactly("database", "queue");
    assertThat(multi.timeout()).isEqualTo(TimeSpan.parse("10m"));
    assertThat(multi.overlap().whenRunning()).isEqualTo(WhenRunning.SKIP);
    assertThat(multi.disabled()).isTrue();
    assertThat(multi.failureThresholdForMail()).isEqualTo(3);
    assertThat(multi.failmail()).isEqualTo(failmail);
  }
}
