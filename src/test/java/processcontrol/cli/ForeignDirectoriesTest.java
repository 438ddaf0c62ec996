package processcontrol.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.config.GlobalConfig;
import processcontrol.posix.CurrentProcess;

class ForeignDirectoriesTest {

  @TempDir Path top;

  private String warnings(String user) throws IOException {
    Path file =
        Files.writeString(
            top.resolve("config.yaml"),
            """
            user: %s
            job_directory: %s/jobs
            output_directory: %s/log
            run_directory: %s/run
            state_directory: %s/state
            """
                .formatted(user, top, top, top, top));
    Findings findings = new Findings();
    ForeignDirectories.check(
        GlobalConfig.loadFrom(file.toString()), List.of("yak", "zebra"), findings);
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    findings.print("run-job", false, new PrintStream(printed, true, StandardCharsets.UTF_8));
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void what_belongs_to_another_user_is_named_once_a_directory() throws IOException {
    assumeTrue(CurrentProcess.effectiveUid() == 0, "only root can give files away");
    Files.createDirectories(top.resolve("log"));
    Files.createDirectories(top.resolve("state/yak"));
    Files.createDirectories(top.resolve("state/zebra"));
    Files.createFile(Files.createDirectories(top.resolve("run")).resolve("zebra.lock"));

    assertThat(warnings("nobody"))
        .isEqualTo(
            """
            run-job: warning: state_directory: %s/state/yak belongs to root, not to nobody; \
            does another configuration use this directory?
            run-job: warning: run_directory: %s/run/zebra.lock belongs to root, not to nobody; \
            does another configuration use this directory?
            """
                .formatted(top, top));
    assertThat(warnings("root")).isEmpty();
  }
}
