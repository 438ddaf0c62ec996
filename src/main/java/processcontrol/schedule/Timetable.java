package processcontrol.schedule;

import com.cronutils.descriptor.CronDescriptor;
import com.cronutils.model.Cron;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Locale;
import java.util.Optional;
import processcontrol.job.Schedule;

/**
 * The moments at which cron runs a schedule.
 *
 * <p>Days are matched as in crontab(5): where day of month and day of week are both restricted,
 * either is enough; but a term that begins with {@code *}, such as {@code *}{@code /2}, does not
 * count as restricted, and both must match. At a change to or from summer time Debian's cron(8)
 * treats two kinds of jobs differently: those with {@code *} in minute or hour follow the clock;
 * those at fixed times run once, at the end of the gap or in the first pass of a repeated hour.
 */
public final class Timetable {

  private static final CronParser EITHER_DAY = new CronParser(definition(false));
  private static final CronParser BOTH_DAYS = new CronParser(definition(true));
  private static final CronDescriptor DESCRIPTOR = CronDescriptor.instance(Locale.ENGLISH);

  private final Cron cron;
  private final ExecutionTime execution;
  private final boolean followsClock;

  private Timetable(Cron cron, boolean followsClock) {
    this.cron = cron;
    this.execution = ExecutionTime.forCron(cron);
    this.followsClock = followsClock;
  }

  public static Timetable of(Schedule schedule) {
    String[] terms = schedule.text().split("[ \t]+", -1);
    boolean bothDays = terms[2].startsWith("*") || terms[4].startsWith("*");
    boolean followsClock = terms[0].startsWith("*") || terms[1].startsWith("*");
    CronParser parser = bothDays ? BOTH_DAYS : EITHER_DAY;
    return new Timetable(parse(schedule, terms[4], parser), followsClock);
  }

  /** In plain numbers where cron-utils refuses ({@code *}{@code /60}) or mistakes a schedule. */
  private static Cron parse(Schedule schedule, String dayOfWeek, CronParser parser) {
    if (isPlain(dayOfWeek)) {
      try {
        return parser.parse(schedule.text());
      } catch (IllegalArgumentException e) {
        return parser.parse(schedule.inNumbers());
      }
    }
    return parser.parse(schedule.inNumbers());
  }

  /** Names, steps and Sunday in a range, to cron-utils, are not what they are to cron. */
  private static boolean isPlain(String dayOfWeek) {
    return dayOfWeek.equals("*") || dayOfWeek.chars().allMatch(c -> "123456,-".indexOf(c) >= 0);
  }

  private static CronDefinition definition(boolean bothDays) {
    CronDefinitionBuilder builder =
        CronDefinitionBuilder.defineCron()
            .withMinutes()
            .withValidRange(0, 59)
            .and()
            .withHours()
            .withValidRange(0, 23)
            .and()
            .withDayOfMonth()
            .withValidRange(1, 31)
            .and()
            .withMonth()
            .withValidRange(1, 12)
            .and()
            .withDayOfWeek()
            .withValidRange(0, 7)
            .withMondayDoWValue(1)
            .withIntMapping(7, 0)
            .and();
    return (bothDays ? builder.matchDayOfWeekAndDayOfMonth() : builder).instance();
  }

  /**
   * The first moment after another at which cron runs the schedule; empty if it never does ({@code
   * 0 0 30 2 *}).
   */
  public Optional<Instant> next(Instant after, ZoneId zone) {
    // cron-utils computes on a calendar without clock changes; they are ours.
    ZoneOffset offset = zone.getRules().getOffset(after);
    LocalDateTime from = LocalDateTime.ofInstant(after, offset);
    ZoneOffsetTransition last = zone.getRules().previousTransition(after.plusNanos(1));
    if (last != null && from.isBefore(last.getDateTimeBefore()) && !followsClock) {
      from = last.getDateTimeBefore().minusNanos(1); // In the second pass of a repeated hour.
    }
    ZoneOffsetTransition change = zone.getRules().nextTransition(after);
    while (true) {
      LocalDateTime due = nextLocal(from);
      if (due == null) {
        return Optional.empty();
      }
      if (change == null || due.isBefore(change.getDateTimeBefore())) {
        return Optional.of(due.toInstant(offset));
      }
      boolean inGap = change.isGap() && due.isBefore(change.getDateTimeAfter());
      if (inGap && !followsClock) {
        return Optional.of(change.getInstant());
      }
      // Go on behind the change; a fixed time is not repeated with the hour.
      boolean repeat = followsClock && change.isOverlap();
      LocalDateTime resume =
          repeat || change.isGap() ? change.getDateTimeAfter() : change.getDateTimeBefore();
      from = resume.minusNanos(1);
      offset = change.getOffsetAfter();
      change = zone.getRules().nextTransition(change.getInstant());
    }
  }

  private LocalDateTime nextLocal(LocalDateTime from) {
    Optional<ZonedDateTime> next = execution.nextExecution(from.atZone(ZoneOffset.UTC));
    return next.isPresent() ? next.get().toLocalDateTime() : null;
  }

  /** The schedule in English: {@code every 5 minutes}. */
  public String inWords() {
    return DESCRIPTOR.describe(cron);
  }
}
