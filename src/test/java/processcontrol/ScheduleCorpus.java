package processcontrol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Schedules, good and bad: picked by hand, well formed, mutated, and made of any pieces. */
public final class ScheduleCorpus {

  private static final String[] PIECES = {
    "*",
    "*",
    "0",
    "1",
    "5",
    "7",
    "12",
    "23",
    "31",
    "59",
    "60",
    "007",
    "jan",
    "DEC",
    "sun",
    "Fri",
    "-",
    "-",
    "/",
    "/",
    ",",
    ",",
    "*/",
    "1-5",
    "10-20/3",
    ".",
    "x",
    "#",
    "100",
    "4294967297"
  };

  private static final String MUTATIONS = "0123456789**--//,,.;#LW?~abfnosu@= \t%\\\"'";

  /** Terms in which cron and its manual may differ, each tried in every place. */
  private static final String[] TERMS =
      ("1.5 1,5 5; *5 5* ** *-5 */5 */5-7 */2/3 *,5 5,* 1- -1 +1 1-2-3 1-3/2 1-3/0 "
              + "1/2 */0 */ /5 , 1, ,1 1,,2 6-2 6-2,1 1,6-2 5-5 5-4 */60 */61 */100 1-5/100 00 "
              + "007 0000000000000005 */0000000000000005 4294967296 4294967297 1-4294967297 "
              + "*/4294967297 */4294967296 */2147483647 */2147483648 1-5/2147483646 "
              + "1-5/2147483647 0-5/2147483647 18446744073709551616 18446744073709551617 "
              + "9223372036854775807 9223372036854775808 1~5 ~ ? L 5L W 1W H 1#2 # $(id) `id` "
              + "% 1% 5\\ \"5\" 5\u00e9 \u0661 1:5 1..5 0x5 5e0 1e1 jan Feb MAR-dec january "
              + "jan-3 1-mar nov-feb mon mon-fri mon,WED,fri mon#1 monL monday mond mo fri-mon "
              + "fri-sun sun-fri sat-sun sat-7 5-7 6-7 7 0-7 0-7/2 1-7/2 7-7 0,7 8 */7 */8 12 "
              + "13 1-12 1-13 23 24 0-23 0-24 28-31 31 32 1-32 59 60 0-59 0-60 70-80/100 80-70 "
              + "1-60/100 mon/2 jan/2 mon-fri/2 jan-dec/5 */jan */x */-2 */+2 unm nja sunmon "
              + "*sun 2,4,6-10/2,*/20")
          .split(" ", -1);

  private static final List<String> LONG_TERMS =
      List.of("0".repeat(998) + "5", "0".repeat(999) + "5", "*/" + "0".repeat(999) + "5", "*/ 2");

  private static final List<String> WHOLE =
      List.of(
          "",
          " ",
          "*",
          "* * * *",
          "* * * * * *",
          "* * * * * 5",
          "0 0 1 1 0 root",
          "@daily",
          "@reboot",
          "@midnight x",
          "MAILTO=root",
          "a = b",
          "* * * * =",
          "5= * * * *",
          "# * * * * *",
          "*/5 * * * * # often",
          "*\t*\t*\t*\t*",
          " \t* * * * * \t",
          "*  *   * \t * *",
          "* * * * *;",
          "*,* * * * *",
          "0 0 */2 * 1",
          "0 0 13 * 5",
          "0 0 * * 1-5",
          "0 0 30 2 *",
          "0 0 29 2 *",
          "0 0 31 4,6,9,11 *",
          "0 0 1-31 * 1",
          "*/15 0,12 1-7 1-6 mon",
          "0 0 * * 7",
          "0 0 * * 0,7");

  private ScheduleCorpus() {}

  /** At least so many different schedules; every call returns the same. */
  public static Set<String> of(int size) {
    Set<String> corpus = new LinkedHashSet<>(WHOLE);
    for (int term = 0; term < 5; term++) {
      List<String> texts = new ArrayList<>(LONG_TERMS);
      Collections.addAll(texts, TERMS);
      for (String text : texts) {
        String[] terms = {"*", "*", "*", "*", "*"};
        terms[term] = text;
        corpus.add(String.join(" ", terms));
      }
    }
    Random random = new Random(99);
    while (corpus.size() < size) {
      switch (random.nextInt(5)) {
        case 0 -> corpus.add(anyPieces(random));
        case 1, 2 -> corpus.add(mutated(random));
        default -> corpus.add(wellFormed(random));
      }
    }
    return corpus;
  }

  private static String anyPieces(Random random) {
    StringBuilder schedule = new StringBuilder();
    int pieces = 1 + random.nextInt(5);
    int strange = random.nextInt(5);
    for (int term = 0; term < 5; term++) {
      schedule.append(term == 0 ? "" : " ");
      for (int length = term == strange ? pieces : 0; length > 0; length--) {
        schedule.append(PIECES[random.nextInt(PIECES.length)]);
      }
      schedule.append(term == strange ? "" : "*");
    }
    return schedule.toString();
  }

  private static String mutated(Random random) {
    StringBuilder schedule = new StringBuilder(wellFormed(random));
    for (int count = 1 + random.nextInt(2); count > 0; count--) {
      int at = random.nextInt(schedule.length());
      char c = MUTATIONS.charAt(random.nextInt(MUTATIONS.length()));
      switch (random.nextInt(3)) {
        case 0 -> schedule.setCharAt(at, c);
        case 1 -> schedule.insert(at, c);
        default -> schedule.deleteCharAt(at);
      }
    }
    return schedule.toString();
  }

  /** A schedule that crontab(5) describes. */
  public static String wellFormed(Random random) {
    int[] low = {0, 0, 1, 1, 0};
    int[] high = {59, 23, 31, 12, 7};
    StringBuilder schedule = new StringBuilder();
    for (int term = 0; term < 5; term++) {
      schedule.append(term == 0 ? "" : random.nextInt(9) == 0 ? "\t " : " ");
      int items = random.nextInt(3) > 0 ? 1 : 1 + random.nextInt(random.nextInt(6) == 0 ? 12 : 3);
      for (int item = 0; item < items; item++) {
        schedule.append(item == 0 ? "" : ",");
        item(schedule, random, term, low[term], high[term]);
      }
    }
    return schedule.toString();
  }

  private static void item(StringBuilder schedule, Random random, int term, int low, int high) {
    int first = low + random.nextInt(high - low + 1);
    int last = first + random.nextInt(high - first + 1);
    String step = "/" + (1 + random.nextInt(random.nextInt(9) == 0 ? 2_000_000_000 : high));
    switch (random.nextInt(7)) {
      case 0, 1 -> schedule.append('*');
      case 2 -> schedule.append('*').append(step);
      case 3 -> schedule.append(name(term, first));
      case 4 -> schedule.append(name(term, first)).append('-').append(name(term, last));
      case 5 -> schedule.append(first).append('-').append(last).append(step);
      default -> schedule.append(random.nextInt(9) == 0 ? "00000000" : "").append(first);
    }
  }

  private static String name(int term, int value) {
    if (term == 3) {
      return "janFEBmarAprMAYjunJuLaugSEPoctnovDEC".substring(3 * value - 3, 3 * value);
    }
    return term == 4 && value < 7
        ? "sunMONtueWEDthuFriSAT".substring(3 * value, 3 * value + 3)
        : Integer.toString(value);
  }
}
