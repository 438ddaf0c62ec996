package processcontrol.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.posix.FileLease.Answer;

@Timeout(30)
class FileLeaseTest {

  @TempDir Path directory;

  private Answer ask(String name) {
    return FileLease.ask(directory.resolve(name).toString());
  }

  @Test
  void a_file_is_open_while_somebody_reads_or_writes_it() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "content");
    assertThat(ask("file")).isEqualTo(Answer.CLOSED);

    try (OutputStream out = new FileOutputStream(file.toFile())) {
      assertThat(ask("file")).isEqualTo(Answer.OPEN);
      out.write(1);
    }
    assertThat(ask("file")).isEqualTo(Answer.CLOSED);
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      assertThat(ask("file")).isEqualTo(Answer.OPEN);
      assertThat(in.read()).isEqualTo(1);
    }
    assertThat(ask("file")).isEqualTo(Answer.CLOSED);
  }

  @Test
  void somebody_who_opens_the_file_while_it_is_asked_about_ends_nobody() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "content");
    String loop = "i=0; while [ $i -lt 3000 ]; do : <\"$1\"; : >>\"$1\"; i=$((i+1)); done";
    Process opener = new ProcessBuilder("/bin/sh", "-c", loop, "sh", file.toString()).start();
    int asked = 0;
    while (opener.isAlive()) {
      assertThat(ask("file")).isIn(Answer.OPEN, Answer.CLOSED);
      asked++;
    }
    assertThat(opener.waitFor()).isZero();
    assertThat(asked).isPositive();
  }

  @Test
  void nobody_knows_of_what_is_no_regular_file() {
    assertThat(FileLease.ask(directory.toString())).isEqualTo(Answer.UNKNOWN);
  }

  @Test
  void a_missing_file_is_told() {
    PosixException e = catchThrowableOfType(PosixException.class, () -> ask("missing"));

    assertThat(e.isNotFound()).isTrue();
  }
}
