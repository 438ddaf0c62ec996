package processcontrol.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.job.Slug;
import processcontrol.posix.PosixException;

class HistoryTest {

  private static final Slug YAK = new Slug("yak");

  @TempDir Path directory;

  private Path file() {
    return directory.resolve("yak/history.jsonl");
  }

  private History open() {
    return History.open(directory.toString(), YAK);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void records_are_appended_to_the_file_of_the_job() throws Exception {
    try (History history = open()) {
      history.append(bytes("{\"run\":\"a\"}\n"));
    }
    try (History history = open()) {
      history.append(bytes("{\"run\":\"b\"}\n"));
    }

    assertThat(file()).hasContent("{\"run\":\"a\"}\n{\"run\":\"b\"}\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-r-----");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent())))
        .isEqualTo("rwxr-x---");
  }

  @Test
  void half_a_line_is_closed_before_the_next_record() throws Exception {
    Files.createDirectory(directory.resolve("yak"));
    Files.writeString(file(), "{\"run\":\"a\"}\n{\"run\":\"b");
    try (History history = open()) {
      history.append(bytes("{\"run\":\"c\"}\n"));
      history.append(bytes("{\"run\":\"d\"}\n"));
    }

    assertThat(Files.readString(file()))
        .isEqualTo("{\"run\":\"a\"}\n{\"run\":\"b\n{\"run\":\"c\"}\n{\"run\":\"d\"}\n");
  }

  @Test
  void a_link_in_place_of_the_history_is_refused() throws Exception {
    Files.createDirectory(directory.resolve("yak"));
    Path elsewhere = directory.resolve("elsewhere");
    Files.createSymbolicLink(file(), elsewhere);

    assertThatThrownBy(() -> open())
        .isInstanceOf(PosixException.class)
        .hasMessage("cannot open " + file() + ": Too many levels of symbolic links");
    assertThat(elsewhere).doesNotExist();
  }

  @Test
  void a_record_is_found_among_the_last_ones() {
    try (History history = open()) {
      assertThat(history.contains("yak-1")).isFalse();
      history.append(bytes("{\"run\":\"yak-1\",\"job\":\"yak\"}\n"));
      history.append(bytes("{\"run\":\"yak-1.2\",\"reason\":\"yak-3\"}\n"));

      assertThat(history.contains("yak-1")).isTrue();
      assertThat(history.contains("yak-1.2")).isTrue();
      assertThat(history.contains("yak-3")).isFalse();
      assertThat(history.contains("yak")).isFalse();
    }
  }

  @Test
  void a_record_is_found_behind_a_long_history() {
    try (History history = open()) {
      history.append(bytes("{\"run\":\"old\"}\n"));
      history.append(bytes("{\"run\":\"long\",\"args\":[\"" + "x".repeat(200_000) + "\"]}\n"));
      history.append(bytes("{\"run\":\"new\"}\n"));

      assertThat(history.contains("new")).isTrue();
      assertThat(history.contains("old")).isFalse();
    }
  }

  @Test
  void a_long_last_record_is_found_as_well() {
    try (History history = open()) {
      history.append(bytes("{\"run\":\"long\",\"args\":[\"" + "x".repeat(200_000) + "\"]}\n"));

      assertThat(history.contains("long")).isTrue();
    }
  }

  @Test
  void half_a_record_is_not_found() {
    try (History history = open()) {
      history.append(bytes("{\"run\":\"half\",\"job\":\"ya"));
      assertThat(history.contains("half")).isFalse();
      history.append(bytes("{\"run\":\"next\"}\n"));
      assertThat(history.contains("half")).isFalse();
      history.append(bytes("{\"run\":\"half\",\"job\":\"yak\"}\n"));
      assertThat(history.contains("half")).isTrue();
    }
  }

  @Test
  void simultaneous_writers_never_mix_their_records() throws Exception {
    int writers = 8;
    int records = 300;
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int writer = 0; writer < writers; writer++) {
        String name = Integer.toString(writer);
        running.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < records; i++) {
                    try (History history = open()) {
                      history.append(bytes(name + ":" + i + ":" + name.repeat(i * 7) + "\n"));
                    }
                  }
                }));
      }
      for (Future<?> each : running) {
        each.get(60, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
    Map<String, Integer> next = new HashMap<>();
    for (String line : Files.readAllLines(file())) {
      if (line.isEmpty()) {
        continue; // A large record was seen while it was being written, and taken for half a line.
      }
      String name = line.substring(0, 1);
      int i = next.merge(name, 1, Integer::sum) - 1;
      assertThat(line).isEqualTo(name + ":" + i + ":" + name.repeat(i * 7));
    }
    assertThat(next).hasSize(writers).containsValue(records);
    assertThat(next.values()).containsOnly(records);
  }
}
