package processcontrol.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;
import processcontrol.posix.PosixException;

/** Every job can put anything into the directory of the triggers. */
@Timeout(60)
class SpoolReaderTest {

  private static final Slug YAK = new Slug("yak");
  private static final Slug GOAT = new Slug("goat");
  private static final PendingTrigger TRIGGER =
      new PendingTrigger(List.of("a"), "goat-1", null, new UtcTime(1), 1);

  @TempDir Path state;
  private Path triggers;

  @BeforeEach
  void add_one_trigger_of_another_job() {
    new Spool(state.toString()).add(GOAT, TRIGGER);
    triggers = state.resolve(".triggers");
  }

  private SpoolReader reader() {
    return new SpoolReader(state.toString());
  }

  private Path write(String name, String content) throws Exception {
    return Files.writeString(triggers.resolve(name), content);
  }

  private void assertOneIsTold(String fault) {
    SpoolReader reader = reader();
    assertThat(reader.fault()).isNull();
    assertThat(reader.read(YAK).fault()).isEqualTo(fault);
    assertThat(reader.read(GOAT).triggers()).containsExactly(TRIGGER);
    assertThat(reader.read(GOAT).fault()).isNull();
  }

  private Path sparse(String name, long size) throws Exception {
    Path file = triggers.resolve(name);
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      access.setLength(size);
    }
    return file;
  }

  private static Path fifo(Path path) throws Exception {
    assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor()).isZero();
    return path;
  }

  @Test
  void nothing_is_wrong_where_there_is_nothing() {
    SpoolReader none = new SpoolReader(state.resolve("none").toString());
    assertThat(none.fault()).isNull();
    assertThat(none.read(YAK)).isEqualTo(new SpoolReader.Waiting(List.of(), null));
    assertOneIsTold(null);
  }

  @Test
  void what_is_no_file_is_named_and_keeps_no_run_from_its_triggers() throws Exception {
    Path first = Files.createDirectory(triggers.resolve("yak.1"));
    assertOneIsTold("cannot open " + first + ": it is a directory; remove it");
    Spool spool = new Spool(state.toString());
    assertThat(spool.isPending(YAK)).isFalse();
    assertThat(spool.jobs()).containsExactly("goat");

    spool.add(YAK, TRIGGER);
    Spool.Taken taken = spool.take(YAK);
    assertThat(taken.triggers()).containsExactly(TRIGGER);
    taken.commit();
    assertThat(spool.isPending(YAK)).isFalse();

    Files.delete(first);
    assertOneIsTold("cannot open " + fifo(first) + ": it is a FIFO; remove it");
    Files.delete(first);
    Files.createSymbolicLink(first, triggers.resolve("goat.new"));
    assertOneIsTold("cannot open " + first + ": it is a symbolic link; remove it");
    assertThat(spool.isPending(YAK)).isFalse();
    assertThat(spool.take(YAK).triggers()).isEmpty();
  }

  @Test
  void trigger_that_has_no_place_is_refused() throws Exception {
    Path added = fifo(triggers.resolve("yak.new"));
    Spool spool = new Spool(state.toString());
    assertThatThrownBy(() -> spool.add(YAK, TRIGGER))
        .isInstanceOf(PosixException.class)
        .hasMessage("cannot open " + added + ": it is a FIFO; remove it");
    Files.delete(added);
    sparse("yak.new", 1L << 40);
    assertOneIsTold(added + ": larger than run-job makes it, not read");
    assertThatThrownBy(() -> spool.add(YAK, TRIGGER))
        .isInstanceOf(PosixException.class)
        .hasMessage("cannot add a trigger to " + added + ": it is too large; remove it");
    assertThat(spool.isPending(YAK)).isFalse();
    assertThat(spool.take(YAK).triggers()).isEmpty();
    assertThat(added).exists();
  }

  @Test
  void more_bytes_than_some_are_left_to_the_run() throws Exception {
    String line = new String(TRIGGER.toLine(), StandardCharsets.UTF_8);
    int count = 2 * SpoolReader.MAX_BYTES / line.length();
    Path file = write("yak.1", line.repeat(count));
    assertOneIsTold(file + ": not read further than " + SpoolReader.MAX_BYTES + " bytes");
    assertThat(reader().read(YAK).triggers()).hasSize(SpoolReader.MAX_BYTES / line.length());
    assertThat(new Spool(state.toString()).take(YAK).triggers().size()).isGreaterThan(9_000);
  }

  @Test
  void more_files_than_some_are_told() throws Exception {
    int count = SpoolReader.MAX_FILES + 5;
    for (int i = 0; i < count; i++) {
      write("yak." + i + "-1-1", new String(TRIGGER.toLine(), StandardCharsets.UTF_8));
    }
    assertOneIsTold(triggers + "/yak.*: " + count + " files, of which 300 are read");
    assertThat(reader().read(YAK).triggers()).hasSize(SpoolReader.MAX_FILES);
    assertThat(new Spool(state.toString()).take(YAK).triggers()).hasSize(count);
  }

  @Test
  void more_entries_than_some_are_a_fault_of_the_directory_and_hide_no_trigger_from_runs()
      throws Exception {
    for (int i = 0; i <= SpoolReader.MAX_ENTRIES; i++) {
      Files.createFile(triggers.resolve("x" + i));
    }
    assertThat(reader().fault()).isEqualTo(triggers + ": more than 10000 files, not read further");
    Spool spool = new Spool(state.toString());
    assertThat(spool.jobs()).containsExactly("goat");
    assertThat(spool.take(GOAT).triggers()).containsExactly(TRIGGER);
  }

  @Test
  void what_holds_no_trigger_is_told() throws Exception {
    Path file = write("yak.5-1-1", "nonsense\n");
    assertOneIsTold(file + ": holds no trigger");
  }

  @Test
  void directory_that_is_none_is_a_fault() throws Exception {
    Files.delete(triggers.resolve("goat.new"));
    Files.delete(triggers);
    Files.writeString(triggers, "");
    assertThat(reader().fault()).isEqualTo("cannot open " + triggers + ": Not a directory");
    assertThat(new Spool(state.toString()).jobs()).isEmpty();
  }

  @Test
  void numbers_that_nobody_wrote_are_no_files_of_the_job() throws Exception {
    for (String name : List.of("yak.+1", "yak.01", "yak.0", "yak.-5", "yak.99999999999")) {
      write(name, new String(TRIGGER.toLine(), StandardCharsets.UTF_8));
    }
    Spool spool = new Spool(state.toString());
    assertThat(spool.isPending(YAK)).isFalse();

    write("yak." + SpoolName.MAX_NUMBER, new String(TRIGGER.toLine(), StandardCharsets.UTF_8));
    spool.add(YAK, TRIGGER);
    Spool.Taken taken = spool.take(YAK);
    assertThat(taken.triggers()).hasSize(2);
    taken.commit();
    assertThat(spool.isPending(YAK)).isFalse();
  }
}
