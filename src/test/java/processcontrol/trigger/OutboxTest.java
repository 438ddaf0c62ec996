package processcontrol.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.history.Trigger;
import processcontrol.job.Chain;
import processcontrol.job.Link;
import processcontrol.job.Slug;
import processcontrol.job.TimeSpan;
import processcontrol.job.UtcTime;
import processcontrol.posix.PosixException;

class OutboxTest {

  private static final Slug GOAT = new Slug("goat");
  private static final Slug YAK = new Slug("yak");
  private static final UtcTime TIME = UtcTime.parse("2026-11-20T12:00:00.123Z");
  private static final Chain CHAIN =
      new Chain(
          List.of(to(GOAT, "end")),
          List.of(to(YAK, "good"), to(YAK, "again")),
          List.of(to(YAK, "bad")),
          List.of(),
          false,
          TimeSpan.ZERO);

  @TempDir Path directory;
  private Outbox outbox;
  private Spool spool;

  @BeforeEach
  void make() {
    outbox = new Outbox(directory.toString());
    spool = new Spool(directory.toString());
  }

  private static Link to(Slug job, String argument) {
    return new Link(job, List.of(argument), "here");
  }

  private static RunRecord record(String run, Result result) {
    return RunRecord.builder(GOAT, result, "so", Trigger.CRON, TIME)
        .run(run)
        .exitCode(0)
        .status(0)
        .ended(TIME)
        .attempts(1)
        .jobSha256("00")
        .build();
  }

  private List<Outbox.Prepared> prepare(String run, Result result) {
    return outbox.prepare(Outbox.targets(CHAIN, result), record(run, result), 2);
  }

  private List<String> waiting(Slug job) {
    return spool.read(job).stream().map(trigger -> trigger.args().get(0)).toList();
  }

  private static List<String> targets(List<Outbox.Prepared> triggers) {
    return triggers.stream().map(each -> each.target().value()).toList();
  }

  @Test
  void what_is_prepared_waits_for_nobody_before_it_is_fired() {
    List<Outbox.Prepared> triggers = prepare("goat-1", Result.SUCCESS);

    assertThat(targets(triggers)).containsExactly("goat", "yak", "yak");
    assertThat(spool.jobs()).isEmpty();
    assertThat(spool.isPending(YAK)).isFalse();
    assertThat(outbox.prepared()).containsExactlyInAnyOrderElementsOf(triggers);

    triggers.forEach(each -> assertThat(outbox.fire(each)).isTrue());
    assertThat(waiting(YAK)).containsExactly("good", "again");
    assertThat(waiting(GOAT)).containsExactly("end");
    assertThat(spool.read(YAK).get(0).run()).isEqualTo("goat-1");
    assertThat(spool.read(YAK).get(0).depth()).isEqualTo(3);
    assertThat(outbox.prepared()).isEmpty();
  }

  @Test
  void whoever_comes_second_fires_nothing() {
    List<Outbox.Prepared> triggers = prepare("goat-1", Result.FAILURE);
    assertThat(outbox.fire(triggers.get(1))).isTrue();
    assertThat(outbox.fire(triggers.get(1))).isFalse();
    spool.take(YAK).commit();
    assertThat(outbox.fire(triggers.get(1))).isFalse();
    assertThat(waiting(YAK)).isEmpty();
  }

  @Test
  void each_result_has_its_targets() {
    assertThat(targets(prepare("goat-1", Result.FAILURE))).containsExactly("goat", "yak");
    assertThat(targets(prepare("goat-2", Result.KILLED))).containsExactly("goat");
    assertThat(prepare("goat-3", Result.SKIPPED)).isEmpty();
    assertThat(
            outbox.prepare(
                CHAIN.onEnd(), record("goat-4", Result.SUCCESS), PendingTrigger.MAX_DEPTH))
        .isEmpty();
    assertThat(outbox.prepare(Chain.NONE.onEnd(), record("goat-5", Result.SUCCESS), 0)).isEmpty();
  }

  @Test
  void a_run_that_ended_otherwise_takes_its_triggers_back() {
    prepare("goat-1", Result.SUCCESS);
    List<Outbox.Prepared> others = prepare("goat-2", Result.KILLED);
    outbox.discardOf("goat-1");
    assertThat(outbox.prepared()).isEqualTo(others);
  }

  @Test
  void single_triggers_and_added_ones_are_taken_in_the_order_of_their_times() throws Exception {
    long now = TIME.epochMillis();
    add("first", now);
    Files.writeString(single(now + 5, 1), line("second", now + 5));
    Files.writeString(single(now + 7, 2), line("fourth", now + 7));
    add("third", now + 6);
    add("clock was set back", now + 1);
    Files.writeString(single(now + 9, 3), "nonsense\n");

    Spool.Taken taken = spool.take(YAK);
    assertThat(taken.triggers().stream().map(each -> each.args().get(0)))
        .containsExactly("first", "second", "third", "clock was set back", "fourth");
    taken.commit();
    assertThat(directory.resolve(".triggers")).isEmptyDirectory();
  }

  @Test
  void what_is_too_much_for_one_run_is_left_of_either_kind() throws Exception {
    String big = "x".repeat(80_000);
    long now = TIME.epochMillis();
    for (int i = 0; i < 6; i += 2) {
      add(i + big, now + i);
      Files.writeString(single(now + i + 1, i), line(i + 1 + big, now + i + 1));
    }
    assertThat(takeFirstLetters()).isEqualTo("01");
    assertThat(takeFirstLetters()).isEqualTo("23");
    add(6 + big, now + 6);
    assertThat(takeFirstLetters()).isEqualTo("45");
    assertThat(takeFirstLetters()).isEqualTo("6");
    assertThat(directory.resolve(".triggers")).isEmptyDirectory();
  }

  @Test
  void nonsense_in_a_file_behind_the_one_that_is_cut_brings_no_trigger_back() throws Exception {
    String big = "x".repeat(80_000);
    Path triggers = Files.createDirectories(directory.resolve(".triggers"));
    String first = line("a" + big, 1) + line("b" + big, 2) + line("c" + big, 3);
    Files.writeString(triggers.resolve("yak.1"), first);
    Files.writeString(triggers.resolve("yak.2"), "{\"time\":\n" + line("d" + big, 4));

    assertThat(takeFirstLetters()).isEqualTo("ab");
    assertThat(takeFirstLetters()).isEqualTo("cd");
    assertThat(triggers).isEmptyDirectory();
  }

  private String takeFirstLetters() {
    Spool.Taken taken = spool.take(YAK);
    taken.commit();
    StringBuilder letters = new StringBuilder();
    taken.triggers().forEach(each -> letters.append(each.args().get(0).charAt(0)));
    return letters.toString();
  }

  @Test
  void half_a_trigger_is_none_and_goes_with_time() throws Exception {
    Files.createDirectories(directory.resolve(".triggers"));
    Path half = directory.resolve(".triggers/.yak.1-2-0000");
    Files.writeString(half, "{\"time\":");
    assertThat(outbox.prepared()).isEmpty();
    assertThat(half).exists();

    Files.setLastModifiedTime(half, FileTime.from(Instant.now().minusSeconds(3600)));
    assertThat(outbox.prepared()).isEmpty();
    assertThat(half).doesNotExist();
  }

  @Test
  void a_start_that_failed_before_it_had_a_name_fires_its_triggers_itself() throws Exception {
    List<Outbox.Prepared> triggers = prepare(null, Result.TIMEOUT);
    assertThat(targets(triggers)).containsExactly("goat", "yak");
    assertThat(outbox.prepared()).isEmpty(); // Nobody else could tell whether it is on record.
    outbox.fire(triggers.get(1));
    assertThat(waiting(YAK)).containsExactly("bad");

    Path left = directory.resolve(".triggers/." + triggers.get(0).name());
    Files.setLastModifiedTime(left, FileTime.from(Instant.now().minusSeconds(3600)));
    assertThat(outbox.prepared()).isEmpty();
    assertThat(left).doesNotExist();
  }

  @Test
  void what_cannot_be_read_does_not_keep_others_from_being_seen() throws Exception {
    List<Outbox.Prepared> triggers = prepare("goat-1", Result.KILLED);
    Files.createDirectory(directory.resolve(".triggers/.yak.1-2-0000"));
    Path loop = directory.resolve(".triggers/.yak.1-2-0001");
    Files.createSymbolicLink(loop, loop);
    assertThat(outbox.prepared()).isEqualTo(triggers);
  }

  @Test
  void nothing_is_prepared_if_not_all_can_be() throws Exception {
    Files.writeString(directory.resolve(".triggers"), "");
    assertThatThrownBy(() -> prepare("goat-1", Result.SUCCESS)).isInstanceOf(PosixException.class);
    assertThat(outbox.prepared()).isEmpty();
  }

  @Test
  void names_tell_single_triggers_from_all_else() {
    String name = SpoolName.ofSingle(new Slug("a.new"), TIME, 77, 3);
    assertThat(name).isEqualTo("a.new.1795176000123-77-0003");
    assertThat(SpoolName.jobOf(name)).isEqualTo("a.new");
    assertThat(SpoolName.isSingle(name)).isTrue();
    for (String other : List.of("a.new", "a.1", "a.1-2", "a.1-2-", "a.-1-2", "a.1-2-3-4", "a")) {
      assertThat(SpoolName.isSingle(other)).as(other).isFalse();
    }
  }

  private void add(String argument, long time) {
    spool.add(YAK, new PendingTrigger(List.of(argument), "goat-1", null, new UtcTime(time), 1));
  }

  private Path single(long time, int number) {
    return directory.resolve(".triggers/yak." + time + "-1-" + number);
  }

  private static String line(String argument, long time) {
    return new String(
        new PendingTrigger(List.of(argument), "goat-1", null, new UtcTime(time), 1).toLine(),
        java.nio.charset.StandardCharsets.UTF_8);
  }
}
