package processcontrol.config;

import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.config.KeyTable.Values;
import processcontrol.job.Output;

/** The keys of one {@code output}. */
final class OutputType extends MapType<Output> {

  private static final class Keys {
    static final Key<String> FILE = new Key<>("file", ScalarTypes.PATH, "file that it goes to");
    static final Key<List<String>> MAIL =
        new Key<>("mail", AddressType.LIST, "recipients that it is mailed to, if not empty");
    static final Key<String> WHEN =
        new Key<>("when", new MeasureTypes.Word("always", "failure"), "after which runs");
    static final Key<Boolean> APPEND =
        new Key<>("append", ScalarTypes.BOOLEAN, "keep what earlier runs wrote to the file");
    static final KeyTable TABLE = new KeyTable(FILE, MAIL, WHEN, APPEND);

    private Keys() {}
  }

  OutputType() {
    super("keys and values");
  }

  @Override
  KeyTable table() {
    return Keys.TABLE;
  }

  @Override
  @Nullable Output of(Values values, Report report) {
    boolean toFile = values.has(Keys.FILE);
    if (toFile == values.has(Keys.MAIL)) {
      report.add(values.place(), "needs either file or mail");
      return null;
    }
    if (!toFile && values.has(Keys.APPEND)) {
      report.of("append").add(values.placeOf(Keys.APPEND), "goes with file only");
    }
    return new Output(
        values.get(Keys.FILE, null),
        values.get(Keys.MAIL, List.<String>of()),
        values.get(Keys.WHEN, "always").equals("failure"),
        values.get(Keys.APPEND, true));
  }
}
