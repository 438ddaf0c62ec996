package processcontrol.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import processcontrol.audit.Cause;
import processcontrol.audit.Gap;
import processcontrol.audit.JobAudit;
import processcontrol.history.Result;
import processcontrol.history.RunOutcome;

/** The starts of all jobs today: those that came, those that did not, and those to come. */
public final class DayStarts {

  /** The outcome of a start. */
  enum Kind {
    SUCCEEDED("succeeded"),
    FAILED("failed"),
    LATE("late"),
    MISSING("missing"),
    TO_COME("to come");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /** A gap of a job. */
  record Missed(String job, Gap gap) {}

  /** A quarter of an hour each, by the clock on the wall: where it is set, one is empty or long. */
  static final int PARTS = 96;

  private static final int MINUTES = 15;
  private static final long PART = MINUTES * 60_000L;

  private final ZoneId zone;
  private final long begin;
  private final long end;
  private final boolean plain;
  private final Map<Kind, int[]> counts = new EnumMap<>(Kind.class);
  private final List<Missed> missed = new ArrayList<>();

  public DayStarts(Instant now, ZoneId zone) {
    this.zone = zone;
    LocalDate today = now.atZone(zone).toLocalDate();
    begin = today.atStartOfDay(zone).toInstant().toEpochMilli();
    end = today.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
    plain = end - begin == PARTS * PART;
    for (Kind kind : Kind.values()) {
      counts.put(kind, new int[PARTS]);
    }
  }

  /** The first moment of the day, in milliseconds since 1970. */
  public long begin() {
    return begin;
  }

  /** The first moment of the next day. */
  public long end() {
    return end;
  }

  /** Adds a run, whenever it was. */
  public void add(RunOutcome run) {
    boolean failed = run.result().isFailed();
    if (run.started() >= begin && run.started() < end && run.result() != Result.SKIPPED) {
      count(failed ? Kind.FAILED : Kind.SUCCEEDED, run.started());
    }
  }

  /** Adds a start that is to come. */
  public void addPlanned(long moment) {
    count(Kind.TO_COME, moment);
  }

  /** Adds what was missing or late. */
  public void add(JobAudit audit) {
    for (Gap gap : audit.gaps()) {
      boolean late = gap.cause().kind() == Cause.Kind.LATE;
      if (!late && gap.cause().kind() != Cause.Kind.MISSING) {
        continue;
      }
      missed.add(new Missed(audit.job(), gap));
      long from = gap.from().epochMillis();
      long span = gap.until().epochMillis() - from;
      for (long i = 0; i < gap.slots(); i++) {
        // They are as good as evenly spread.
        long slot = gap.slots() == 1 ? from : from + i * span / (gap.slots() - 1);
        if (slot >= begin && slot < end) {
          count(late ? Kind.LATE : Kind.MISSING, slot);
        }
      }
    }
  }

  private void count(Kind kind, long moment) {
    counts.get(kind)[part(moment)]++;
  }

  private int part(long moment) {
    if (plain) {
      return (int) ((moment - begin) / PART);
    }
    ZonedDateTime local = Instant.ofEpochMilli(moment).atZone(zone);
    return (local.getHour() * 60 + local.getMinute()) / MINUTES;
  }

  int count(Kind kind, int part) {
    return counts.get(kind)[part];
  }

  int total(Kind kind) {
    int total = 0;
    for (int count : counts.get(kind)) {
      total += count;
    }
    return total;
  }

  List<Missed> missed() {
    return missed;
  }
}
