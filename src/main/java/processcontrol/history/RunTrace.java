package processcontrol.history;

import java.nio.charset.StandardCharsets;
import processcontrol.job.UtcTime;

/**
 * What a record says about when: read by hand from its line, since a due check, once a minute,
 * cannot wait until a JSON library has started.
 *
 * @param run null for a start that was skipped
 * @param ended null if it is not known
 * @param byClock whether cron, and not a person or another job, started it
 * @param slot the moment that it was scheduled for, or null
 * @param jobSha256 of the job file that ran, or null
 * @param heldSince since when the job was on hold; null for a start that was not skipped for that
 */
public record RunTrace(
    String run,
    UtcTime started,
    UtcTime ended,
    boolean byClock,
    UtcTime slot,
    String jobSha256,
    UtcTime heldSince) {

  /** A run, or a start that was skipped for another reason than a hold. */
  public RunTrace(
      String run, UtcTime started, UtcTime ended, boolean byClock, UtcTime slot, String jobSha256) {
    this(run, started, ended, byClock, slot, jobSha256, null);
  }

  /** Returns true if it began in the future of now, which only a wrong clock can say. */
  public boolean isAhead(long now) {
    return WrongClock.isAhead(started.epochMillis(), now);
  }

  /** The same without an end that lies in the future. */
  public RunTrace trusted(long now) {
    return ended == null || !WrongClock.isAhead(ended.epochMillis(), now)
        ? this
        : new RunTrace(run, started, null, byClock, slot, jobSha256, heldSince);
  }

  /** When it ended, or began where that is all that is known. */
  public long end() {
    return (ended == null ? started : ended).epochMillis();
  }

  /** Says that it lies in the future; null if it does not. */
  public String clockFault(long now) {
    long latest = Math.max(started.epochMillis(), end());
    String what = run == null ? "the record of a skipped start" : "record " + run;
    return WrongClock.fault(what, latest, now);
  }

  /** Reads a line that {@link RunRecord#toLine} wrote; null if it is something else. */
  static RunTrace ofLine(byte[] line) {
    return new Scan(new String(line, StandardCharsets.ISO_8859_1)).trace();
  }

  /** Goes through one flat JSON object once. */
  private static final class Scan {
    private final String text;
    private int at;
    private boolean whole = true;

    private String run;
    private String started;
    private String ended;
    private String trigger;
    private String slot;
    private String sha256;
    private String reason;

    Scan(String text) {
      this.text = text;
    }

    RunTrace trace() {
      if (!next('{')) {
        return null;
      }
      do {
        String key = string();
        if (key == null || !next(':')) {
          return null;
        }
        take(key, value());
      } while (whole && next(','));
      if (!whole || !next('}') || started == null || trigger == null) {
        return null;
      }
      try {
        return new RunTrace(
            run,
            UtcTime.parse(started),
            ended == null ? null : UtcTime.parse(ended),
            trigger.equals("cron") || trigger.equals("catch_up"),
            slot == null ? null : UtcTime.parse(slot),
            sha256,
            run == null ? Hold.sinceIn(reason) : null);
      } catch (IllegalArgumentException e) {
        return null;
      }
    }

    private void take(String key, String value) {
      switch (key) {
        case "run" -> run = value;
        case "started" -> started = value;
        case "ended" -> ended = value;
        case "trigger" -> trigger = value;
        case "slot" -> slot = value;
        case "job_sha256" -> sha256 = value;
        case "reason" -> reason = value;
        default -> {
          // Of no interest here.
        }
      }
    }

    /** The text of a string; null for every other value, and for what is none. */
    private String value() {
      skipBlanks();
      char c = at < text.length() ? text.charAt(at) : '\0';
      if (c == '"') {
        return string();
      }
      if (c == '[') {
        at++;
        while (whole && !next(']')) {
          whole &=
              at < text.length() && text.charAt(at) != '['; // Not ours, and as deep as it likes.
          value();
          next(',');
        }
        return null;
      }
      int begin = at;
      while (at < text.length() && "+-.0123456789Eaeflnrstu".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      whole &= at > begin;
      return null;
    }

    /** A string as it stands, escapes and all: what is wanted here has none. */
    private String string() {
      if (!next('"')) {
        whole = false;
        return null;
      }
      int begin = at;
      while (at < text.length() && text.charAt(at) != '"') {
        at += text.charAt(at) == '\\' ? 2 : 1;
      }
      if (at >= text.length()) {
        whole = false;
        return null;
      }
      return text.substring(begin, at++);
    }

    private boolean next(char c) {
      skipBlanks();
      if (at >= text.length() || text.charAt(at) != c) {
        return false;
      }
      at++;
      return true;
    }

    private void skipBlanks() {
      while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
        at++;
      }
    }
  }
}
