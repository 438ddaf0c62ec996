package processcontrol.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cron knows users by name only. */
class CrontabUserTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({"daemon, daemon", "1, daemon", "not-there, not-there"})
  void the_crontab_has_the_name_of_the_service_user(String configured, String written)
      throws IOException {
    Path jobs = Files.createDirectory(directory.resolve("jobs"));
    Files.writeString(
        jobs.resolve("yak.yaml"), "name: Yak\ncommand: /bin/false\nschedule: \"0 3 * * *\"\n");
    Path config = directory.resolve("process-control.yaml");
    Files.writeString(config, "user: " + configured + "\njob_directory: " + jobs + "\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);

    int status =
        new CronGenerate(stream, stream)
            .run(new String[] {"--config", config.toString(), "--output", "console"});

    assertThat(out.toString(StandardCharsets.UTF_8)).contains("0 3 * * * " + written + " /");
    assertThat(status).isZero();
  }
}
