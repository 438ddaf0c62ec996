package processcontrol.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static processcontrol.audit.RecordedJobs.at;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import processcontrol.due.CronLine;
import processcontrol.due.CronLines;
import processcontrol.job.CronMask;
import processcontrol.job.UtcTime;

/**
 * Weeks of a machine that is up and down, whose cron is stopped now and then, and whose jobs are
 * held, run for too long, or have nothing to do: what becomes of each slot is known, and compared
 * with what the audit finds in the records alone.
 */
class AuditSimulationTest {

  private static final long MINUTE = 60_000;
  private static final long DAY = 1440 * MINUTE;
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** A simulated job. */
  private static final class Life {
    final RecordedJobs.One one;
    final List<CronMask> masks = new ArrayList<>();

    /** The result of each slot; an empty text for a run. */
    final Map<Long, String> truth = new TreeMap<>();

    /** Runs are recorded when they end. */
    final TreeMap<Long, Runnable> later = new TreeMap<>();

    long busyUntil;
    long started;
    long heldSince = -1;
    boolean skips;

    Life(RecordedJobs.One one) {
      this.one = one;
      for (CronLine line : CronLines.of(one.job, "host")) {
        assertThat(line.dueCheck()).isFalse();
        masks.add(line.schedule().mask());
      }
    }

    boolean isDue(long minute, int offset) {
      long local = (minute + offset) / MINUTE;
      for (CronMask mask : masks) {
        if (mask.nextMinute(local - 1) == local) {
          return true;
        }
      }
      return false;
    }

    void recordUntil(long moment) {
      while (!later.isEmpty() && later.firstKey() <= moment) {
        later.pollFirstEntry().getValue().run();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void audit_finds_what_became_of_every_slot(long seed) {
    Random random = new Random(seed);
    RecordedJobs jobs = new RecordedJobs().zone(processcontrol.zone.Zones.of(BERLIN.getId()));
    List<Life> lives = new ArrayList<>();
    lives.add(new Life(jobs.job("minutes", "schedule: '*/5 * * * *'")));
    lives.add(new Life(jobs.job("hours", "every: 1h\nsplay: 30m")));
    lives.add(new Life(jobs.job("skips", "schedule: 7-59/10 * * * *\nwhen_running: skip")));
    lives.add(new Life(jobs.job("days", "schedule: '30 4,16 * * *'")));
    lives.get(2).skips = true;
    long from = at("2026-11-01T00:00:00");
    long until = from + 14 * DAY;
    int offset =
        BERLIN.getRules().getOffset(java.time.Instant.ofEpochMilli(from)).getTotalSeconds();
    boolean down = false;
    boolean cronStopped = false;
    for (long minute = from; minute < until; minute += MINUTE) {
      int chance = random.nextInt(1500);
      if (chance == 0 && !down) {
        down = true;
        jobs.event(new UtcTime(minute).toString().substring(0, 19), PowerEvent.Kind.SHUTDOWN);
        stopAll(lives, minute);
      } else if (chance < 10 && down) {
        down = false;
        jobs.event(new UtcTime(minute).toString().substring(0, 19), PowerEvent.Kind.BOOT);
      } else if (chance == 20 || (cronStopped && chance < 40)) {
        cronStopped = !cronStopped;
      }
      for (Life life : lives) {
        live(life, minute, offset * 1000, down, cronStopped, random);
      }
    }
    for (Life life : lives) {
      life.recordUntil(Long.MAX_VALUE);
      if (life.heldSince >= 0) {
        life.one.hold(new UtcTime(life.heldSince).toString().substring(0, 19), "x");
      }
    }

    List<JobAudit> audits = jobs.now(until + DAY).audit(from, until);

    Map<String, Integer> found = new HashMap<>();
    for (int i = 0; i < lives.size(); i++) {
      compare(lives.get(i), audits.get(i), found);
    }
    assertThat(found.keySet())
        .contains("held", "precondition", "lock_held", "skipped", "machine_down", "cron_down");
  }

  /** Ends the runs when the machine is shut down. */
  private static void stopAll(List<Life> lives, long minute) {
    for (Life life : lives) {
      life.recordUntil(minute);
      life.later.clear();
      if (life.busyUntil >= minute) {
        life.busyUntil = 0;
        life.one.add(
            "killed", "stopped", 143, life.started, life.started + 900, minute - 1, "cron");
      }
    }
  }

  private static void live(
      Life life, long minute, int offset, boolean down, boolean cronStopped, Random random) {
    life.recordUntil(minute);
    if (!down && random.nextInt(800) == 0) {
      life.heldSince = life.heldSince < 0 ? minute - 7000 : -1;
    }
    if (!life.isDue(minute, offset)) {
      return;
    }
    if (down || cronStopped) {
      // Several things may have kept it from starting; not all of them can be known later.
      String also = life.heldSince >= 0 ? " held" : "";
      also += life.busyUntil >= minute ? life.skips ? " skipped" : " lock_held" : "";
      life.truth.put(minute, (down ? "machine_down" : "cron_down no_trace") + also);
    } else if (life.heldSince >= 0) {
      life.truth.put(minute, "held");
      String reason = "on hold since " + new UtcTime(life.heldSince) + ": x";
      life.one.add("skipped", reason, 0, minute, minute + 900, minute + 900, "cron");
    } else if (life.busyUntil >= minute) {
      life.truth.put(minute, life.skips ? "skipped" : "lock_held");
      if (life.skips) {
        String reason = "already running (pid 1)";
        life.one.add("skipped", reason, 0, minute, minute + 900, minute + 900, "cron");
      }
    } else if (random.nextInt(10) == 0) {
      life.truth.put(minute, "precondition");
      String reason = "only_if: test: exit code 1";
      life.one.add("skipped", reason, 0, minute, minute + 900, minute + 950, "cron");
    } else {
      life.truth.put(minute, "");
      long takes = random.nextInt(30) == 0 ? random.nextInt(180) * MINUTE : random.nextInt(50_000);
      long end = minute + 1000 + takes;
      life.busyUntil = end;
      life.started = minute;
      life.later.put(end, () -> life.one.add("success", "x", 0, minute, minute + 900, end, "cron"));
    }
  }

  private static void compare(Life life, JobAudit audit, Map<String, Integer> found) {
    Map<Long, String> told = new HashMap<>();
    for (Gap gap : audit.gaps()) {
      long counted = 0;
      for (Map.Entry<Long, String> slot : life.truth.entrySet()) {
        if (slot.getKey() >= gap.from().epochMillis()
            && slot.getKey() <= gap.until().epochMillis()) {
          told.put(slot.getKey(), gap.cause().toString());
          counted++;
        }
      }
      assertThat(gap.slots()).as("%s: %s", audit.job(), gap).isEqualTo(counted);
    }
    long runs = 0;
    for (Map.Entry<Long, String> slot : life.truth.entrySet()) {
      String what = audit.job() + " at " + new UtcTime(slot.getKey());
      String cause = told.getOrDefault(slot.getKey(), "");
      found.merge(cause, 1, Integer::sum);
      assertThat(cause).as(what).isIn((Object[]) slot.getValue().split(" ", -1));
      runs += cause.isEmpty() ? 1 : 0;
    }
    assertThat(audit.due()).isEqualTo(life.truth.size());
    assertThat(audit.run()).isEqualTo(runs);
    assertThat(audit.moreGaps()).isZero();
    assertThat(audit.due())
        .isEqualTo(audit.run() + audit.skipped() + audit.missing() + audit.notKnown());
  }
}
