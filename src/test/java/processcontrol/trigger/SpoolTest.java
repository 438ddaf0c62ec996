package processcontrol.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;

class SpoolTest {

  private static final Slug YAK = new Slug("yak");
  private static final UtcTime TIME = UtcTime.parse("2026-11-20T12:00:00.123Z");

  @TempDir Path directory;
  private Spool spool;

  @BeforeEach
  void make_spool() {
    spool = new Spool(directory.toString());
  }

  private Path file(String name) {
    return directory.resolve(".triggers").resolve(name);
  }

  private static PendingTrigger trigger(String... args) {
    return new PendingTrigger(List.of(args), "goat-1", null, TIME, 3);
  }

  private void add(String... args) {
    spool.add(YAK, trigger(args));
  }

  private static List<String> args(List<PendingTrigger> triggers) {
    List<String> args = new ArrayList<>();
    triggers.forEach(each -> args.add(String.join("|", each.args())));
    return args;
  }

  @Test
  void nothing_waits_where_there_is_no_spool() {
    assertThat(spool.isPending(YAK)).isFalse();
    assertThat(spool.jobs()).isEmpty();
    assertThat(spool.read(YAK)).isEmpty();
    assertThat(spool.take(YAK).triggers()).isEmpty();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void a_trigger_comes_back_as_it_was() {
    PendingTrigger own =
        new PendingTrigger(
            List.of("a b", "", "\"\\\n\t\u00e4\ud83d\ude00"), null, "alice", TIME, 0);
    spool.add(YAK, own);
    add();

    assertThat(spool.read(YAK)).containsExactly(own, trigger());
    assertThat(file("yak.new"))
        .content()
        .startsWith("{\"time\":\"2026-11-20T12:00:00.123Z\",\"run\":null,\"by\":\"alice\"");
    assertThat(spool.jobs()).containsExactly("yak");
  }

  @Test
  void what_was_taken_is_pending_until_it_is_committed() {
    add("a");
    add("b", "c");
    Spool.Taken taken = spool.take(YAK);
    assertThat(args(taken.triggers())).containsExactly("a", "b|c");
    assertThat(file("yak.new")).doesNotExist();
    assertThat(spool.isPending(YAK)).isTrue();

    taken.commit();
    assertThat(spool.isPending(YAK)).isFalse();
    assertThat(directory.resolve(".triggers")).isEmptyDirectory();
  }

  @Test
  void what_a_run_took_that_never_began_comes_before_what_is_new() {
    add("a");
    spool.take(YAK);
    add("b");
    spool.take(YAK);
    add("c");

    assertThat(args(spool.read(YAK))).containsExactly("a", "b", "c");
    Spool.Taken taken = spool.take(YAK);
    assertThat(args(taken.triggers())).containsExactly("a", "b", "c");
    add("d");
    taken.commit();
    assertThat(args(spool.read(YAK))).containsExactly("d");
  }

  @Test
  void more_than_ten_runs_may_have_been_killed() {
    for (int i = 0; i < 12; i++) {
      add("" + i);
      spool.take(YAK);
    }
    assertThat(args(spool.take(YAK).triggers()))
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11");
  }

  @Test
  void jobs_whose_names_look_like_files_are_told_apart() {
    for (String name : List.of("yak", "yak.new", "yak.1", "yak.1.new", "ya")) {
      spool.add(new Slug(name), trigger(name));
    }
    spool.take(YAK);
    assertThat(spool.jobs()).containsExactly("ya", "yak", "yak.1", "yak.1.new", "yak.new");
    assertThat(args(spool.read(YAK))).containsExactly("yak");
    assertThat(args(spool.read(new Slug("yak.1")))).containsExactly("yak.1");
    spool.take(YAK).commit();
    assertThat(spool.isPending(YAK)).isFalse();
    assertThat(spool.jobs()).containsExactly("ya", "yak.1", "yak.1.new", "yak.new");
  }

  @Test
  void half_a_line_is_no_trigger_and_spoils_none() throws Exception {
    add("a");
    Files.writeString(file("yak.new"), Files.readString(file("yak.new")) + "{\"time\":\"2026");
    add("b");

    assertThat(args(spool.take(YAK).triggers())).containsExactly("a", "b");
  }

  @Test
  void what_is_no_trigger_is_passed_over() throws Exception {
    add("a");
    String line = Files.readString(file("yak.new"));
    String bad = line.replace("\"depth\":3", "\"depth\":null") + "[]\n{}\n\n\0\n";
    Files.writeString(file("yak.new"), bad + line + line.replace("[\"a\"]", "\"a\""));

    assertThat(args(spool.take(YAK).triggers())).containsExactly("a");
  }

  @Test
  void more_than_a_run_can_take_is_left_for_the_next_one() {
    String large = "x".repeat(60_000);
    for (int i = 0; i < 7; i++) {
      add(i + large);
    }
    add("last");

    List<String> seen = new ArrayList<>();
    int runs = 0;
    while (spool.isPending(YAK)) {
      Spool.Taken taken = spool.take(YAK);
      taken.commit();
      taken.triggers().forEach(each -> seen.add(each.args().get(0).substring(0, 1)));
      runs++;
    }
    assertThat(seen).containsExactly("0", "1", "2", "3", "4", "5", "6", "l");
    assertThat(runs).isBetween(2, 6);
  }

  @Test
  void one_trigger_is_taken_however_large_it_is() {
    add("x".repeat(600_000));
    add("b");

    assertThat(spool.take(YAK).triggers()).hasSize(1);
  }

  @Test
  void many_threads_add_while_one_takes() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String name = "t" + i + "-";
      threads.add(new Thread(() -> addMany(name)));
    }
    threads.forEach(Thread::start);
    List<String> seen = new ArrayList<>();
    while (threads.stream().anyMatch(Thread::isAlive) || spool.isPending(YAK)) {
      // Descriptors are not for two threads at once, processes are: see TriggerStressIT.
      synchronized (SpoolTest.class) {
        Spool.Taken taken = spool.take(YAK);
        taken.commit();
        seen.addAll(args(taken.triggers()));
      }
    }
    assertThat(seen).hasSize(400).doesNotHaveDuplicates();
  }

  private void addMany(String name) {
    for (int i = 0; i < 100; i++) {
      synchronized (SpoolTest.class) {
        add(name + i);
      }
    }
  }
}
