package processcontrol.schedule;

import com.cronutils.descriptor.CronDescriptor;
import com.cronutils.model.Cron;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;
import java.util.Locale;
import java.util.MissingResourceException;
import processcontrol.job.Schedule;

/** A schedule as people say it. */
public final class Timetable {

  private static final CronParser EITHER_DAY = new CronParser(definition(false));
  private static final CronParser BOTH_DAYS = new CronParser(definition(true));

  /** Null where its texts cannot be read: in a jar that the service user may not open. */
  private static final CronDescriptor DESCRIPTOR = descriptor();

  private final Cron cron;

  private Timetable(Cron cron) {
    this.cron = cron;
  }

  private static CronDescriptor descriptor() {
    try {
      return CronDescriptor.instance(Locale.ENGLISH);
    } catch (MissingResourceException e) {
      return null;
    }
  }

  public static Timetable of(Schedule schedule) {
    String[] terms = schedule.text().split("[ \t]+", -1);
    boolean bothDays = terms[2].startsWith("*") || terms[4].startsWith("*");
    CronParser parser = bothDays ? BOTH_DAYS : EITHER_DAY;
    return new Timetable(parse(schedule, terms[4], parser));
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

  /** The schedule in English: {@code every 5 minutes}; null where nobody can say it. */
  public String inWords() {
    return DESCRIPTOR == null ? null : DESCRIPTOR.describe(cron);
  }
}
