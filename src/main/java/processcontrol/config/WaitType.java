package processcontrol.config;

import java.util.List;
import processcontrol.config.KeyTable.Values;
import processcontrol.job.CommandLine;
import processcontrol.job.Moment;
import processcontrol.job.TimeSpan;
import processcontrol.job.Wait;
import processcontrol.job.WaitUrl;

/** The keys of {@code wait}. */
final class WaitType extends MapType<Wait> {

  /** Each is asked for up to a minute. */
  private static final int MAX_URLS = 20;

  private static final class Keys {
    static final ValueType<List<String>> PATHS =
        new CompositeTypes.ListOf<>(ScalarTypes.PATH, true);
    static final Key<Moment> UNTIL =
        new Key<>("until", MeasureTypes.MOMENT, "wait until this moment");
    static final Key<TimeSpan> FOR = new Key<>("for", ScalarTypes.DURATION, "wait so long");
    static final Key<List<String>> FILES =
        new Key<>("files", PATHS, "wait until these files exist");
    static final Key<List<String>> CLOSED_FILES =
        new Key<>(
            "closed_files", PATHS, "wait until these files exist and no process has them open");
    static final Key<List<CommandLine>> COMMANDS =
        new Key<>("commands", CompositeTypes.COMMANDS, "wait until these commands succeed");
    static final Key<List<WaitUrl>> URLS =
        new Key<>(
            "urls",
            new CompositeTypes.ListOf<>(new UrlType(), true),
            "wait until these URLs answer as wanted");
    static final Key<Boolean> ANY =
        new Key<>("any", ScalarTypes.BOOLEAN, "one of all conditions is enough");
    static final Key<TimeSpan> POLL_INTERVAL =
        new Key<>(
            "poll_interval",
            MeasureTypes.LASTING,
            "how often commands are run, and files looked at");
    static final Key<TimeSpan> EXTRA_DELAY =
        new Key<>("extra_delay", ScalarTypes.DURATION, "from the last condition to the commands");
    static final Key<Moment> GIVE_UP_AT =
        new Key<>("give_up_at", MeasureTypes.MOMENT, "when the run is given up");
    static final KeyTable TABLE =
        new KeyTable(
            UNTIL,
            FOR,
            FILES,
            CLOSED_FILES,
            COMMANDS,
            URLS,
            ANY,
            POLL_INTERVAL,
            EXTRA_DELAY,
            GIVE_UP_AT);

    private Keys() {}
  }

  @Override
  KeyTable table() {
    return Keys.TABLE;
  }

  @Override
  Wait of(Values values, Report report) {
    boolean waits = values.has(Keys.UNTIL) || values.has(Keys.FOR);
    for (Key<?> key : List.of(Keys.FILES, Keys.CLOSED_FILES, Keys.COMMANDS, Keys.URLS)) {
      waits |= values.has(key) && !values.isEmptyList(key);
    }
    if (!waits) {
      report.add(
          values.place(),
          "needs until, for, files, closed_files, commands or urls: what is waited for?");
    }
    return new Wait(
        values.get(Keys.UNTIL, null),
        values.get(Keys.FOR, TimeSpan.ZERO),
        values.get(Keys.FILES, List.<String>of()),
        values.get(Keys.CLOSED_FILES, List.<String>of()),
        values.get(Keys.COMMANDS, List.<CommandLine>of()),
        urls(values, report),
        values.get(Keys.ANY, false),
        values.get(Keys.POLL_INTERVAL, Wait.DEFAULT_POLL_INTERVAL),
        values.get(Keys.EXTRA_DELAY, TimeSpan.ZERO),
        values.get(Keys.GIVE_UP_AT, null));
  }

  private static List<WaitUrl> urls(Values values, Report report) {
    List<WaitUrl> urls = values.get(Keys.URLS, List.<WaitUrl>of());
    if (urls.size() > MAX_URLS) {
      report.of("urls").add(values.placeOf(Keys.URLS), "more than " + MAX_URLS + " URLs");
    }
    return urls;
  }
}
