package processcontrol.zone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;
import processcontrol.job.VisibleText;
import processcontrol.job.Zone;

/** A zone as java.time knows it. */
final class JavaZone extends Zone {

  private static final String DIRECTORY = "/zoneinfo/";

  private final ZoneRules rules;

  private JavaZone(ZoneId zone) {
    super(zone.getId());
    this.rules = zone.getRules();
  }

  static Zone ofMachine() {
    return new JavaZone(ZoneId.systemDefault());
  }

  /** The zone that a link into the directory of zones names; what java.time says for all else. */
  static ZoneId idOf(Path link) {
    try {
      String target = Files.readSymbolicLink(link).toString();
      int at = target.indexOf(DIRECTORY);
      return at < 0 ? ZoneId.systemDefault() : ZoneId.of(target.substring(at + DIRECTORY.length()));
    } catch (IOException | DateTimeException e) {
      return ZoneId.systemDefault(); // A copy, or a zone of the system's own.
    }
  }

  /**
   * @throws IllegalArgumentException if there is no such zone
   */
  static Zone of(String name) {
    try {
      return new JavaZone(ZoneId.of(name));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(VisibleText.quoted(name) + " is not a time zone", e);
    }
  }

  @Override
  public int offsetAt(long second) {
    return rules.getOffset(Instant.ofEpochSecond(second)).getTotalSeconds();
  }

  @Override
  public @Nullable Change nextChange(long second) {
    return change(rules.nextTransition(Instant.ofEpochSecond(second)));
  }

  @Override
  public @Nullable Change lastChange(long second) {
    return change(rules.previousTransition(Instant.ofEpochSecond(second + 1)));
  }

  private static @Nullable Change change(ZoneOffsetTransition transition) {
    return transition == null
        ? null
        : new Change(
            transition.toEpochSecond(),
            transition.getOffsetBefore().getTotalSeconds(),
            transition.getOffsetAfter().getTotalSeconds());
  }
}
