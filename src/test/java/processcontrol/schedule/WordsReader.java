package processcontrol.schedule;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.Month;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what is said of a schedule as someone would who does not know cron. */
final class WordsReader {

  private static final String CLOCK = "[0-9]{2}:[0-9]{2}";
  private static final Pattern SENTENCE =
      Pattern.compile(
          "(?<time>every (?:minute|hour|[0-9]+ minutes|[0-9]+ hours)"
              + "(?: from minute [0-9]+ to [0-9]+)?"
              + "(?: from CLOCK to CLOCK(?:(?:, | and )from CLOCK to CLOCK)*)?"
                  .replace("CLOCK", CLOCK)
              + "|at minutes? (?:[0-9]+|, | and | to )+(?= of)"
              + "|at (?:CLOCK|, | and )+)".replace("CLOCK", CLOCK)
              + "(?: of (?<hours>every hour|hour [0-9]+|the hours (?:[0-9]+|, | and | to )+))?"
              + "(?<days> on .*?)??(?<months>,? (?:both only )?(?:in|from) (?:MONTH|, | and | to )+?)??"
                  .replace("MONTH", "(?:Jan|Feb|Mar|Apr|May|Ju|Aug|Sep|Oct|Nov|Dec)[a-z]*")
              + "(?<only>, but only if it is (?<weekday>.*))?");

  private final Set<Integer> minutesOfDay = new TreeSet<>();
  private final Set<Integer> months;
  private final Set<Integer> dates;
  private final Set<DayOfWeek> weekdays;
  private final boolean both;

  WordsReader(String words) {
    Matcher sentence = SENTENCE.matcher(words);
    if (!sentence.matches()) {
      throw new IllegalArgumentException("cannot be read: " + words);
    }
    readTime(sentence.group("time"), sentence.group("hours"));
    String inMonths = sentence.group("months");
    months =
        inMonths == null
            ? range(1, 12, 1)
            : list(
                inMonths.replaceFirst("^,? (both only )?(in|from) ", ""),
                each -> Month.valueOf(each.toUpperCase(Locale.ROOT)).getValue());
    String days = sentence.group("days") == null ? "" : sentence.group("days");
    String[] either = days.split(", and on ", 2);
    String only = sentence.group("weekday");
    dates = dates(either[0]);
    if (either.length == 2) {
      weekdays = weekdays(either[1]);
    } else if (only != null) {
      weekdays = weekdays(only);
    } else {
      weekdays = weekdays(dates == null ? days.replaceFirst("^ on ", "") : "");
    }
    both = either.length == 1;
  }

  boolean isAt(LocalDateTime time) {
    boolean date = dates == null || dates.contains(time.getDayOfMonth());
    boolean weekday = weekdays.contains(time.getDayOfWeek());
    return minutesOfDay.contains(time.getHour() * 60 + time.getMinute())
        && months.contains(time.getMonthValue())
        && (both ? date && weekday : date || weekday);
  }

  private void readTime(String time, String hourWords) {
    if (time.matches("at [0-9]{2}:.*")) {
      minutesOfDay.addAll(list(time.substring("at ".length()), WordsReader::clock));
      return;
    }
    int step = 1;
    Matcher distance = Pattern.compile("every ([0-9]+) (minute|hour)s.*").matcher(time);
    if (distance.matches()) {
      step = Integer.parseInt(distance.group(1)) * (distance.group(2).equals("hour") ? 60 : 1);
    } else if (time.startsWith("every hour")) {
      step = 60;
    }
    Matcher spans =
        Pattern.compile("from (CLOCK) to (CLOCK)".replace("CLOCK", CLOCK)).matcher(time);
    boolean hasSpans = false;
    while (spans.find()) {
      hasSpans = true;
      minutesOfDay.addAll(range(clock(spans.group(1)), clock(spans.group(2)), step));
    }
    if (hasSpans) {
      return;
    }
    Set<Integer> minutes = range(0, 59, step);
    Matcher bounds = Pattern.compile(".* from minute ([0-9]+) to ([0-9]+)").matcher(time);
    if (bounds.matches()) {
      minutes = range(Integer.parseInt(bounds.group(1)), Integer.parseInt(bounds.group(2)), step);
    } else if (time.startsWith("at minute")) {
      minutes = list(time.replaceFirst("at minutes? ", ""), Integer::valueOf);
    } else if (60 % step != 0) {
      throw new IllegalArgumentException("not at even distances: " + time);
    }
    Set<Integer> hours =
        hourWords == null || hourWords.equals("every hour")
            ? range(0, 23, 1)
            : list(hourWords.replaceFirst("(the hours|hour) ", ""), Integer::valueOf);
    for (int hour : hours) {
      minutes.forEach(minute -> minutesOfDay.add(hour * 60 + minute));
    }
  }

  private static int clock(String time) {
    return Integer.parseInt(time.substring(0, 2)) * 60 + Integer.parseInt(time.substring(3));
  }

  /** Null where the words are of no date. */
  private static Set<Integer> dates(String words) {
    Matcher each =
        Pattern.compile(" on every (second|third|fourth|fifth) day from the (.*) to the (.*)")
            .matcher(words);
    if (each.matches()) {
      int step = List.of("second", "third", "fourth", "fifth").indexOf(each.group(1)) + 2;
      return range(ordinal(each.group(2)), ordinal(each.group(3)), step);
    }
    return words.startsWith(" on the ")
        ? list(words.substring(" on the ".length()), WordsReader::ordinal)
        : null;
  }

  private static int ordinal(String text) {
    return Integer.parseInt(text.replaceFirst("(st|nd|rd|th)$", ""));
  }

  private static Set<DayOfWeek> weekdays(String words) {
    Set<DayOfWeek> weekdays = new TreeSet<>();
    Matcher range = Pattern.compile("(?:every|a) day from (.*) to (.*)").matcher(words);
    if (range.matches()) {
      DayOfWeek day = weekday(range.group(1));
      weekdays.add(day);
      while (day != weekday(range.group(2))) {
        day = day.plus(1);
        weekdays.add(day);
      }
      return weekdays;
    }
    String names = words.replaceFirst("^(every|a) ", "");
    if (names.isEmpty() || names.equals("day")) {
      return Set.of(DayOfWeek.values());
    }
    for (String name : names.split(", | and | or ", -1)) {
      weekdays.add(weekday(name));
    }
    return weekdays;
  }

  private static DayOfWeek weekday(String name) {
    return DayOfWeek.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static Set<Integer> list(String words, Function<String, Integer> number) {
    Set<Integer> numbers = new TreeSet<>();
    for (String item : words.split(", | and ", -1)) {
      String[] ends = item.split(" to ", -1);
      numbers.addAll(range(number.apply(ends[0]), number.apply(ends[ends.length - 1]), 1));
    }
    return numbers;
  }

  private static Set<Integer> range(int first, int last, int step) {
    Set<Integer> numbers = new TreeSet<>();
    for (int i = first; i <= last; i += step) {
      numbers.add(i);
    }
    return numbers;
  }
}
