package processcontrol.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.config.KeyTable.Values;
import processcontrol.config.WebAccess.Grant;
import processcontrol.config.YamlValue.Mapping;
import processcontrol.config.YamlValue.Scalar;
import processcontrol.job.VisibleText;

/** The keys of {@code web}, in the global configuration. */
final class WebType extends MapType<WebAccess> {

  private static final int MAX_NAME = 200;

  private static final class Keys {
    static final Key<String> ORIGIN =
        new Key<>("origin", new Origin(), "origin of the pages whose requests may act");
    static final Key<Map<String, List<String>>> GROUPS =
        new Key<>(
            "groups", new Named<>("group", new CompositeTypes.ListOf<>(new Name())), "members");
    static final Key<Map<String, List<Grant>>> USERS =
        new Key<>("users", new Named<>("user", new Grants()), "what users and groups may do");
    static final KeyTable TABLE = new KeyTable(ORIGIN, GROUPS, USERS);

    private Keys() {}
  }

  /** The keys of a right that is not one to all jobs. */
  private static final class TagKeys {
    static final Key<List<String>> TAG =
        new Key<>("tag", new CompositeTypes.ListOf<>(ScalarTypes.TITLE), "tags that the jobs have");
    static final KeyTable TABLE = new KeyTable(TAG);

    private TagKeys() {}
  }

  @Override
  KeyTable table() {
    return Keys.TABLE;
  }

  @Override
  @Nullable WebAccess of(Values values, Report report) {
    Map<String, List<String>> groups = values.get(Keys.GROUPS, Map.<String, List<String>>of());
    Map<String, List<Grant>> users = values.get(Keys.USERS, Map.<String, List<Grant>>of());
    for (String user : users.keySet()) {
      if (user.startsWith("@") && !groups.containsKey(user.substring(1))) {
        String close = Similar.to(user.substring(1), groups.keySet());
        report
            .of("users")
            .of(user)
            .add(
                values.placeOf(Keys.USERS, user),
                "web.groups has no group "
                    + VisibleText.excerpt(user.substring(1))
                    + (close == null ? "" : "; did you mean " + close + "?"));
      }
    }
    for (Map.Entry<String, List<Grant>> user : users.entrySet()) {
      for (Grant grant : user.getValue()) {
        if (grant.right() != WebRight.READ && !values.has(Keys.ORIGIN)) {
          report
              .of("users")
              .of(user.getKey())
              .add(
                  values.placeOf(Keys.USERS, user.getKey()),
                  "the right to "
                      + grant.right()
                      + " needs web.origin as well, such as https://jobs.example.org");
          return null;
        }
      }
    }
    return new WebAccess(values.get(Keys.ORIGIN, null), groups, users);
  }

  /** Returns true if the text can be the name of a user whom a web server has authenticated. */
  static boolean isUserName(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_NAME
        && text.charAt(0) != '@'
        && !text.equals(WebAccess.EVERYBODY)
        && VisibleText.firstHidden(text) == null;
  }

  /** The name of a user, as the web server has it. */
  private static final class Name extends ValueType.OfText<String> {
    Name() {
      super("the name of a user");
    }

    @Override
    String of(Scalar scalar) {
      if (!isUserName(scalar.text())) {
        throw new IllegalArgumentException(faultOfName(scalar.text(), "user"));
      }
      return scalar.text();
    }
  }

  private static String faultOfName(String text, String what) {
    return VisibleText.quoted(text)
        + " is not the name of a "
        + what
        + ": use up to "
        + MAX_NAME
        + " visible characters, the first one no '@'";
  }

  /** The scheme, the host and the port of a page, as browsers send it. */
  private static final class Origin extends ValueType.OfText<String> {
    Origin() {
      super("an origin such as https://jobs.example.org");
    }

    @Override
    String of(Scalar scalar) {
      String text = ScalarTypes.TEXT.of(scalar);
      int start = text.startsWith("https://") ? 8 : text.startsWith("http://") ? 7 : 0;
      boolean fits = start > 0 && text.length() > start;
      for (int i = start; i < text.length() && fits; i++) {
        char c = text.charAt(i);
        fits = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || ".-:[]".indexOf(c) >= 0;
      }
      String port = start == 8 ? ":443" : ":80";
      if (!fits || text.endsWith(":") || text.endsWith(port)) {
        throw new IllegalArgumentException(
            VisibleText.quoted(text)
                + " is not an origin as browsers send it: write https://HOST or https://HOST:PORT,"
                + " in small letters, with no path and no usual port");
      }
      return text;
    }
  }

  /** Names, and a value of each. */
  private static final class Named<T> extends ValueType<Map<String, T>> {
    private final String what;
    private final ValueType<T> type;

    Named(String what, ValueType<T> type) {
      super("names, and " + type.expectation() + " of each");
      this.what = what;
      this.type = type;
    }

    @Override
    @Nullable Map<String, T> parse(YamlValue value, Report report) {
      Mapping mapping = CompositeTypes.MAP.parse(value, report);
      Map<String, T> named = new LinkedHashMap<>();
      if (mapping == null) {
        return null;
      }
      for (Map.Entry<String, Mapping.Entry> entry : mapping.entries().entrySet()) {
        String name = entry.getKey();
        if (!fits(name)) {
          report.add(entry.getValue().keyPlace(), faultOfName(name, what));
        }
        T parsed = type.parse(entry.getValue().value(), report.of(name));
        if (parsed != null) {
          named.put(name, parsed);
        }
      }
      return named;
    }

    /** Groups and everybody have rights as users have. */
    private boolean fits(String name) {
      return isUserName(name)
          || (what.equals("user")
              && (name.equals(WebAccess.EVERYBODY)
                  || (name.startsWith("@") && isUserName(name.substring(1)))));
    }
  }

  /** Rights: words, and words with the tags of the jobs that they are for. */
  private static final class Grants extends ValueType<List<Grant>> {
    private static final List<String> WORDS = List.of("read", "start", "hold", "kill");

    private static final ValueType<List<List<String>>> TAGGED =
        new CompositeTypes.ListOf<>(
            new MapType<List<String>>("tag: NAME") {
              @Override
              KeyTable table() {
                return TagKeys.TABLE;
              }

              @Override
              @Nullable List<String> of(Values values, Report report) {
                if (!values.has(TagKeys.TAG)) {
                  report.add(values.place(), "needs tag: the jobs that the right is for");
                }
                return values.get(TagKeys.TAG, null);
              }
            });

    Grants() {
      super("the rights (read, start, hold, kill)");
    }

    @Override
    List<Grant> parse(YamlValue value, Report report) {
      List<YamlValue> items =
          value instanceof YamlValue.Sequence sequence ? sequence.items() : List.of(value);
      List<Grant> grants = new ArrayList<>();
      for (YamlValue item : items) {
        if (item instanceof Mapping mapping && !mapping.entries().isEmpty()) {
          for (Map.Entry<String, Mapping.Entry> each : mapping.entries().entrySet()) {
            WebRight right = right(each.getKey(), each.getValue().keyPlace(), report);
            List<List<String>> tags =
                TAGGED.parse(each.getValue().value(), report.of(each.getKey()));
            if (right != null && tags != null) {
              List<String> all = new ArrayList<>();
              tags.forEach(all::addAll);
              grants.add(new Grant(right, all));
            }
          }
        } else if (item instanceof Scalar scalar && !scalar.isNull()) {
          WebRight right = right(scalar.text(), scalar.place(), report);
          if (right != null) {
            grants.add(new Grant(right, List.of()));
          }
        } else {
          expected(item, report);
        }
      }
      return grants;
    }

    private static @Nullable WebRight right(String word, Place place, Report report) {
      WebRight right = WebRight.of(word);
      if (right == null) {
        String close = Similar.to(word, WORDS);
        report.add(
            place,
            VisibleText.quoted(word)
                + " is not a right: they are read, start, hold and kill"
                + (close == null ? "" : "; did you mean " + close + "?"));
      }
      return right;
    }
  }
}
