package processcontrol.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.ParserSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import processcontrol.config.YamlValue.Faulty;
import processcontrol.config.YamlValue.Mapping;
import processcontrol.config.YamlValue.Scalar;
import processcontrol.config.YamlValue.Sequence;
import processcontrol.job.VisibleText;

/**
 * Reads one YAML document into {@link YamlValue}s from the parser's events. Going below the
 * engine's own composer keeps every place, reports duplicate keys where they stand, and never
 * builds an object that a tag asks for.
 */
final class YamlReader {

  /** Made once, not for each of a thousand files; how long a file may be was checked before. */
  private static final LoadSettings SETTINGS = ParserSettings.unlimited();

  /** The most that a document may hold once its aliases are expanded ("billion laughs"). */
  private static final int MAX_VALUES = 20_000;

  /** And in characters, as a long text can be referred to as often as a short one. */
  private static final int MAX_TEXT = 512 << 10;

  private static final int MAX_DEPTH = 50;

  private static final List<String> HARMLESS_TAGS =
      List.of("!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map");

  private final String file;
  private final Problems problems;
  private final Map<Anchor, YamlValue> anchored = new HashMap<>();
  private final Iterator<Event> events;
  private int values;
  private long text;
  private int depth;

  private YamlReader(String file, String text, Problems problems) {
    this.file = file;
    this.problems = problems;
    this.events = new Parse(SETTINGS).parseString(text).iterator();
  }

  /**
   * The mapping that a document consists of; empty if there is none, or if it cannot be read at
   * all, with the problem noted.
   */
  static Mapping read(String file, String text, Problems problems) {
    Place start = Place.startOf(file);
    try {
      YamlValue root = new YamlReader(file, text, problems).document();
      if (root instanceof Mapping mapping) {
        return mapping;
      }
      boolean nothing =
          root == null
              || root instanceof Faulty
              || (root instanceof Scalar scalar && scalar.isNull());
      if (!nothing) {
        problems.add(root.place(), "expected keys and values, not " + root.describe());
      }
    } catch (MarkedYamlEngineException e) {
      char first = unquoted(e);
      Optional<Mark> mark = first == '*' ? e.getContextMark() : e.getProblemMark();
      problems.add(
          mark.isPresent() ? place(file, mark.get()) : start,
          first == 0
              ? "not valid YAML: " + oneLine(e)
              : "text that begins with '" + first + "' must be in quotes");
    } catch (YamlEngineException e) {
      problems.add(start, "not valid YAML: " + firstLine(String.valueOf(e.getMessage())));
    } catch (TooMuchException e) {
      problems.add(e.place, e.getMessage());
    }
    return Mapping.empty(start);
  }

  /**
   * Returns the character that begins what most likely was meant as text, as in a schedule without
   * quotes: the parser's words for that are hard to understand. Zero if it is none.
   */
  private static char unquoted(MarkedYamlEngineException e) {
    if ("while scanning an alias".equals(e.getContext())) {
      return '*';
    }
    String start = "found character '";
    String problem = String.valueOf(e.getProblem());
    char first = problem.startsWith(start) ? problem.charAt(start.length()) : 0;
    return first == '@' || first == '%' || first == '`' ? first : 0;
  }

  private static String oneLine(MarkedYamlEngineException e) {
    String context = e.getContext() == null ? "" : firstLine(e.getContext()) + ", ";
    String problem = context + firstLine(String.valueOf(e.getProblem()));
    String hint = YamlHints.on(problem);
    return hint == null ? problem : problem + "; " + hint;
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return VisibleText.excerpt(end < 0 ? text : text.substring(0, end));
  }

  private static Place place(String file, Mark mark) {
    return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private Place place(Event event) {
    Optional<Mark> mark = event.getStartMark();
    return mark.isPresent() ? place(file, mark.get()) : Place.startOf(file);
  }

  private @Nullable YamlValue document() {
    YamlValue root = null;
    int documents = 0;
    while (events.hasNext()) {
      Event event = events.next();
      if (event.getEventId() == Event.ID.DocumentStart) {
        if (++documents > 1) {
          problems.add(place(event), "a second document begins here; a file holds one");
          return root;
        }
        root = value(events.next());
      }
    }
    return root;
  }

  private YamlValue value(Event event) {
    Place place = place(event);
    if (++depth > MAX_DEPTH) {
      throw new TooMuchException(place, "nested deeper than " + MAX_DEPTH + " levels");
    }
    count(place, 1);
    YamlValue value;
    if (event instanceof AliasEvent alias) {
      value = anchored.get(alias.getAlias());
      if (value == null) {
        problems.add(
            place,
            "the alias *"
                + VisibleText.excerpt(alias.getAlias().getValue())
                + " names no value before it");
        value = new Faulty(place);
      }
      count(place, sizeOf(value));
      countText(place, textOf(value));
    } else {
      value = composed(event, place);
    }
    depth--;
    return value;
  }

  private YamlValue composed(Event event, Place place) {
    YamlValue value;
    if (event instanceof ScalarEvent scalar) {
      boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN && scalar.getTag().isEmpty();
      value = new Scalar(place, scalar.getValue(), plain);
      countText(place, scalar.getValue().length());
    } else if (event instanceof SequenceStartEvent) {
      value = new Sequence(place, items());
    } else {
      value = new Mapping(place, entries());
    }
    if (!isHarmless(tagOf(event), place)) {
      value = new Faulty(place);
    }
    // Anchored once it is whole: a value cannot contain itself.
    Optional<Anchor> anchor = ((NodeEvent) event).getAnchor();
    if (anchor.isPresent()) {
      anchored.put(anchor.get(), value);
    }
    return value;
  }

  private List<YamlValue> items() {
    List<YamlValue> items = new ArrayList<>();
    Event event = events.next();
    while (event.getEventId() != Event.ID.SequenceEnd) {
      items.add(value(event));
      event = events.next();
    }
    return items;
  }

  private Map<String, Mapping.Entry> entries() {
    Map<String, Mapping.Entry> entries = new LinkedHashMap<>();
    Event event = events.next();
    while (event.getEventId() != Event.ID.MappingEnd) {
      YamlValue key = value(event);
      YamlValue value = value(events.next());
      if (!(key instanceof Scalar scalar)) {
        if (!(key instanceof Faulty)) {
          problems.add(key.place(), YamlHints.onKey(key));
        }
      } else if (scalar.text().equals("<<")) {
        problems.add(key.place(), "merge keys (<<) are not part of YAML 1.2; use 'extends'");
      } else {
        Mapping.Entry first = entries.get(scalar.text());
        if (first == null) {
          entries.put(scalar.text(), new Mapping.Entry(key.place(), value));
        } else {
          problems.add(
              key.place(),
              VisibleText.excerpt(scalar.text())
                  + ": given twice; first in line "
                  + first.keyPlace().line());
        }
      }
      event = events.next();
    }
    return entries;
  }

  private static Optional<String> tagOf(Event event) {
    return event instanceof ScalarEvent scalar
        ? scalar.getTag()
        : ((CollectionStartEvent) event).getTag();
  }

  /** Only the tags of plain data are let through: nothing here builds objects. */
  private boolean isHarmless(Optional<String> tag, Place place) {
    if (tag.isEmpty() || HARMLESS_TAGS.contains(tag.get())) {
      return true;
    }
    String hint = tag.get().startsWith("!") ? "; put text that begins with '!' in quotes" : "";
    problems.add(place, "the tag " + shortTag(tag.get()) + " is not allowed" + hint);
    return false;
  }

  private static String shortTag(String tag) {
    return VisibleText.excerpt(tag.replace("tag:yaml.org,2002:", "!!"));
  }

  private void count(Place place, int more) {
    values += more;
    if (values > MAX_VALUES) {
      throw new TooMuchException(
          place,
          "the document holds more than " + MAX_VALUES + " values once aliases are expanded");
    }
  }

  private void countText(Place place, long more) {
    text += more;
    if (text > MAX_TEXT) {
      throw new TooMuchException(
          place,
          "the document holds more than " + MAX_TEXT + " characters once aliases are expanded");
    }
  }

  private static long textOf(YamlValue value) {
    long length = 0;
    if (value instanceof Scalar scalar) {
      length = scalar.text().length();
    } else if (value instanceof Sequence sequence) {
      for (YamlValue item : sequence.items()) {
        length += textOf(item);
      }
    } else if (value instanceof Mapping mapping) {
      for (Map.Entry<String, Mapping.Entry> entry : mapping.entries().entrySet()) {
        length += entry.getKey().length() + textOf(entry.getValue().value());
      }
    }
    return length;
  }

  /** Returns how many values it consists of, itself among them. */
  static int sizeOf(YamlValue value) {
    int size = 1;
    if (value instanceof Sequence sequence) {
      for (YamlValue item : sequence.items()) {
        size += sizeOf(item);
      }
    } else if (value instanceof Mapping mapping) {
      for (Mapping.Entry entry : mapping.entries().values()) {
        size += sizeOf(entry.value());
      }
    }
    return size;
  }

  /** The document is beyond a bound; reading on would not be safe. */
  private static final class TooMuchException extends RuntimeException {
    private static final long serialVersionUID = 1;

    final transient Place place;

    TooMuchException(Place place, String message) {
      super(message);
      this.place = place;
    }
  }
}
